import { afterEach, expect, it, vi } from 'vitest';
import { BACKFILL } from '@/contracts/topics';
import { readBelievable } from '@/server/decode/queries';
import { sensorSummary } from '@/server/history/queries';
import { type AHistory, aHistory } from '@/tests/support/a-history';
import { aMeasure, aReadingRecord } from '@/tests/support/builders';

let history: AHistory;
afterEach(() => history.stop());

const AT = Date.UTC(2026, 10, 29, 12) * 1_000;
const reading = { sensorId: 'kitchen', uid: '0192-one', measuredAt: AT, receivedAt: AT };
const coordinates = { sensorId: 'kitchen', quantity: 'temperature', channel: null, measuredAt: AT };
const replayed = (given: Parameters<typeof aReadingRecord>[0]) => ({
  ...aReadingRecord({ ...reading, ...given }),
  topic: BACKFILL,
});
const value = (of: number) => [aMeasure({ quantity: 'temperature', value: of })];

const stored = () =>
  history.query<{ value: number; generation: number }>('SELECT value, generation FROM telemetry.reading');
const newest = () => history.query<{ value: number }>('SELECT value FROM telemetry.latest');

async function passed(): Promise<void> {
  await vi.waitFor(
    async () =>
      expect(
        await history.query(
          `SELECT FROM consumer_offset WHERE consumer = 'history' AND topic = $1 AND next > 0`,
          [BACKFILL],
        ),
      ).toHaveLength(1),
    { timeout: 20_000 },
  );
}

it('what a replay wrote and the next took back is not there, nor its series, though both come at once', async () => {
  history = await aHistory({ instances: 0 });
  await history.append([
    replayed({ replay: 5, measures: value(21), replaces: [] }),
    replayed({ replay: 6, measures: [], replaces: [coordinates] }),
  ]);

  await history.startOne();
  await passed();

  expect(await stored()).toEqual([]);
  expect(await newest()).toEqual([]);
  const { database } = history.context;
  expect((await sensorSummary(database, 'kitchen', 'all'))?.sensor.series).toEqual([]);
  expect(await readBelievable(database, 'kitchen')).toEqual([]);
});

it('what a replay says stands in the place of what was stored, and the newest value follows', async () => {
  history = await aHistory({ instances: 0 });
  await history.append([aReadingRecord({ ...reading, measures: value(210) })]);
  await history.append([replayed({ replay: 5, measures: value(21), replaces: [coordinates] })]);

  await history.startOne();
  await passed();

  expect(await stored()).toEqual([{ value: 21, generation: 5 }]);
  expect(await newest()).toEqual([{ value: 21 }]);
});
