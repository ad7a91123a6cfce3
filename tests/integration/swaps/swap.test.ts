import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { offsetOf } from '@/contracts/swap';
import { bindDevice, unbindDevices } from '@/server/decode/commands';
import { replayJobs } from '@/server/decode/queries';
import { startLogReader } from '@/server/stream/log-reader';
import { swapDevice, undoSwap } from '@/server/swaps/commands';
import { readSwapPlan, readSwaps } from '@/server/swaps/queries';
import { replayed } from '@/tests/support/a-replay';
import { aRoad, type Road } from '@/tests/support/a-road';
import { teach } from '@/tests/support/teach';

const OLD = { family: 'tasmota', key: 'old-plug' };
const NEW = { family: 'tasmota', key: 'new-plug' };
const THIRD = { family: 'tasmota', key: 'third-plug' };
const ADA = { who: 'ada', address: undefined };

let road: Road;
beforeEach(async () => {
  road = await aRoad(['history', 'decode', 'ingest']);
  await teach(road.context.database.url, {
    sensors: ['washer', 'dryer'].map((id) => ({ id, name: id })),
    mappings: [],
  });
  await bindDevice(road.context.database, 'washer', OLD);
  await holds();
  await send('old-plug', 1203, 1204.3);
});
afterEach(() => road.stop());

/** What was bound holds from a second on. */
async function holds(): Promise<void> {
  await vi.waitUntil(
    async () =>
      (
        await road.query(
          'SELECT FROM binding WHERE greatest(valid_from, coalesce(valid_to, valid_from)) > clock_timestamp()',
        )
      ).length === 0,
    { timeout: 5_000, interval: 50 },
  );
}

async function send(plug: string, ...totals: readonly number[]): Promise<void> {
  const client = await road.client();
  for (const Total of totals)
    await client.publishAsync(`tele/${plug}/SENSOR`, JSON.stringify({ ENERGY: { Total } }), { qos: 1 });
  await road.settled('decode', 'history');
  await client.endAsync();
}

const stored = async () =>
  (
    await road.query<{ row: string }>(
      `SELECT concat_ws(' ', sensor_id, value) AS row FROM telemetry.reading
         JOIN series ON series.id = series_id WHERE quantity = 'energy' ORDER BY time, raw_offset`,
    )
  ).map(({ row }) => row);

async function plan() {
  const log = await startLogReader(road.context);
  const parts = { database: road.context.database, log, zone: 'UTC' };
  const found = await readSwapPlan(parts, 'washer', NEW, undefined);
  await log.stop();
  if (found === undefined) throw new Error('there is no plan');
  return found;
}

/** The device continues the sensor since it was heard, its counters aligned as the plan says. */
async function swapped(): Promise<number> {
  const { counters, heardSince } = await plan();
  const offsets = counters.map((counter) => ({
    quantity: counter.quantity,
    channel: counter.channel,
    offset: offsetOf(counter),
  }));
  const wish = { sensorId: 'washer', device: NEW, since: heardSince, offsets };
  const outcome = await swapDevice(road.context.database, wish, ADA);
  if (!('done' in outcome)) throw new Error(outcome.refused.problem);
  await allReplayed();
  return outcome.done.id;
}

async function allReplayed(): Promise<void> {
  for (const { id } of await replayJobs(road.context.database)) await replayed(road, id);
  await holds();
}

describe('a device that continues a sensor', () => {
  it('is told before where the counters ended and begin, and goes on without a step, since it was heard', async () => {
    await send('new-plug', 0.2, 0.5);

    expect(await plan()).toMatchObject({
      before: [OLD],
      mappings: [],
      counters: [{ quantity: 'energy', channel: null, unit: 'kWh', ended: 1204.3, begins: 0.2 }],
    });

    await swapped();
    await send('new-plug', 0.7);
    await send('old-plug', 1);

    expect(await stored()).toEqual([
      'washer 1203',
      'washer 1204.3',
      'washer 1204.3',
      'washer 1204.6',
      'washer 1204.8',
    ]);
    expect(await readSwaps(road.context.database, 'washer')).toMatchObject([
      { device: 'new-plug', before: ['old-plug'], isUndoable: true, offsets: [{ offset: 1204.1 }] },
    ]);
  });

  it('takes the place of the old one also where that one went on speaking', async () => {
    await send('new-plug', 0.2);
    await send('old-plug', 1204.4);

    await swapped();

    expect(await stored()).toEqual(['washer 1203', 'washer 1204.3', 'washer 1204.3']);
  });

  it('is taken back, for the past as well: the old one holds again', async () => {
    await send('new-plug', 0.2);
    await send('old-plug', 1204.4);
    const id = await swapped();
    await send('new-plug', 0.3);

    expect(await undoSwap(road.context.database, id, ADA)).toEqual({ done: { hasDevice: true } });
    await allReplayed();
    await send('old-plug', 1204.5);
    await send('new-plug', 0.4);

    expect(await stored()).toEqual(['washer 1203', 'washer 1204.3', 'washer 1204.4', 'washer 1204.5']);
    expect(await readSwaps(road.context.database, 'washer')).toEqual([]);
    expect(await undoSwap(road.context.database, id, ADA)).toMatchObject({ refused: {} });
  });

  it('takes the place of the old one also where that one was taken away since', async () => {
    await send('new-plug', 0.2);
    await send('old-plug', 1204.4);
    await unbindDevices(road.context.database, ['washer']);
    await holds();

    const id = await swapped();

    expect(await stored()).toEqual(['washer 1203', 'washer 1204.3', 'washer 1204.3']);
    expect(await undoSwap(road.context.database, id, ADA)).toEqual({ done: { hasDevice: false } });
    await allReplayed();
    expect(await stored()).toEqual(['washer 1203', 'washer 1204.3', 'washer 1204.4']);
    expect(await road.query('SELECT FROM binding WHERE valid_to IS NULL')).toEqual([]);
  });

  it('leaves another sensor what that got by the old device since', async () => {
    await send('new-plug', 0.2);
    await bindDevice(road.context.database, 'washer', THIRD);
    await bindDevice(road.context.database, 'dryer', OLD);
    await holds();
    await send('third-plug', 1204.4);
    await send('old-plug', 1204.5);

    await swapped();

    expect(await stored()).toEqual(['washer 1203', 'washer 1204.3', 'washer 1204.3', 'dryer 1204.5']);
  });

  it('is taken back, and the old one holds again but for when it fed another sensor', async () => {
    await send('new-plug', 0.2);
    const id = await swapped();
    await send('old-plug', 1204.4);
    await bindDevice(road.context.database, 'dryer', OLD);
    await holds();
    await send('old-plug', 1204.5);
    await bindDevice(road.context.database, 'dryer', THIRD);
    await holds();
    await send('old-plug', 1204.6);

    expect(await undoSwap(road.context.database, id, ADA)).toEqual({ done: { hasDevice: true } });
    await allReplayed();
    await send('old-plug', 1204.7);

    expect(await stored()).toEqual([
      'washer 1203',
      'washer 1204.3',
      'washer 1204.4',
      'dryer 1204.5',
      'washer 1204.6',
      'washer 1204.7',
    ]);
  });

  it('is taken back after one that took its place was: what fed the sensor before both holds again', async () => {
    const { database } = road.context;
    await send('new-plug', 0.2);
    const first = await swapped();
    await send('third-plug', 7);
    const wish = { sensorId: 'washer', device: THIRD, since: null, offsets: [] };
    const second = await swapDevice(database, wish, ADA);
    await holds();
    await send('new-plug', 0.3);
    await send('old-plug', 1204.4);
    await undoSwap(database, 'done' in second ? second.done.id : 0, ADA);
    await allReplayed();
    await send('new-plug', 0.4);
    await send('old-plug', 1204.5);
    const between = await stored();

    expect(await readSwaps(database, 'washer')).toMatchObject([{ id: first, isUndoable: true }]);
    expect(await undoSwap(database, first, ADA)).toEqual({ done: { hasDevice: true } });
    await allReplayed();
    await send('old-plug', 1204.6);

    const begun = ['washer 1203', 'washer 1204.3'];
    expect(between).toEqual([...begun, 'washer 1204.3', 'washer 1204.4', 'washer 1204.5']);
    expect(await stored()).toEqual([...begun, 'washer 1204.4', 'washer 1204.5', 'washer 1204.6']);
  });

  it('is swapped once, however often it is asked for', async () => {
    await send('new-plug', 0.2);
    const wish = { sensorId: 'washer', device: NEW, since: (await plan()).heardSince, offsets: [] };

    const [one, other] = await Promise.all([
      swapDevice(road.context.database, wish, ADA),
      swapDevice(road.context.database, wish, ADA),
    ]);

    expect(one).toHaveProperty('done');
    expect(other).toEqual(one);
    expect(await replayJobs(road.context.database)).toHaveLength(1);
    expect(await readSwaps(road.context.database, 'washer')).toMatchObject([{ before: ['old-plug'] }]);
    expect(await swapDevice(road.context.database, { ...wish, since: 1 }, ADA)).toHaveProperty('refused');
  });

  it('is taken back by its own replay, and only what came since is decoded by another', async () => {
    await send('new-plug', 0.2);
    const id = await swapped();

    await undoSwap(road.context.database, id, ADA);

    const [swap] = await road.query<{ replay: number; since: Date }>(
      `SELECT replay_id AS replay, binding.valid_from AS since FROM device_swap JOIN binding ON binding.id = binding_id`,
    );
    const jobs = (await replayJobs(road.context.database)).filter((job) => job.id > (swap?.replay ?? 0));
    expect(jobs.find(({ kind }) => kind === 'undo')).toMatchObject({ undoes: swap?.replay });
    const rest = jobs.filter(({ kind }) => kind !== 'undo');
    expect(rest).toHaveLength(1);
    expect(rest[0]?.from).toBeGreaterThanOrEqual(swap?.since.getTime() ?? Number.NaN);
    expect(await road.query("SELECT subject, who FROM audit_entry WHERE action = 'swap taken back'")).toEqual(
      [{ subject: 'washer', who: 'ada' }],
    );
  });

  it('feeds nothing else', async () => {
    await send('new-plug', 0.2);
    await bindDevice(road.context.database, 'dryer', NEW);
    const wish = { sensorId: 'washer', device: NEW, since: null, offsets: [] };

    expect(await swapDevice(road.context.database, wish, ADA)).toEqual({
      refused: { problem: 'That device feeds dryer. Take it from there first.' },
    });
  });

  it('brings its login, and tells of the old one, which still lets its device in', async () => {
    const { pool } = road.context.database;
    await pool.query(
      `INSERT INTO device_login (id, name, kind, prefixes, reads, hash, created_by) VALUES
         ('s-old', 'Old plug', 'sensor', '{tele/old-plug}', '{}', 'x', 'test'),
         ('s-new', 'New plug', 'sensor', '{tele/new-plug}', '{}', 'x', 'test')`,
    );
    await pool.query("UPDATE sensor SET login_id = 's-old' WHERE id = 'washer'");
    const loginOfWasher = async () =>
      (await road.query<{ login: string }>("SELECT login_id AS login FROM sensor WHERE id = 'washer'"))[0]
        ?.login;
    await send('new-plug', 0.2);
    const wish = { sensorId: 'washer', device: NEW, since: null, offsets: [] };
    const outcome = await swapDevice(road.context.database, wish, ADA);

    expect(outcome).toMatchObject({ done: { idleLogin: { id: 's-old', name: 'Old plug' } } });
    expect(await loginOfWasher()).toBe('s-new');

    await undoSwap(road.context.database, 'done' in outcome ? outcome.done.id : 0, ADA);

    expect(await loginOfWasher()).toBe('s-old');
  });
});
