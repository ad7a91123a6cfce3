import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BACKFILL, RAW } from '@/contracts/topics';
import { bindDevice, setBelievableRange } from '@/server/decode/commands';
import { createExplainer, type Explainer } from '@/server/decode/queries';
import { readingsWithin, storedReading } from '@/server/history/queries';
import { createCluster } from '@/server/stream/admin/cluster';
import { type LogReader, startLogReader } from '@/server/stream/log-reader';
import { replayed } from '@/tests/support/a-replay';
import { aRoad, type Road } from '@/tests/support/a-road';
import { freshTopics } from '@/tests/support/fresh-topics';
import { teach } from '@/tests/support/teach';

const TOPIC = 'home/living/climate';
const TEMPERATURE = { sensorId: 'living', quantity: 'temperature', channel: null };

let road: Road;
let log: LogReader;
let explainer: Explainer;
beforeEach(async () => {
  road = await aRoad(['history', 'decode', 'ingest']);
  const { kafka, log: logger, database } = road.context;
  log = await startLogReader({ kafka, log: logger });
  explainer = createExplainer(database, log);
});
afterEach(async () => {
  await log.stop();
  await road.stop();
});

const climate = (scale: number) => ({
  sensors: [{ id: 'living', name: 'Living room' }],
  mappings: [
    {
      ...{ sensor: 'living', topic: TOPIC, format: 'json', timePath: '/at', timeFormat: 'unix_ms' },
      readings: [{ path: '/t', quantity: 'temperature', unit: '°C', scale, max: 60 }],
    },
  ],
});

async function send(topic: string, payload: string): Promise<void> {
  const client = await road.client({ clientId: 'esp-living-1' });
  await client.publishAsync(topic, payload, { qos: 1 });
  await road.settled('decode', 'history');
  await client.endAsync();
}

/** The explanation of the reading that was measured then, ms since 1970. */
async function explained(atMs: number, series: Parameters<typeof storedReading>[1] = TEMPERATURE) {
  const reading = await storedReading(road.context.database, series, atMs * 1000, 'all');
  if (reading === undefined) throw new Error('history keeps no such reading');
  const { series: of, ...rest } = reading;
  const asked = { ...rest, sensorId: of.sensorId, series: of };
  return { reading, ...(await explainer.explain(asked, 'Europe/Berlin')) };
}

describe('a mapped reading', () => {
  it('leads to the record of the replay that corrected it', async () => {
    const at = Date.now() - 1_000;
    await teach(road.context.database.url, climate(1));
    await send(TOPIC, `{"t":70,"at":${at}}`);
    const wish = { quantity: 'temperature', channel: null, limits: [0, 90], since: at - 60_000 } as const;
    const outcome = await setBelievableRange(road.context.database, 'living', wish, 'ada');
    const replay = 'done' in outcome ? (outcome.done.replay ?? 0) : 0;
    await replayed(road, replay);

    const { reading, decoded } = await explained(at);

    expect(reading).toMatchObject({ value: 70, generation: replay });
    expect(decoded).toMatchObject({ topic: BACKFILL, partition: expect.any(Number), offset: 0 });
    const [asked] = await road.query<{ at: number }>(
      'SELECT extract(epoch FROM asked_at)::float8 * 1000 AS at FROM replay_job WHERE id = $1',
      [replay],
    );
    expect(decoded?.at).toBeGreaterThanOrEqual(Math.floor(asked?.at ?? Number.POSITIVE_INFINITY));
  });

  it('leads to its message, each to the version that was in force when it came', async () => {
    const [before, after] = [Date.now() - 5_000, Date.now() - 1_000];
    await teach(road.context.database.url, climate(0.1));
    await send(TOPIC, `{"h":216,"t":216,"at":${before}}`);
    await teach(road.context.database.url, climate(0.01));
    await send(TOPIC, `{"h":216,"t":2160,"at":${after}}`);

    const [old, young] = [await explained(before), await explained(after)];

    expect(old).toMatchObject({
      reading: { value: 21.6, clock: 'device', version: 1, generation: 0, sensorName: 'Living room' },
      reader: { kind: 'mapping', name: 'living/climate', version: 1, writtenAt: expect.any(Number) },
      formula: { raw: '216', steps: [{ kind: 'scale', times: 0.1 }], value: 21.6 },
      believable: [expect.any(Number), 60],
      now: null,
    });
    expect(young).toMatchObject({
      reader: { kind: 'mapping', version: 2 },
      formula: { raw: '2160', steps: [{ kind: 'scale', times: 0.01 }] },
    });
    const { shown, ...sent } = old.sent ?? {};
    const [raw] = await road.raw();
    expect(sent).toEqual({
      ...{ topic: TOPIC, qos: 1, retain: false, dup: false, device: 'machine/esp-living-1' },
      bytes: raw?.payload.length,
      receivedAt: raw?.header.received,
    });
    expect(shown).toMatchObject({ text: String(raw?.payload), mark: { start: 13, end: 16 } });
    expect(old.reading.raw).toEqual({ partition: raw?.partition, offset: raw?.offset });
  });

  it('leads to the record in which decode wrote it', async () => {
    await teach(road.context.database.url, climate(0.1));
    const at = Date.now() - 1_000;
    for (const step of [0, 1, 2]) await send(TOPIC, `{"t":${210 + step},"at":${at + step}}`);

    const { decoded } = await explained(at + 1);

    const record = decoded && (await log.readRecord(decoded.topic, decoded.partition, decoded.offset));
    expect(JSON.parse(String(record?.value))).toMatchObject({
      sensorId: 'living',
      measuredAt: (at + 1) * 1000,
    });
    expect(decoded?.at).toBe(record?.timestampMs);
  });

  it('that can’t be is explained with the range it is outside of', async () => {
    await teach(road.context.database.url, climate(1));
    const at = Date.now() - 1_000;
    await send(TOPIC, `{"t":85,"at":${at}}`);

    expect(await explained(at)).toMatchObject({
      reading: { value: 85, implausible: true },
      formula: { raw: '85', steps: [] },
      believable: [expect.any(Number), 60],
    });
  });
});

it('a reading of a family names the decoder, and the unit it was sent in', async () => {
  const { database } = road.context;
  await teach(database.url, { sensors: [{ id: 'door', name: 'Door' }], mappings: [] });
  const bound = await bindDevice(database, 'door', { family: 'zigbee2mqtt', key: 'door' });
  await vi.waitUntil(async () => {
    const [row] = await road.query<{ holds: boolean }>('SELECT clock_timestamp() >= $1 AS holds', [
      bound?.validFrom,
    ]);
    return row?.holds;
  }, 5_000);
  await send('zigbee2mqtt/door', '{"contact":true,"voltage":3015,"battery":30}');
  const [raw] = await road.raw();
  const series = { sensorId: 'door', quantity: 'battery_voltage', channel: null };

  const { reading, ...found } = await explained((raw?.header.received ?? 0) / 1000, series);

  expect(reading).toMatchObject({ value: 3.015, clock: 'receipt' });
  expect(found).toMatchObject({
    reader: { kind: 'family', name: 'zigbee2mqtt' },
    formula: { raw: '3015', sentUnit: 'mV', steps: [{ kind: 'unit' }] },
    sent: { shown: { mark: { start: 26, end: 30 } } },
  });
});

describe('a message that is gone', () => {
  it('by retention is said to be; what history knows is there', async () => {
    await teach(road.context.database.url, climate(0.1));
    const at = Date.now() - 1_000;
    await send(TOPIC, `{"t":216,"at":${at}}`);
    const { kafka } = road.context;
    const ends = (await log.bounds(RAW)).map(({ partition, logEnd }) => [partition, logEnd] as const);
    const cluster = createCluster(kafka);
    await cluster.deleteRecords(RAW, new Map(ends));
    cluster.stop();

    expect(await explained(at)).toMatchObject({
      reading: { value: 21.6, version: 1 },
      ...{ sent: null, reader: null, formula: null, decoded: null },
    });
  });

  it('with its log is not taken for the one that stands in its place', async () => {
    await teach(road.context.database.url, climate(0.1));
    const at = Date.now() - 1_000;
    await send(TOPIC, `{"t":216,"at":${at}}`);
    for (const role of ['ingest', 'decode', 'history'] as const) await road.stopRole(role);
    await freshTopics(road.context.kafka);
    await road.start('ingest');
    const client = await road.client();
    await client.publishAsync(TOPIC, `{"t":300,"at":${at}}`, { qos: 1 });

    const { reading, sent } = await explained(at);

    expect(await log.readRecord(RAW, reading.raw.partition, reading.raw.offset)).toBeDefined();
    expect(sent).toBeNull();
  });
});

it('of a column one can ask about its lowest, highest and newest reading', async () => {
  await teach(road.context.database.url, climate(0.1));
  const at = Date.now() - 10_000;
  for (const [step, value] of [216, 201, 230, 999, 220].entries())
    await send(TOPIC, `{"t":${value},"at":${at + step * 1000}}`);
  const { database } = road.context;

  const within = await readingsWithin(database, TEMPERATURE, { from: at, to: at + 4_001 }, 'all');

  expect(within).toEqual({
    count: 4,
    lowest: { at: (at + 1_000) * 1000, value: 20.1 },
    highest: { at: (at + 2_000) * 1000, value: 23 },
    newest: { at: (at + 4_000) * 1000, value: 22 },
  });
  const [none, unseen] = await Promise.all([
    readingsWithin(database, TEMPERATURE, { from: 0, to: 1 }, 'all'),
    readingsWithin(database, TEMPERATURE, { from: at, to: at + 4_001 }, []),
  ]);
  expect(none).toEqual({ count: 0, lowest: null, highest: null, newest: null });
  expect(unseen).toEqual(none);
  expect(await storedReading(database, TEMPERATURE, at * 1000, [])).toBeUndefined();
});
