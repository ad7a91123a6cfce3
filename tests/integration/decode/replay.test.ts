import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bindDevice, putVersionInForce, undoReplay } from '@/server/decode/commands';
import { askFor, replayed } from '@/tests/support/a-replay';
import { aRoad, type Road } from '@/tests/support/a-road';
import { teach } from '@/tests/support/teach';

let road: Road;
beforeEach(async () => {
  road = await aRoad(['history', 'decode', 'ingest']);
});
afterEach(() => road.stop());

const SENSORS = ['hall', 'kitchen'].map((id) => ({ id, name: id }));
const temperature = (sensor: string, scale: number) => ({
  sensor,
  topic: 'home/+/climate',
  format: 'json',
  readings: [{ path: '/t', quantity: 'temperature', unit: '°C', scale }],
});

async function send(topic: string, ...payloads: readonly string[]): Promise<void> {
  const client = await road.client();
  for (const payload of payloads) await client.publishAsync(topic, payload, { qos: 1 });
  await road.settled('decode', 'history');
  await client.endAsync();
}

const stored = async () =>
  (
    await road.query<{ row: string }>(
      `SELECT concat_ws(' ', sensor_id, quantity, value, 'generation', generation) AS row
         FROM telemetry.reading JOIN series ON series.id = series_id ORDER BY sensor_id, quantity, raw_offset, time`,
    )
  ).map(({ row }) => row);

const newest = async () =>
  (
    await road.query<{ row: string }>(
      `SELECT concat_ws(' ', sensor_id, value) AS row
         FROM telemetry.latest JOIN series ON series.id = series_id ORDER BY 1`,
    )
  ).map(({ row }) => row);

const mappingId = async () =>
  (await road.query<{ id: number }>('SELECT id FROM mapping ORDER BY id DESC LIMIT 1'))[0]?.id ?? 0;

describe('a replay', () => {
  it('makes history of what came before anybody taught it', async () => {
    await send('home/hall/climate', '{"t":201}', '{"t":202}');
    await teach(road.context.database.url, { sensors: SENSORS, mappings: [temperature('hall', 0.1)] });
    await send('home/hall/climate', '{"t":203}');

    const [from, to] = [Date.now() - 3_600_000, Date.now()];
    const id = await askFor(road, {
      kind: 'teach',
      corrections: [{ mappingId: await mappingId(), version: 1, from, to }],
    });
    const job = await replayed(road, id);

    expect(job).toMatchObject({ state: 'done', readings: 2, problem: null });
    expect(job.recordsDone).toBe(job.records);
    expect(await stored()).toEqual([
      `hall temperature 20.1 generation ${id}`,
      `hall temperature 20.2 generation ${id}`,
      'hall temperature 20.3 generation 0',
    ]);
    expect(await newest()).toEqual(['hall 20.3']);
  });

  it('puts another version in force for the past, and undone the former holds again', async () => {
    await teach(road.context.database.url, { sensors: SENSORS, mappings: [temperature('hall', 1)] });
    await send('home/hall/climate', '{"t":201}', '{"t":202}');
    await teach(road.context.database.url, { sensors: SENSORS, mappings: [temperature('hall', 0.1)] });

    const [from, to] = [Date.now() - 3_600_000, Date.now()];
    const version = { mappingId: await mappingId(), version: 2, from, to };
    const asked = await putVersionInForce(road.context.database, version, 'test');
    const id = 'id' in asked ? asked.id : 0;
    await replayed(road, id);

    expect(await stored()).toEqual([
      `hall temperature 20.1 generation ${id}`,
      `hall temperature 20.2 generation ${id}`,
    ]);
    expect(await newest()).toEqual(['hall 20.2']);

    const undo = await undoReplay(road.context.database, id, 'test');
    const undoId = 'id' in undo ? undo.id : 0;
    await replayed(road, undoId);

    expect(await stored()).toEqual([
      `hall temperature 201 generation ${undoId}`,
      `hall temperature 202 generation ${undoId}`,
    ]);
    expect(await newest()).toEqual(['hall 202']);
    expect(await undoReplay(road.context.database, id, 'test')).toEqual({ problem: 'undone already' });
  });

  it('is not begun for a version that there is not, nor for a span that ends before it begins', async () => {
    const { database } = road.context;
    const wish = { mappingId: 1, version: 7, from: 1, to: 2 };

    expect(await putVersionInForce(database, wish, 'test')).toEqual({
      problem: 'There is no version 7 of mapping 1.',
    });
    expect(await putVersionInForce(database, { ...wish, to: 1 }, 'test')).toEqual({
      problem: 'A span ends after it begins.',
    });
    expect(await undoReplay(database, 7, 'test')).toEqual({ problem: 'unknown' });
  });

  it('gives readings to another sensor: the former keeps nothing of them', async () => {
    await teach(road.context.database.url, { sensors: SENSORS, mappings: [temperature('hall', 0.1)] });
    await send('home/hall/climate', '{"t":201}');
    await teach(road.context.database.url, {
      sensors: SENSORS,
      mappings: [{ sensor: 'hall', topic: 'home/+/climate', removed: true }, temperature('kitchen', 0.1)],
    });
    const mappings = await road.query<{ id: number; sensor: string }>(
      'SELECT mapping_id AS id, sensor_id AS sensor FROM mapping_sensor ORDER BY mapping_id',
    );

    const span = { from: Date.now() - 3_600_000, to: Date.now() };
    const id = await askFor(road, {
      corrections: mappings.map((each) => ({
        mappingId: each.id,
        version: each.sensor === 'hall' ? 2 : 1,
        ...span,
      })),
    });
    await replayed(road, id);

    expect(await stored()).toEqual([`kitchen temperature 20.1 generation ${id}`]);
    expect(await newest()).toEqual(['kitchen 20.1']);
  });

  it('brings a device its past when it is bound', async () => {
    await teach(road.context.database.url, { sensors: SENSORS, mappings: [] });
    await send('tele/plug/SENSOR', '{"ENERGY":{"Power":40}}', '{"ENERGY":{"Power":41}}');
    await bindDevice(road.context.database, 'hall', { family: 'tasmota', key: 'plug' });
    const [binding] = await road.query<{ id: number }>('SELECT id FROM binding');

    const span = { from: Date.now() - 3_600_000, to: Date.now() + 60_000 };
    const id = await askFor(road, {
      kind: 'bind',
      topics: ['tele/plug/#'],
      corrections: [{ bindingId: binding?.id ?? 0, ...span }],
    });
    await replayed(road, id);

    expect(await stored()).toEqual([`hall power 40 generation ${id}`, `hall power 41 generation ${id}`]);
  });

  it('goes on where it stood when the one who ran it is gone, and stores nothing twice', async () => {
    const payloads = Array.from({ length: 300 }, (_, place) => `{"t":${place}}`);
    await send('home/hall/climate', ...payloads);
    await teach(road.context.database.url, { sensors: SENSORS, mappings: [temperature('hall', 1)] });
    await road.stopRole('decode');
    const span = { from: Date.now() - 3_600_000, to: Date.now() };
    const id = await askFor(road, {
      kind: 'teach',
      corrections: [{ mappingId: await mappingId(), version: 1, ...span }],
    });
    await road.start('decode');
    await vi.waitUntil(
      async () => (await road.query('SELECT FROM replay_job WHERE state = $1', ['runs'])).length === 1,
      { timeout: 20_000, interval: 5 },
    );
    await road.stopRole('decode');
    await road.start('decode');

    expect(await replayed(road, id)).toMatchObject({ state: 'done' });
    expect(await stored()).toHaveLength(300);
  });

  it('that puts nothing in force writes nothing, and there is nothing to undo', async () => {
    await send('home/hall/climate', '{"t":201}');
    const id = await askFor(road, { corrections: [] });

    expect(await replayed(road, id)).toMatchObject({ state: 'done', readings: 0 });
    expect(await road.backfill()).toEqual([]);
    expect(await undoReplay(road.context.database, id, 'test')).toEqual({ problem: 'nothing to undo' });
  });
});
