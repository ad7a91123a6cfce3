import { afterEach, beforeEach, expect, it } from 'vitest';
import { appendAll, startAppender } from '@/server/stream/appender';
import { askFor, replayed } from '@/tests/support/a-replay';
import { aRoad, type Road } from '@/tests/support/a-road';
import { aMapping, aRawRecord } from '@/tests/support/builders';
import { teach } from '@/tests/support/teach';

const DAY_MS = 86_400_000;
const now = Date.now();
let road: Road;
beforeEach(async () => {
  road = await aRoad(['history', 'decode']);
});
afterEach(() => road.stop());

/** What a door received on one topic, in that order. */
async function received(...daysAgo: readonly number[]): Promise<void> {
  const { kafka, log } = road.context;
  const appender = await startAppender({ kafka, log, name: 'test' });
  await appendAll(
    appender,
    daysAgo.map((days) => aRawRecord({ topic: 'home/hall', received: (now - days * DAY_MS) * 1_000 })),
  );
  await appender.stop();
  await road.settled('decode', 'history');
}

/** Puts the mapping in force for what was received between eight and three days ago. */
async function taughtThen(topics: readonly string[]) {
  await teach(road.context.database.url, {
    sensors: [{ id: 'hall', name: 'Hall' }],
    mappings: [{ ...aMapping({ topic: 'home/hall' }), sensor: 'hall' }],
  });
  const [mapping] = await road.query<{ id: number }>('SELECT id FROM mapping');
  const span = { from: now - 8 * DAY_MS, to: now - 3 * DAY_MS };
  const corrections = [{ mappingId: mapping?.id ?? 0, version: 1, ...span }];
  return replayed(road, await askFor(road, { topics, ...span, corrections }));
}

it('a replay reads nothing that was received long after its span', async () => {
  await received(9, 7, 6, 2, 1, 0.5);

  expect(await taughtThen(['#'])).toMatchObject({ state: 'done', records: 2, readings: 2 });
});

it('a replay reads to the end where the demo house may have written of its span later', async () => {
  await road.query(
    `INSERT INTO demo_house (state, seed, clock_ahead, began_at, past_from, past_until, rooms)
     VALUES ('runs', 1, 0, now(), now(), now(), '{}')`,
  );
  await received(9, 7, 6, 2, 1, 5);

  expect(await taughtThen(['#'])).toMatchObject({ state: 'done', records: 5, readings: 3 });
  expect(await taughtThen(['home/+'])).toMatchObject({ state: 'done', records: 2 });
});
