import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { encodeRawHeader, parseRawHeader, RAW_HEADER, rawKey } from '@/contracts/raw-message';
import type { Reading } from '@/contracts/reading';
import { RAW } from '@/contracts/topics';
import { askedFamilies } from '@/server/decode/asked-families';
import { decodeMessage } from '@/server/decode/decode-message';
import { createMemory, type Memory } from '@/server/decode/memory';
import { stableJson } from '@/server/decode/stable-json';
import { appendAll, startAppender } from '@/server/stream/appender';
import type { OutgoingRecord } from '@/server/stream/types';
import { aRoad, type Road } from '@/tests/support/a-road';
import type { DecodeOrder } from '@/tests/support/decode-alone';
import { Case } from '@/tools/decode/case';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const ROUNDS = 20;
// Everything within one hour of the past: what is remembered by the hour stays.
const TAUGHT_MS = (Math.floor(Date.now() / HOUR_MS) - 1) * HOUR_MS;
const TOLD_MS = TAUGHT_MS + 20 * MINUTE_MS;

const file = path.join(import.meta.dirname, '../../fixtures/device-payloads.ndjson');
const cases = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => Case.parse(JSON.parse(line)))
  .filter(({ mapping }) => mapping === undefined);

type Sent = Pick<Case, 'topic' | 'payload' | 'payloadBase64'>;
const everything: readonly Sent[] = cases.flatMap(({ context, ...own }) => [...context, own]);
/** What teaches nothing: it may come in any order. */
const data: readonly Sent[] = cases.filter(({ topic }) => askedFamilies(topic).teaching.length === 0);

let road: Road;
const processes: ChildProcess[] = [];
beforeEach(async () => {
  road = await aRoad([]);
});
afterEach(async () => {
  for (const each of processes) each.kill('SIGKILL');
  await road.stop();
});

function recordOf({ topic, payload, payloadBase64 }: Sent, atMs: number): OutgoingRecord {
  const value =
    payloadBase64 === undefined ? Buffer.from(payload ?? '') : Buffer.from(payloadBase64, 'base64');
  const header = encodeRawHeader({ uid: randomUUID(), topic, received: atMs * 1000 });
  return { topic: RAW, key: rawKey(topic), value, headers: { [RAW_HEADER]: header }, timestampMs: atMs };
}

/** What one decoder makes of the records, in their order. */
function decoded(records: readonly OutgoingRecord[], memory: Memory) {
  return records.map(({ headers, value, timestampMs }) =>
    decodeMessage(
      {
        header: parseRawHeader(headers?.[RAW_HEADER] ?? ''),
        payload: Buffer.from(value ?? ''),
        ...{ partition: 0, offset: 0, atMs: timestampMs ?? 0 },
      },
      memory,
      'Europe/Berlin',
    ),
  );
}

/** Every device that is heard feeds a sensor of its own, from the beginning. */
async function bindAll(
  heard: ReadonlyMap<string, { family: string; key: string }>,
  memory: Memory,
): Promise<void> {
  const devices = [...heard.values()].map((device, id) => ({ ...device, id, sensorId: `sensor-${id}` }));
  await road.query(
    `WITH given AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS given (family, key, sensor)),
          made AS (INSERT INTO sensor (id, name) SELECT sensor, sensor FROM given RETURNING id),
          known AS (INSERT INTO device (family, natural_key) SELECT family, key FROM given RETURNING id, family, natural_key)
     INSERT INTO binding (sensor_id, device_id, valid_from)
     SELECT made.id, known.id, to_timestamp($4::float8 / 1000) FROM given JOIN made ON made.id = sensor
     JOIN known ON known.family = given.family AND natural_key = key`,
    [
      devices.map(({ family }) => family),
      devices.map(({ key }) => key),
      devices.map(({ sensorId }) => sensorId),
      TAUGHT_MS,
    ],
  );
  const always = {
    sourceChannel: null,
    channel: null,
    validFrom: TAUGHT_MS * 1000,
    validTo: undefined,
    offsets: [],
    isNobodys: false,
  };
  memory.bind(devices.map((device) => ({ ...device, ...always })));
}

async function aDecoder(): Promise<ChildProcess> {
  const { kafka, database, config } = road.context;
  const order: DecodeOrder = { brokers: kafka.brokers, databaseUrl: database.url, dataDir: config.dataDir };
  const decoder = fork('tests/support/decode-alone.ts', [JSON.stringify(order)], {
    execArgv: ['--import', 'tsx'],
  });
  processes.push(decoder);
  await once(decoder, 'message');
  return decoder;
}

async function append(records: readonly OutgoingRecord[]): Promise<void> {
  const { kafka, log } = road.context;
  const appender = await startAppender({ kafka, log, name: 'test' });
  await appendAll(appender, records);
  await appender.stop();
}

/** A reading without where its record stands: the log decides that. */
function said({ raw: _, ...reading }: Reading): string {
  return stableJson(reading);
}

it('gives what one decoder gives, from two of which one is killed half-way', async () => {
  const memory = createMemory();
  const taught = everything.map((each, at) => recordOf(each, TAUGHT_MS + at));
  const told = Array.from({ length: ROUNDS }, (_, round) =>
    data.map((each, at) => recordOf(each, TOLD_MS + round * MINUTE_MS + at)),
  ).flat();
  // Twice: what is learnt of the ways by which values come is settled then.
  const settled = [...taught, ...data.map((each, at) => recordOf(each, TAUGHT_MS + 10 * MINUTE_MS + at))];
  const heard = decoded(settled, createMemory()).flatMap((message) => message.heard);
  await bindAll(new Map(heard.map(({ family, key }) => [`${family} ${key}`, { family, key }])), memory);
  decoded(settled, memory);
  const expected = decoded(told, memory).flatMap(({ readings }) => readings.map(said));

  await append(settled);
  const first = await aDecoder();
  await road.settled('decode');
  const before = await road.readings();
  await aDecoder();
  const half = Math.floor(told.length / 2);
  await append(told.slice(0, half));
  await expect
    .poll(async () => (await road.readings()).length, { timeout: 30_000 })
    .toBeGreaterThan(before.length);
  first.kill('SIGKILL');
  await append(told.slice(half));
  await road.settled('decode');

  const known = new Set(before.map(said));
  const found = new Set((await road.readings()).map(said).filter((each) => !known.has(each)));
  expect(expected.length).toBeGreaterThan(150 * ROUNDS);
  expect([...found].toSorted()).toEqual(expected.toSorted());
});
