import type { MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRoad, type Road } from '@/tests/support/a-road';
import { teach } from '@/tests/support/teach';
import { aBrowser, cursorOf, kitchen, missedOf } from '../live/live-fixture';

const HOUR_MS = 3_600_000;

let road: Road;
let sensor: MqttClient;
beforeAll(async () => {
  road = await aRoad(['history', 'decode', 'live', 'ingest']);
  await teach(road.context.database.url, HOUSE);
  sensor = await road.client({ clientId: 'kitchen-node', clean: false });
});
afterAll(() => road.stop());

const HOUSE = {
  sensors: [
    { id: 'kitchen', name: 'Kitchen' },
    { id: 'attic', name: 'Attic' },
  ],
  mappings: [
    {
      sensor: 'kitchen',
      topic: 'kitchen',
      format: 'json',
      timePath: '/at',
      timeFormat: 'unix_ms',
      readings: [{ path: '/t', quantity: 'temperature', unit: '°C' }],
    },
    {
      sensor: 'attic',
      topic: 'attic',
      format: 'number',
      readings: [{ quantity: 'temperature', unit: '°F' }],
    },
  ],
};

function publish(message: { at: number; t: number }): Promise<unknown> {
  return sensor.publishAsync('kitchen', JSON.stringify(message), { qos: 1 });
}

describe('a message, from MQTT to a browser and into history', () => {
  it('keeps 500 messages without a clock of one burst as 500 rows, in their order', async () => {
    const values = Array.from({ length: 500 }, (_, index) => index);

    // As a drained queue does: one write, no waiting in between.
    sensor.stream.cork();
    const published = values.map((value) => sensor.publishAsync('attic', String(value), { qos: 1 }));
    sensor.stream.uncork();
    await Promise.all(published);
    await road.settled('decode', 'history');

    const rows = await road.query<{ value: number }>(
      `SELECT value FROM telemetry.reading JOIN series ON series.id = series_id
        WHERE sensor_id = 'attic' ORDER BY time, raw_offset`,
    );
    expect(rows.map(({ value }) => Math.round(value * 1.8 + 32) + 0)).toEqual(values);
  });

  it('keeps 500 equal values of one moment as 500 rows', async () => {
    const at = Date.now() - HOUR_MS;

    await Promise.all(Array.from({ length: 500 }, () => publish({ at, t: 4 })));
    await road.settled('decode', 'history');

    const [stored] = await road.query<{ count: string }>(
      `SELECT count(*) FROM telemetry.reading JOIN series ON series.id = series_id
        WHERE sensor_id = 'kitchen' AND time = to_timestamp($1::float8 / 1000)`,
      [at],
    );
    expect(Number(stored?.count)).toBe(500);
  });

  it('is in what a returning browser gets, also when it was measured an hour before its cursor', async () => {
    const browser = await aBrowser(road.context);
    await browser.watch(kitchen);
    const now = Date.now();
    await publish({ at: now, t: 20 });
    await browser.until(({ samples }) => samples.some(([, , , , value]) => value === 20));
    const cursor = browser.frames.at(-1)?.cursor;
    browser.close();

    await publish({ at: now - HOUR_MS, t: 18 });
    await publish({ at: now + 1, t: 21 });
    await road.settled('decode');
    const returned = await aBrowser(road.context);
    const answer = await returned.watch(kitchen, cursor);
    const missed = [...missedOf(answer)];
    await returned.until(({ samples }) => missed.length + samples.length >= 2);

    expect([...missed, ...returned.samples].map(([, , , at, value]) => [at / 1_000, value])).toEqual([
      [now - HOUR_MS, 18],
      [now + 1, 21],
    ]);
    const later = await returned.watch(kitchen, cursorOf(answer));
    expect('missed' in later && later.missed.length).toBe(2 - missed.length);
    returned.close();
  });

  it('can be explained: its raw record holds the payload and the version that read it', async () => {
    const at = Date.now();
    await publish({ at, t: 17.25 });
    await road.settled('decode', 'history');

    const [row] = await road.query<{ raw_partition: number; raw_offset: string; version: number }>(
      `SELECT raw_partition, raw_offset, version FROM telemetry.reading WHERE value = 17.25`,
    );

    const raw = (await road.raw()).find(
      ({ partition, offset }) => partition === row?.raw_partition && offset === Number(row?.raw_offset),
    );
    expect(String(raw?.payload)).toBe(JSON.stringify({ at, t: 17.25 }));
    expect(row?.version).toBe(1);
  });
});
