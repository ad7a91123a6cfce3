import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { FLAG_IMPLAUSIBLE, FLAG_LATE, FLAG_RECEIPT_TIME } from '@/contracts/socket-events';
import { READINGS } from '@/contracts/topics';
import type { Running } from '@/server/context';
import { startLive } from '@/server/live/index';
import { aContext } from '@/tests/support/a-context';
import { freshTopics } from '@/tests/support/fresh-topics';
import {
  aBrowser,
  aHouse,
  anHourAgo,
  aReading,
  type Browser,
  coordinates,
  coordinatesOf,
  cursorOf,
  home,
  kitchen,
  missedOf,
  ReadingsWriter,
} from './live-fixture';

let context: Awaited<ReturnType<typeof aContext>>;
let live: Running;
let writer: ReadingsWriter;
let kitchenRoom: number;
let browsers: Browser[] = [];

beforeAll(async () => {
  context = await aContext();
  await freshTopics(context.kafka);
  ({ kitchenRoom } = await aHouse(context));
  writer = await ReadingsWriter.open(context.kafka);
});

beforeEach(async () => {
  live = await startLive(context);
});

afterEach(async () => {
  for (const browser of browsers) browser.close();
  browsers = [];
  await live.stop();
});

afterAll(async () => {
  await writer.stop();
  await context.stop();
});

it('sends a reading to who watches its sensor, its room or the home, and to nobody else', async () => {
  const watching = await Promise.all([browse(), browse(), browse(), browse()]);
  const [ofSensor, ofRoom, ofHome, ofAttic] = watching;
  await ofSensor?.watch(kitchen);
  await ofRoom?.watch({ kind: 'room', id: kitchenRoom });
  await ofHome?.watch(home);
  await ofAttic?.watch({ kind: 'sensor', id: 'attic' });

  const reading = aReading({ value: 21.5 });
  await writer.append([reading]);
  for (const browser of [ofSensor, ofRoom, ofHome]) {
    await browser?.until(({ samples }) => samples.length > 0);
    expect(browser?.samples.map(coordinates)).toEqual(coordinatesOf([reading]));
  }
  const ofTheAttic = aReading({ sensorId: 'attic' });
  await writer.append([ofTheAttic]);
  await ofAttic?.until(({ samples }) => samples.length > 0);

  expect(ofAttic?.samples.map(coordinates)).toEqual(coordinatesOf([ofTheAttic]));
});

it('answers a returning browser with what it missed, late readings too', async () => {
  const browser = await browse();
  const cursor = cursorOf(await browser.watch(kitchen));
  browser.close();
  const missed = [
    aReading(),
    aReading({ measuredAt: anHourAgo() }),
    aReading({ sensorId: 'attic' }),
    aReading(),
  ];
  await writer.append(missed);

  const returned = await browse();
  await reaches(returned);
  const answer = await returned.watch(kitchen, cursor);

  expect(missedOf(answer).map(coordinates)).toEqual(
    coordinatesOf(missed.filter((reading) => reading.sensorId === 'kitchen')),
  );
});

it('gives everything exactly once, whatever comes while a browser asks', async () => {
  const first = await browse();
  let cursor = cursorOf(await first.watch(kitchen));
  const got: unknown[][] = [];
  const written = Array.from({ length: 2_000 }, (_, index) => aReading({ value: index }));
  const writing = writer.append(written);

  for (let visit = 0; visit < 8; visit += 1) {
    const browser = await browse();
    const answer = await browser.watch(kitchen, cursor);
    got.push(...missedOf(answer).map(coordinates));
    cursor = cursorOf(answer);
    const wanted = Math.min(written.length, got.length + 150);
    await browser.until(({ samples }) => got.length + samples.length >= wanted);
    browser.close();
    got.push(...browser.samples.map(coordinates));
    cursor = browser.frames.at(-1)?.cursor ?? cursor;
  }
  await writing;
  const last = await browse();
  await reaches(last);
  got.push(...missedOf(await last.watch(kitchen, cursor)).map(coordinates));

  expect(got).toEqual(coordinatesOf(written));
});

it('goes on with the same cursor after a restart of the server: no gap, nothing twice', async () => {
  const browser = await browse();
  const before = aReading();
  await browser.watch(kitchen);
  await writer.append([before]);
  await browser.until(({ samples }) => samples.length === 1);
  const cursor = browser.frames.at(-1)?.cursor;
  await live.stop();
  const missed = [aReading(), aReading({ measuredAt: anHourAgo() })];
  await writer.append(missed);
  live = await startLive(context);

  const returned = await browse();
  const answer = await returned.watch(kitchen, cursor);

  expect(missedOf(answer).map(coordinates)).toEqual(coordinatesOf(missed));
});

it('reads from the log what memory does not hold', async () => {
  const { topicId, offsets } = cursorOf(await (await browse()).watch(kitchen));
  await live.stop();
  const missed = Array.from({ length: 6_000 }, (_, index) => aReading({ value: index }));
  const at = await writer.append(missed);
  const { pool } = context.database;
  await pool.query(
    `INSERT INTO consumer_offset (consumer, topic_id, partition, topic, next) VALUES ('history', $1, $2, $3, $4)`,
    [topicId, at[0]?.partition, READINGS, (at.at(-1)?.offset ?? 0) + 1],
  );
  live = await startLive(context);

  const browser = await browse();
  const answer = await browser.watch(kitchen, { topicId, offsets });
  await pool.query('DELETE FROM consumer_offset');

  expect(missedOf(answer).map(coordinates)).toEqual(coordinatesOf(missed));
});

it('has a page fetched again whose cursor is of another log', async () => {
  const browser = await browse();
  const cursor = cursorOf(await browser.watch(home));

  expect(await browser.watch(home, { ...cursor, topicId: 'another' })).toMatchObject({ refetch: 0 });
});

it('tells a page without a cursor the newest value of each series, by measured time', async () => {
  const newest = aReading({ value: 7 });
  await writer.append([newest, aReading({ value: 6, measuredAt: anHourAgo() })]);
  await writer.append([aReading({ value: 9_999, quality: 'implausible' })]);
  const browser = await browse();
  await reaches(browser);

  const answer = await browser.watch(kitchen);

  expect('snapshot' in answer && answer.snapshot.map(coordinates)).toEqual(coordinatesOf([newest]));
});

it('knows history’s newest values from the start', async () => {
  await live.stop();
  const { pool } = context.database;
  const measuredAt = anHourAgo();
  await pool.query(
    `WITH made AS (INSERT INTO series (sensor_id, quantity, unit) VALUES ('attic', 'humidity', '%') RETURNING id)
     INSERT INTO telemetry.latest (series_id, time, value, clock, seen_at, changed_at)
     SELECT id, moment, 55, 0, moment, moment FROM made, to_timestamp($1::float8 / 1e6) AS moment`,
    [measuredAt],
  );
  live = await startLive(context);

  const answer = await (await browse()).watch({ kind: 'sensor', id: 'attic' });

  expect('snapshot' in answer && answer.snapshot).toContainEqual([
    'attic',
    'humidity',
    null,
    measuredAt,
    55,
    0,
  ]);
});

it('flags what is late, implausible, or has no time of its own', async () => {
  const browser = await browse();
  await browser.watch(kitchen);
  await writer.append([
    aReading({ value: 1 }),
    aReading({ value: 2, measuredAt: anHourAgo() }),
    aReading({ value: 3, quality: 'implausible' }),
    aReading({ value: 4, clock: 'receipt' }),
  ]);

  await browser.until(({ samples }) => samples.length >= 4);

  expect(browser.samples.map(([, , , , value, flags]) => [value, flags])).toEqual([
    [1, 0],
    [2, FLAG_LATE],
    [3, FLAG_IMPLAUSIBLE],
    [4, FLAG_RECEIPT_TIME],
  ]);
});

it('tells who came and went, in the frame and among what was missed', async () => {
  const browser = await browse();
  const cursor = cursorOf(await browser.watch(kitchen));
  const gone = aReading({ measures: [], availability: 'offline' });
  await writer.append([gone]);

  await browser.until(({ frames }) => frames.length > 0);
  const change = ['kitchen', 'offline', gone.measuredAt];
  expect(browser.frames[0]?.availability).toEqual([change]);
  expect(await browser.watch(kitchen, cursor)).toMatchObject({ missed: [], availability: [change] });
});

it('passes over what is no reading', async () => {
  const browser = await browse();
  await browser.watch(kitchen);
  const reading = aReading();

  await writer.appendValues([
    ['kitchen', '{"v":1,"sensorId":"kitchen"'],
    ['kitchen', JSON.stringify({ ...aReading(), v: 2 })],
    [
      'kitchen',
      JSON.stringify({ ...aReading(), measures: [{ quantity: 'temperature', channel: null, value: '1' }] }),
    ],
    ['kitchen', JSON.stringify(reading)],
  ]);
  await browser.until(({ samples }) => samples.length > 0);

  expect(browser.samples.map(coordinates)).toEqual(coordinatesOf([reading]));
});

it('answers what it can’t serve with an error, and lives on', async () => {
  const browser = await browse();
  const ask = (scope: unknown, since?: unknown) =>
    browser.watch(scope as typeof home, since as ReturnType<typeof cursorOf>);

  expect(await ask({ kind: 'sensor', id: 'nobody' })).toEqual({ error: 'There is no such sensor.' });
  expect(await ask({ kind: 'room', id: 4_711 })).toEqual({ error: 'There is no such room.' });
  for (const [scope, since] of [
    [{ kind: 'planet' }, undefined],
    [null, undefined],
    [{ kind: 'room', id: '1; DROP TABLE room' }, undefined],
    [home, { topicId: 'x', offsets: { 0: -1 } }],
    [home, { topicId: 'x', offsets: { one: 1 } }],
  ]) {
    expect(await ask(scope, since)).toMatchObject({ error: expect.any(String) });
  }
  browser.socket.emit('seen', 'much' as unknown as number);
  expect(await browser.watch(kitchen)).toHaveProperty('cursor');
});

it('has one watch a socket: the next takes its place', async () => {
  const browser = await browse();
  await browser.watch(kitchen);
  await browser.watch({ kind: 'sensor', id: 'attic' });
  const attic = aReading({ sensorId: 'attic' });

  await writer.append([aReading(), attic]);
  await browser.until(({ samples }) => samples.length > 0);

  expect(browser.samples.map(coordinates)).toEqual(coordinatesOf([attic]));
});

async function browse(): Promise<Browser> {
  const browser = await aBrowser(context);
  browsers.push(browser);
  return browser;
}

/** Waits until live has applied all there is: a marker of another sensor comes out at the end of every partition. */
async function reaches(browser: Browser): Promise<void> {
  const cursor = cursorOf(await browser.watch(home));
  const marker = await writer.append(
    Array.from({ length: 40 }, (_, index) => aReading({ sensorId: `marker-${index}` })),
  );
  const partitions = new Set(marker.map(({ partition }) => partition));
  if (partitions.size < 4) throw new Error('the markers miss a partition');
  await browser.until(({ frames }) => {
    const now = frames.at(-1)?.cursor ?? cursor;
    return marker.every(({ partition, offset }) => (now.offsets[partition] ?? 0) > offset);
  });
}
