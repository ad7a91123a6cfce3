import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyMappingFile } from '@/server/decode/commands';
import { aRoad, type Road } from '@/tests/support/a-road';
import { type AdminAnswer, admin } from '@/tests/support/admin';
import { aMapping, aMappingFile } from '@/tests/support/builders';
import { aDataDir } from '@/tests/support/hearth-process';

const TOPIC = 'sensors/kitchen/temperature';
/** A second, and the rest of the millisecond in which it ends. */
const HOLDS_WITHIN_MS = 1_001;
const LOOK_LASTS_MS = 500;

let road: Road;
let sensor: MqttClient;
beforeEach(async () => {
  road = await aRoad(['decode', 'ingest']);
  sensor = await road.client({ clientId: 'kitchen-node' });
});
afterEach(() => road.stop());

function apply(input: string): Promise<AdminAnswer> {
  return admin(['mapping', 'apply', '-'], { databaseUrl: road.context.database.url, input });
}

/** The first millisecond since 1970 in which all that was applied holds: the moment itself is told in µs. */
function validFrom({ stdout }: AdminAnswer): number {
  return Date.parse(JSON.parse(stdout).applied.validFrom) + 1;
}

/** Publishes rising numbers until one was received at that moment or later; returns how many. */
async function publishUntil(momentMs: number, from = 0): Promise<number> {
  let next = from;
  do await sensor.publishAsync(TOPIC, String(next++), { qos: 1 });
  while (Date.now() <= momentMs);
  await sensor.publishAsync(TOPIC, String(next++), { qos: 1 });
  return next;
}

/** The numbers that were received from a moment on and before another, as the raw log has it. */
async function received(fromMs: number, toMs = Number.POSITIVE_INFINITY): Promise<number[]> {
  const messages = await road.raw();
  return messages
    .filter(({ timestampMs }) => timestampMs >= fromMs && timestampMs < toMs)
    .map(({ payload }) => Number(payload));
}

async function valuesOf(version?: number): Promise<number[]> {
  const readings = await road.readings();
  return readings
    .filter(({ by }) => version === undefined || by.version === version)
    .flatMap(({ measures }) => measures.map(({ value }) => value));
}

describe('a mapping that is applied', () => {
  it('is in force in a running decoder from its moment on, no more than a second after it was written', async () => {
    await sensor.publishAsync(TOPIC, '-1', { qos: 1 });

    const answer = await apply(aMappingFile());
    const answeredMs = Date.now();
    const moment = validFrom(answer);
    const published = await publishUntil(moment);

    expect(answer.code).toBe(0);
    expect(moment).toBeLessThanOrEqual(answeredMs + HOLDS_WITHIN_MS);
    await road.settled('decode');
    expect(await valuesOf()).toEqual(await received(moment));
    expect(await valuesOf()).toContain(published - 1);
    const [inbox] = await road.query<{ count: string }>('SELECT count FROM inbox_source');
    expect(Number(inbox?.count)).toBe((await received(0, moment)).length);
  });

  it('takes the place of its former version at its moment, and ends when it is removed', async () => {
    const first = validFrom(await apply(aMappingFile()));
    let published = await publishUntil(first);
    const scaled = aMapping({ readings: [{ quantity: 'temperature', unit: '°C', offset: 1_000_000 }] });
    const second = validFrom(await apply(aMappingFile([scaled])));
    published = await publishUntil(second, published);
    const removal = { sensor: 'kitchen', topic: TOPIC, removed: true };
    const end = validFrom(await apply(JSON.stringify({ mappings: [removal] })));
    await publishUntil(end, published);
    await road.settled('decode');

    expect(await valuesOf(1)).toEqual(await received(first, second));
    expect(await valuesOf(2)).toEqual((await received(second, end)).map((value) => value + 1_000_000));
    expect(await valuesOf(3)).toEqual([]);
    expect((await received(end)).length).toBeGreaterThan(0);
  });

  it('is known to a running decoder also when it brings a past with it', async () => {
    await publishUntil(validFrom(await apply(aMappingFile())));
    await road.settled('decode');
    const { database } = road.context;
    const attic = {
      rooms: ['Attic'],
      sensors: [{ id: 'attic', name: 'Attic', room: 'Attic' }],
      mappings: [{ ...aMapping(), sensor: 'attic', topic: 'attic' }],
    };

    await applyMappingFile(database, JSON.stringify(attic), { validFrom: new Date('2020-01-01') });
    // A decoder looks again half a second after its last look.
    await publishUntil(Date.now() + LOOK_LASTS_MS);
    await sensor.publishAsync('attic', '7', { qos: 1 });
    await road.settled('decode');

    expect((await road.readings()).filter(({ sensorId }) => sensorId === 'attic')).toHaveLength(1);
  });

  it('changes nothing when it comes again, also as it was exported', async () => {
    const { url: databaseUrl } = road.context.database;
    await apply(aMappingFile());

    const again = await apply(aMappingFile());
    const exported = await admin(['mapping', 'export'], { databaseUrl });
    const asExported = await apply(exported.stdout);

    const nothing = { rooms: 0, sensors: 0, bindings: 0, mappings: 0, validFrom: null };
    expect(JSON.parse(again.stdout)).toEqual({ applied: nothing });
    expect(JSON.parse(asExported.stdout)).toEqual({ applied: nothing });
    expect(JSON.parse(exported.stdout)).toEqual({
      rooms: ['Kitchen'],
      sensors: [{ id: 'kitchen', name: 'kitchen', room: 'Kitchen' }],
      mappings: [{ sensor: 'kitchen', ...aMapping() }],
    });
  });
});

describe('a mapping file that is wrong', () => {
  it('is refused as a whole, each error with its line', async () => {
    const file = path.join(aDataDir(), 'house.json');
    writeFileSync(file, UNKNOWN_NAMES);

    const { code, stderr } = await admin(['mapping', 'apply', file], {
      databaseUrl: road.context.database.url,
    });

    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      `${file}:4: unknown sensor "cellar" (at /mappings/0/sensor)`,
      `${file}:5: temperature can't be in "W"; accepted: °C, °F, K (at /mappings/0/readings/0/unit)`,
    ]);
    for (const table of ['room', 'sensor', 'mapping', 'mapping_version'])
      expect(await road.query(`SELECT * FROM ${table}`)).toEqual([]);
  });

  it('is told of every quantity and format that does not exist', async () => {
    const { code, stdout, stderr } = await apply(UNKNOWN_WORDS);

    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      'standard input:4: unknown quantity "heat" (at /mappings/0/readings/0/quantity)',
      'standard input:6: a format is number, bool, json, csv, kv, regex, binary, influx or availability (at /mappings/1/format)',
    ]);
    expect(JSON.parse(stdout).errors).toMatchObject([{ line: 4 }, { line: 6 }]);
  });

  it('names the line at which it ceases to be JSON', async () => {
    const { code, stderr } = await apply('{\n  "rooms": ["Kitchen"],\n  "sensors": [,]\n}');

    expect(code).toBe(1);
    expect(stderr).toBe('standard input:3: not JSON: expected a value\n');
  });
});

const UNKNOWN_NAMES = `{
  "sensors": [{ "id": "kitchen", "name": "Kitchen" }],
  "mappings": [
    { "topic": "b", "format": "number", "sensor": "cellar",
      "readings": [{ "quantity": "temperature", "unit": "W" }] }
  ]
}`;

const UNKNOWN_WORDS = `{
  "mappings": [
    { "sensor": "kitchen", "topic": "a", "format": "number",
      "readings": [{ "quantity": "heat" }] },
    { "sensor": "kitchen", "topic": "b",
      "format": "xml" }
  ]
}`;

describe('the admin command', () => {
  it('says what to do when no Hearth runs', async () => {
    const dataDir = aDataDir();

    const { code, stderr } = await admin(['mapping', 'export'], { dataDir });

    expect(code).toBe(2);
    expect(stderr).toContain(`No Hearth runs on ${dataDir}: start it with npm start, or set `);
    expect(stderr).toContain('DATABASE_URL');
  });

  it('says so when there is no such file, and explains itself when it is not understood', async () => {
    const given = { databaseUrl: road.context.database.url };

    const noFile = await admin(['mapping', 'apply', '/nowhere.json'], given);
    const noCommand = await admin(['mapping', 'burn'], given);

    expect(noFile).toMatchObject({ code: 2, stderr: expect.stringContaining('/nowhere.json') });
    expect(noCommand).toMatchObject({ code: 2, stderr: expect.stringContaining('mapping apply FILE') });
  });
});
