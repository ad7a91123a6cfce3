import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RehearsalLine, RehearsalReport } from '@/contracts/mapping-rehearsal';
import { encodeRawHeader, RAW_HEADER, rawKey } from '@/contracts/raw-message';
import { RAW } from '@/contracts/topics';
import { applyMappingFile } from '@/server/decode/commands';
import { rehearseMapping } from '@/server/decode/queries';
import { startRehearsalThread } from '@/server/rehearsal-thread';
import { createCluster } from '@/server/stream/admin/cluster';
import { appendAll, startAppender } from '@/server/stream/appender';
import { startLogReader } from '@/server/stream/log-reader';
import type { Coordinates } from '@/server/stream/types';
import { aRoad, type Road } from '@/tests/support/a-road';

const HOUR_MS = 3_600_000;
const now = Date.now();
let road: Road;
beforeEach(async () => {
  road = await aRoad([]);
});
afterEach(() => road.stop());

const draft = {
  topic: 'home/{room}/climate',
  format: 'json',
  readings: [
    { path: '/t', quantity: 'temperature', unit: '°C', scale: 0.1 },
    { path: '/co2', quantity: 'co2', unit: 'ppm' },
  ],
};

interface Sent {
  readonly topic?: string;
  readonly payload: string;
  readonly at?: number;
  readonly replayed?: boolean;
}

/** Writes messages into the raw log as the door does. */
async function sent(messages: readonly Sent[]): Promise<readonly Coordinates[]> {
  const { kafka, log } = road.context;
  const appender = await startAppender({ kafka, log, name: 'test' });
  const at = await appendAll(
    appender,
    messages.map(({ topic = 'home/hall/climate', payload, at = now - HOUR_MS, replayed = false }, place) => {
      const header = { uid: `uid-${place}`, topic, replayed, received: at * 1_000 };
      return {
        topic: RAW,
        key: rawKey(topic),
        value: Buffer.from(payload),
        headers: { [RAW_HEADER]: encodeRawHeader(header) },
        timestampMs: at,
      };
    }),
  );
  await appender.stop();
  return at;
}

const asked = { draft, days: 1, mappingId: undefined };

async function linesOf(
  question: Partial<Parameters<typeof rehearseMapping>[1]> = {},
  signal = new AbortController().signal,
): Promise<readonly RehearsalLine[]> {
  const { database, kafka } = road.context;
  const lines: RehearsalLine[] = [];
  const parts = { database, kafka, zone: 'UTC', startThread: startRehearsalThread };
  for await (const line of rehearseMapping(parts, { ...asked, ...question }, signal)) lines.push(line);
  return lines;
}

async function reportOf(question: Parameters<typeof linesOf>[0] = {}): Promise<RehearsalReport> {
  const last = (await linesOf(question)).at(-1);
  if (last === undefined || !('report' in last)) throw new Error(`no report: ${JSON.stringify(last)}`);
  return last.report;
}

it('counts what a draft makes of the real messages of a day, and writes nothing', async () => {
  await sent([
    { payload: '{"t":1,"co2":1}', at: now - 26 * HOUR_MS },
    ...Array.from({ length: 500 }, (_, place) => ({ payload: `{"t":${200 + (place % 10)},"co2":600}` })),
    ...Array.from({ length: 31 }, () => ({ topic: 'home/attic/climate', payload: '{"t":215}' })),
    { payload: '{"t":8500,"co2":600}' },
    { payload: 'nan' },
    { payload: '{"t":1,"co2":1}', replayed: true },
    { topic: 'elsewhere', payload: '7' },
  ]);

  const report = await reportOf();

  expect(report).toMatchObject({ matched: 533, decoded: 500, failed: 33, topics: 2, beginsAt: null });
  expect(report.failures.map(({ code, reading, count }) => [code, reading, count])).toEqual([
    ['NO_VALUE', 1, 31],
    expect.arrayContaining([1]),
    expect.arrayContaining([1]),
  ]);
  expect(report.failures[0]?.samples[0]).toMatchObject({ topic: 'home/attic/climate', payload: '{"t":215}' });
  expect(await road.query('SELECT FROM mapping')).toEqual([]);
  expect(await road.readings()).toEqual([]);
});

it('goes back as many days as are asked for, and says where the raw log begins', async () => {
  const first = now - 50 * HOUR_MS;
  await sent([{ payload: '{"t":200,"co2":1000}', at: first }, { payload: '{"t":210,"co2":1000}' }]);

  expect(await reportOf()).toMatchObject({ matched: 1, beginsAt: null });
  const longer = await reportOf({ days: 7 });
  expect(longer).toMatchObject({ matched: 2, beginsAt: first, from: first });
  expect(longer.series[0]?.now.map(([at]) => at)).toEqual([first, now - HOUR_MS]);
});

it('says from when on the raw log has all messages, where retention has removed older ones', async () => {
  const later = now - 2 * HOUR_MS;
  const [removed] = await sent([{ payload: '{"t":200,"co2":1000}', at: now - 5 * HOUR_MS }]);
  await sent([{ payload: '{"t":210,"co2":1000}', at: later }]);
  const cluster = createCluster(road.context.kafka, 10_000);
  await cluster.deleteRecords(RAW, new Map([[removed?.partition ?? 0, (removed?.offset ?? 0) + 1]]));
  cluster.stop();

  expect(await reportOf()).toMatchObject({ matched: 1, beginsAt: later });
});

it('draws the draft beside the version in force', async () => {
  const file = {
    sensors: [{ id: 'hall', name: 'Hall' }],
    mappings: [{ ...draft, sensor: 'hall', readings: [{ ...draft.readings[0], scale: 1 }] }],
  };
  await applyMappingFile(road.context.database, JSON.stringify(file));
  const [mapping] = await road.query<{ id: number }>('SELECT id FROM mapping');
  await sent([{ payload: '{"t":21,"co2":600}' }]);

  const { series } = await reportOf({ mappingId: mapping?.id });

  const curve = series.find(({ quantity }) => quantity === 'temperature');
  expect(curve).toMatchObject({ now: [[now - HOUR_MS, 2.1]], was: [[now - HOUR_MS, 21]] });
});

it('draws what a version made of its own topics, where the draft has others', async () => {
  const file = {
    sensors: [{ id: 'hall', name: 'Hall' }],
    mappings: [{ ...draft, topic: 'old/{room}/climate', sensor: 'hall' }],
  };
  await applyMappingFile(road.context.database, JSON.stringify(file));
  const [mapping] = await road.query<{ id: number }>('SELECT id FROM mapping');
  const payload = '{"t":210,"co2":600}';
  await sent([
    { topic: 'old/hall/climate', payload, at: now - 2 * HOUR_MS },
    { payload, at: now - HOUR_MS },
  ]);

  const { series, matched } = await reportOf({ mappingId: mapping?.id });

  expect(matched).toBe(1);
  const curve = series.find(({ quantity, was }) => quantity === 'temperature' && was.length > 0);
  expect(curve?.was).toEqual([[now - 2 * HOUR_MS, 21]]);
});

it('believes what a person said of the sensor that it feeds', async () => {
  const file = { sensors: [{ id: 'hall', name: 'Hall' }], mappings: [] };
  await applyMappingFile(road.context.database, JSON.stringify(file));
  await road.query(
    `INSERT INTO believable_range (sensor_id, quantity, channel, min, max, source, who, valid_from)
     VALUES ('hall', 'temperature', '', 0, 900, 'person', 'ada', 'epoch')`,
  );
  const payload = '{"t":8500,"co2":600}';
  await sent([{ payload }]);

  expect(await reportOf({ draft: { ...draft, sensor: 'hall' } })).toMatchObject({ decoded: 1, failed: 0 });
  expect(await reportOf()).toMatchObject({ decoded: 0, failed: 1 });
});

it('honours what was taken out of the log', async () => {
  const [taken] = await sent([
    { payload: '{"t":200,"co2":600}' },
    { topic: 'home/bath/climate', payload: '{"t":200,"co2":600}' },
  ]);
  const reader = await startLogReader({ kafka: road.context.kafka });
  const topicId = (await reader.bounds(RAW))[0]?.topicId;
  await reader.stop();
  await road.query(
    'INSERT INTO exclusion (topic_prefix, topic_id, partition, until) VALUES ($1, $2, $3, $4)',
    ['home/hall/', topicId, taken?.partition, (taken?.offset ?? 0) + 1],
  );

  expect(await reportOf()).toMatchObject({ matched: 1, topics: 1 });
});

it('tells how far it is, and ends at once when nobody wants it any more', async () => {
  const payload = '{"t":200,"co2":600}';
  await sent(Array.from({ length: 60_000 }, (_, place) => ({ topic: `home/${place % 9}/climate`, payload })));
  const lines = await linesOf();
  const progress = lines.flatMap((line) => ('done' in line ? [line] : []));

  expect(progress.length).toBeGreaterThan(0);
  expect(progress.every(({ done, of }) => done <= of && of === 60_000)).toBe(true);
  expect(lines.at(-1)).toMatchObject({ report: { matched: 60_000, decoded: 60_000 } });

  const leaving = new AbortController();
  const { database, kafka } = road.context;
  const parts = { database, kafka, zone: 'UTC', startThread: startRehearsalThread };
  const running = rehearseMapping(parts, asked, leaving.signal);
  expect((await running.next()).value).toHaveProperty('done');
  leaving.abort();
  await expect(running.next()).rejects.toThrow('abort');
});

it('says what a draft lacks instead of running', async () => {
  const lines = await linesOf({ draft: { ...draft, readings: [] } });

  expect(lines).toEqual([{ problem: expect.stringContaining('not complete') }]);
});

it.each([
  ['the limits of today refuse', { name: 'n'.repeat(81) }],
  ['can’t be compiled any longer', { readings: [{ path: '/t', quantity: 'power', unit: 'furlong' }] }],
])('mends a version that %s', async (_, fault) => {
  await sent([{ payload: '{"t":215,"co2":600}' }]);
  const [mapping] = await road.query<{ id: number }>("INSERT INTO mapping (key) VALUES ('old') RETURNING id");
  await road.query(
    'INSERT INTO mapping_version (mapping_id, version, valid_from, definition) VALUES ($1, 1, now(), $2)',
    [mapping?.id, { ...draft, topic: 'home/+/climate', sensor: 'hall', ...fault }],
  );

  expect(await reportOf({ mappingId: mapping?.id })).toMatchObject({ matched: 1, decoded: 1 });
});
