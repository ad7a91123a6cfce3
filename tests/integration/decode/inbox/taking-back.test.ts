import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '@/contracts/registry';
import { inTransaction } from '@/server/database';
import { bindDevice, removeMapping, saveMapping, writeAlone } from '@/server/decode/commands';
import { replayJobs } from '@/server/decode/queries';
import { swapDevice, undoSwap } from '@/server/swaps/commands';
import { bindDevices, takeBack, teach } from '@/server/teaching/commands';
import { recentTeachings } from '@/server/teaching/queries';
import { replayed } from '@/tests/support/a-replay';
import { aRoad, type Road } from '@/tests/support/a-road';
import { teach as teachSensors } from '@/tests/support/teach';

let road: Road;
beforeEach(async () => {
  road = await aRoad(['history', 'decode', 'ingest']);
});
afterEach(() => road.stop());

const CLIMATE = {
  format: 'json',
  topic: 'home/{source}/climate',
  readings: [{ path: '/t', quantity: 'temperature', unit: '°C' }],
} as const;
const named = (room: string) => ({
  topic: `home/${room}/climate`,
  value: room,
  sensor: { name: room, room: null },
});
const alone = (room: string) => ({
  definition: { ...CLIMATE, topic: `home/${room}/climate` },
  sources: [{ ...named(room), value: null }],
});

async function send(topic: string, ...messages: readonly object[]): Promise<void> {
  const client = await road.client();
  for (const message of messages) await client.publishAsync(topic, JSON.stringify(message), { qos: 1 });
  await road.settled('decode', 'history');
  await client.endAsync();
}

const climate = (room: string, ...values: readonly number[]) =>
  send(`home/${room}/climate`, ...values.map((t) => ({ t })));
const power = (plug: string, ...values: readonly number[]) =>
  send(`tele/${plug}/SENSOR`, ...values.map((Power) => ({ ENERGY: { Power } })));

async function done<Done>(outcome: Promise<Outcome<Done>>): Promise<Done> {
  const answer = await outcome;
  if ('refused' in answer) throw new Error(answer.refused.problem);
  await allReplayed();
  return answer.done;
}

/** What was asked for is decoded anew, and what was bound or written holds. */
async function allReplayed(): Promise<void> {
  for (const { id } of await replayJobs(road.context.database)) await replayed(road, id);
  await expect
    .poll(() =>
      road.query(`SELECT FROM binding WHERE greatest(valid_from, coalesce(valid_to, valid_from)) > clock_timestamp()
                  UNION ALL SELECT FROM mapping_version WHERE valid_from > clock_timestamp()`),
    )
    .toEqual([]);
}

const stored = async () =>
  (
    await road.query<{ row: string }>(
      `SELECT concat_ws(' ', sensor_id, value) AS row FROM telemetry.reading JOIN series ON series.id = series_id
        WHERE quantity IN ('temperature', 'power') ORDER BY time, raw_offset`,
    )
  ).map(({ row }) => row);

const sensors = async () =>
  (await road.query<{ id: string }>('SELECT id FROM sensor ORDER BY id')).map(({ id }) => id);
const mappings = async () =>
  (
    await road.query<{ sensors: object | null }>(
      "SELECT definition -> 'sensors' AS sensors FROM mapping_version ORDER BY mapping_id, version",
    )
  ).map((row) => row.sensors);

describe('what is taught twice', () => {
  it.each([
    ['as one of a group', { definition: CLIMATE, sources: [named('attic')] }],
    ['alone', alone('attic')],
  ])('%s at once makes one sensor', async (_, wish) => {
    await climate('attic', 20);
    const { database } = road.context;

    const outcomes = await Promise.all([teach(database, wish, 'jana'), teach(database, wish, 'ada')]);

    expect(outcomes.filter((outcome) => 'done' in outcome)).toHaveLength(1);
    expect(outcomes.find((outcome) => 'refused' in outcome)).toEqual({
      refused: { problem: 'home/attic/climate is taught already: a mapping reads it.' },
    });
    expect(await sensors()).toEqual(['attic']);
    expect(await mappings()).toHaveLength(1);
    expect(await recentTeachings(database)).toHaveLength(1);
  });

  it('by other rules than the others of its kind is refused, and takes nothing from them', async () => {
    const { database } = road.context;
    await climate('attic', 20);
    await done(teach(database, { definition: CLIMATE, sources: [named('attic')] }, 'jana'));
    await climate('cellar', 10);
    const readings = [{ path: '/t', quantity: 'temperature', unit: '°F' }];

    const wish = { definition: { ...CLIMATE, readings }, sources: [named('cellar')] };

    expect(await teach(database, wish, 'jana')).toMatchObject({
      refused: { problem: expect.stringContaining('by other rules') },
    });
    expect(await mappings()).toEqual([{ attic: 'attic' }]);
  });
});

describe('the rest of a group', () => {
  it('joins the mapping that reads the others, with its past alone, and is taken back by itself', async () => {
    const { database } = road.context;
    await climate('attic', 20, 21);
    await climate('cellar', 10, 11);
    const first = await done(teach(database, { definition: CLIMATE, sources: [named('attic')] }, 'jana'));

    const rest = await done(teach(database, alone('cellar'), 'jana'));
    await climate('cellar', 12);
    await climate('attic', 22);

    expect(await mappings()).toEqual([{ attic: 'attic' }, { attic: 'attic', cellar: 'cellar' }]);
    expect((await stored()).sort()).toEqual([
      ...['attic 20', 'attic 21', 'attic 22', 'cellar 10', 'cellar 11', 'cellar 12'],
    ]);
    expect(await road.query('SELECT topics FROM replay_job ORDER BY id')).toEqual([
      { topics: ['home/attic/climate'] },
      { topics: ['home/cellar/climate'] },
    ]);

    expect(await takeBack(database, first.id, 'jana')).toMatchObject({
      refused: { problem: expect.stringContaining('changed since') },
    });
    await done(takeBack(database, rest.id, 'jana'));
    await climate('attic', 23);

    expect(await sensors()).toEqual(['attic']);
    expect(await stored()).toEqual(['attic 20', 'attic 21', 'attic 22', 'attic 23']);
    await done(takeBack(database, first.id, 'jana'));
    expect(await sensors()).toEqual([]);
  });
});

describe('what was taught', () => {
  it('is not taken back where somebody changed its mapping since', async () => {
    const { database } = road.context;
    await climate('attic', 20);
    const { id } = await done(teach(database, alone('attic'), 'jana'));
    const [mapping] = await road.query<{ id: number; definition: object }>(
      'SELECT mapping_id AS id, definition FROM mapping_version',
    );
    const definition = { ...mapping?.definition, name: 'Mended' };
    await saveMapping(database, { id: mapping?.id, definition }, 'ada');

    expect(await takeBack(database, id, 'jana')).toHaveProperty('refused');

    expect(await mappings()).toHaveLength(2);
    expect(await stored()).toEqual(['attic 20']);
  });

  it('to a sensor that another mapping fed for a while leaves it what that brought', async () => {
    const { database } = road.context;
    await teachSensors(database.url, { sensors: [{ id: 'loft', name: 'Loft' }], mappings: [] });
    await climate('attic', 20);
    const { id } = await done(teach(database, alone('attic'), 'jana'));
    const other = { ...CLIMATE, topic: 'home/tower/climate' };
    await saveMapping(database, { definition: { ...other, sensor: 'attic' } }, 'ada');
    await allReplayed();
    await climate('tower', 5);
    const [newest] = await road.query<{ id: number }>('SELECT max(id) AS id FROM mapping');
    await saveMapping(database, { id: newest?.id, definition: { ...other, sensor: 'loft' } }, 'ada');
    await allReplayed();
    const before = await stored();

    await done(takeBack(database, id, 'jana'));

    expect(before).toEqual(['attic 20', 'attic 5']);
    expect(await sensors()).toEqual(['attic', 'loft']);
    expect(await stored()).toEqual(['attic 5']);
  });

  it.each([
    ['', false],
    [' where its mapping is removed already', true],
  ])('to a sensor that there was is taken from it, also what came since%s', async (_, isRemoved) => {
    const { database } = road.context;
    await teachSensors(database.url, { sensors: [{ id: 'loft', name: 'Loft' }], mappings: [] });
    await climate('attic', 20);
    const wish = alone('attic');
    const sources = wish.sources.map((source) => ({ ...source, sensor: { id: 'loft' } }));
    const { id } = await done(teach(database, { ...wish, sources }, 'jana'));
    await climate('attic', 21);
    const before = await stored();
    const [mapping] = await road.query<{ id: number }>('SELECT id FROM mapping');
    if (isRemoved) await removeMapping(database, { id: mapping?.id ?? 0 }, 'jana');
    await allReplayed();

    await done(takeBack(database, id, 'jana'));

    expect(before).toEqual(['loft 20', 'loft 21']);
    expect(await stored()).toEqual([]);
    expect(await sensors()).toEqual(['loft']);
  });
});

describe('a device that was added', () => {
  const OLD = { family: 'tasmota', key: 'old-plug' };
  const NEW = { family: 'tasmota', key: 'new-plug' };
  beforeEach(async () => {
    const given = { sensors: [{ id: 'washer', name: 'Washer' }], mappings: [] };
    await teachSensors(road.context.database.url, given);
    await bindDevice(road.context.database, 'washer', OLD);
    await allReplayed();
    await power('old-plug', 1);
    await power('new-plug', 2);
  });

  it('to a sensor that another one fed is taken back: that one feeds it again, and did meanwhile', async () => {
    const { database } = road.context;
    const added = { devices: [{ ...NEW, sensor: { id: 'washer' } }] };
    const { id } = await done(bindDevices(database, added, 'jana'));
    await power('new-plug', 3);
    await power('old-plug', 4);
    const taught = await stored();

    await done(takeBack(database, id, 'jana'));
    await power('old-plug', 5);

    expect(taught).toEqual(['washer 1', 'washer 2', 'washer 3']);
    expect(await stored()).toEqual(['washer 1', 'washer 4', 'washer 5']);
    const again = { devices: [{ ...NEW, sensor: { name: 'Dryer', room: null } }] };
    await done(bindDevices(database, again, 'jana'));
    expect((await stored()).sort()).toEqual(['dryer 2', 'dryer 3', 'washer 1', 'washer 4', 'washer 5']);
  });

  it('and whose sensor another one feeds since is taken back without it', async () => {
    const { database } = road.context;
    const added = { devices: [{ ...NEW, sensor: { name: 'Dryer', room: null } }] };
    const { id } = await done(bindDevices(database, added, 'jana'));
    await bindDevice(database, 'dryer', { family: 'tasmota', key: 'third-plug' });
    await allReplayed();

    await done(takeBack(database, id, 'jana'));
    await power('third-plug', 6);

    expect(await stored()).toEqual(['washer 1', 'dryer 6']);
  });

  it('to a sensor that a third one feeds since is taken back: the one before it fed the sensor meanwhile', async () => {
    const { database } = road.context;
    const added = { devices: [{ ...NEW, sensor: { id: 'washer' } }] };
    const { id } = await done(bindDevices(database, added, 'jana'));
    await power('new-plug', 3);
    await power('old-plug', 4);
    await bindDevice(database, 'washer', { family: 'tasmota', key: 'third-plug' });
    await allReplayed();
    await power('third-plug', 5);
    await power('old-plug', 6);

    await done(takeBack(database, id, 'jana'));
    await power('third-plug', 7);

    expect(await stored()).toEqual(['washer 1', 'washer 4', 'washer 5', 'washer 7']);
  });

  it.each([
    ['is made for it goes, with what it got', { name: 'Dryer', room: null }, 'dryer'],
    ['another one fed is fed by that', { id: 'washer' }, 'washer'],
  ])('and holds again after a swap is taken back: the sensor that %s', async (_, sensor, sensorId) => {
    const { database } = road.context;
    const { id } = await done(bindDevices(database, { devices: [{ ...NEW, sensor }] }, 'jana'));
    const device = { family: 'tasmota', key: 'third-plug' };
    const ada = { who: 'ada', address: undefined };
    const swap = await done(swapDevice(database, { sensorId, device, since: null, offsets: [] }, ada));
    await power('new-plug', 3);
    await done(undoSwap(database, swap.id, ada));
    await power('old-plug', 4);
    await power('new-plug', 5);
    const before = await stored();

    await done(takeBack(database, id, 'jana'));
    await power('new-plug', 6);

    expect(before).toContain(`${sensorId} 3`);
    expect(before).toContain(`${sensorId} 5`);
    expect(await stored()).toEqual(['washer 1', 'washer 4']);
    expect(await sensors()).toEqual(['washer']);
  });

  it('waits for who writes, and holds nothing that they need', async () => {
    const { database } = road.context;
    const added = { devices: [{ ...NEW, sensor: { id: 'washer' } }] };

    const adding = await inTransaction(database, async (client) => {
      await writeAlone(client);
      const pending = bindDevices(database, added, 'jana');
      await expect
        .poll(
          () =>
            road.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                           AND query LIKE 'SELECT pg_advisory_xact_lock(hashtext($1))'`),
          { timeout: 5_000 },
        )
        .toHaveLength(1);
      await client.query("UPDATE sensor SET name = 'Machine' WHERE id = 'washer'");
      await client.query("SELECT FROM sensor WHERE id = 'washer' FOR UPDATE");
      return { pending };
    });

    expect(await adding.pending).toHaveProperty('done');
  });

  it('is not kept waiting by a decoder that holds its row', async () => {
    const { database } = road.context;

    const outcome = await inTransaction(database, async (client) => {
      await client.query("UPDATE device SET last_heard = now() WHERE natural_key = 'new-plug'");
      return bindDevices(database, { devices: [{ ...NEW, sensor: { name: 'Dryer', room: null } }] }, 'jana');
    });

    expect(outcome).toHaveProperty('done');
  });
});
