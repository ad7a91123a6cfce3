import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '@/server/database';
import { bindDevice, removeMapping, saveMapping, writeAlone } from '@/server/decode/commands';
import { swapDevice, undoSwap } from '@/server/swaps/commands';
import { bindDevices, takeBack, teach } from '@/server/teaching/commands';
import { alone, aTaughtHouse, CLIMATE, type TaughtHouse } from '@/tests/support/a-taught-house';
import { teach as teachSensors } from '@/tests/support/teach';

let house: TaughtHouse;
beforeEach(async () => {
  house = await aTaughtHouse();
});
afterEach(() => house.road.stop());

describe('what was taught', () => {
  it('is not taken back where somebody changed its mapping since', async () => {
    const { database } = house.road.context;
    await house.climate('attic', 20);
    const { id } = await house.done(teach(database, alone('attic'), 'jana'));
    const [mapping] = await house.road.query<{ id: number; definition: object }>(
      'SELECT mapping_id AS id, definition FROM mapping_version',
    );
    const definition = { ...mapping?.definition, name: 'Mended' };
    await saveMapping(database, { id: mapping?.id, definition }, 'ada');

    expect(await takeBack(database, id, 'jana')).toHaveProperty('refused');

    expect(await house.mappings()).toHaveLength(2);
    expect(await house.stored()).toEqual(['attic 20']);
  });

  it('to a sensor that another mapping fed for a while leaves it what that brought', async () => {
    const { database } = house.road.context;
    await teachSensors(database.url, { sensors: [{ id: 'loft', name: 'Loft' }], mappings: [] });
    await house.climate('attic', 20);
    const { id } = await house.done(teach(database, alone('attic'), 'jana'));
    const other = { ...CLIMATE, topic: 'home/tower/climate' };
    await saveMapping(database, { definition: { ...other, sensor: 'attic' } }, 'ada');
    await house.allReplayed();
    await house.climate('tower', 5);
    const [newest] = await house.road.query<{ id: number }>('SELECT max(id) AS id FROM mapping');
    await saveMapping(database, { id: newest?.id, definition: { ...other, sensor: 'loft' } }, 'ada');
    await house.allReplayed();
    const before = await house.stored();

    await house.done(takeBack(database, id, 'jana'));

    expect(before).toEqual(['attic 20', 'attic 5']);
    expect(await house.sensors()).toEqual(['attic', 'loft']);
    expect(await house.stored()).toEqual(['attic 5']);
  });

  it.each([
    ['', false],
    [' where its mapping is removed already', true],
  ])('to a sensor that there was is taken from it, also what came since%s', async (_, isRemoved) => {
    const { database } = house.road.context;
    await teachSensors(database.url, { sensors: [{ id: 'loft', name: 'Loft' }], mappings: [] });
    await house.climate('attic', 20);
    const wish = alone('attic');
    const sources = wish.sources.map((source) => ({ ...source, sensor: { id: 'loft' } }));
    const { id } = await house.done(teach(database, { ...wish, sources }, 'jana'));
    await house.climate('attic', 21);
    const before = await house.stored();
    const [mapping] = await house.road.query<{ id: number }>('SELECT id FROM mapping');
    if (isRemoved) await removeMapping(database, { id: mapping?.id ?? 0 }, 'jana');
    await house.allReplayed();

    await house.done(takeBack(database, id, 'jana'));

    expect(before).toEqual(['loft 20', 'loft 21']);
    expect(await house.stored()).toEqual([]);
    expect(await house.sensors()).toEqual(['loft']);
  });
});

describe('a device that was added', () => {
  const OLD = { family: 'tasmota', key: 'old-plug' };
  const NEW = { family: 'tasmota', key: 'new-plug' };
  beforeEach(async () => {
    const given = { sensors: [{ id: 'washer', name: 'Washer' }], mappings: [] };
    await teachSensors(house.road.context.database.url, given);
    await bindDevice(house.road.context.database, 'washer', OLD);
    await house.allReplayed();
    await house.power('old-plug', 1);
    await house.power('new-plug', 2);
  });

  it('to a sensor that another one fed is taken back: that one feeds it again, and did meanwhile', async () => {
    const { database } = house.road.context;
    const added = { devices: [{ ...NEW, sensor: { id: 'washer' } }] };
    const { id } = await house.done(bindDevices(database, added, 'jana'));
    await house.power('new-plug', 3);
    await house.power('old-plug', 4);
    const taught = await house.stored();

    await house.done(takeBack(database, id, 'jana'));
    await house.power('old-plug', 5);

    expect(taught).toEqual(['washer 1', 'washer 2', 'washer 3']);
    expect(await house.stored()).toEqual(['washer 1', 'washer 4', 'washer 5']);
    const again = { devices: [{ ...NEW, sensor: { name: 'Dryer', room: null } }] };
    await house.done(bindDevices(database, again, 'jana'));
    expect((await house.stored()).toSorted()).toEqual([
      'dryer 2',
      'dryer 3',
      'washer 1',
      'washer 4',
      'washer 5',
    ]);
  });

  it('and whose sensor another one feeds since is taken back without it', async () => {
    const { database } = house.road.context;
    const added = { devices: [{ ...NEW, sensor: { name: 'Dryer', room: null } }] };
    const { id } = await house.done(bindDevices(database, added, 'jana'));
    await bindDevice(database, 'dryer', { family: 'tasmota', key: 'third-plug' });
    await house.allReplayed();

    await house.done(takeBack(database, id, 'jana'));
    await house.power('third-plug', 6);

    expect(await house.stored()).toEqual(['washer 1', 'dryer 6']);
  });

  it('to a sensor that a third one feeds since is taken back: the one before it fed the sensor meanwhile', async () => {
    const { database } = house.road.context;
    const added = { devices: [{ ...NEW, sensor: { id: 'washer' } }] };
    const { id } = await house.done(bindDevices(database, added, 'jana'));
    await house.power('new-plug', 3);
    await house.power('old-plug', 4);
    await bindDevice(database, 'washer', { family: 'tasmota', key: 'third-plug' });
    await house.allReplayed();
    await house.power('third-plug', 5);
    await house.power('old-plug', 6);

    await house.done(takeBack(database, id, 'jana'));
    await house.power('third-plug', 7);

    expect(await house.stored()).toEqual(['washer 1', 'washer 4', 'washer 5', 'washer 7']);
  });

  it.each([
    ['is made for it goes, with what it got', { name: 'Dryer', room: null }, 'dryer'],
    ['another one fed is fed by that', { id: 'washer' }, 'washer'],
  ])('and holds again after a swap is taken back: the sensor that %s', async (_, sensor, sensorId) => {
    const { database } = house.road.context;
    const { id } = await house.done(bindDevices(database, { devices: [{ ...NEW, sensor }] }, 'jana'));
    const device = { family: 'tasmota', key: 'third-plug' };
    const ada = { who: 'ada', address: undefined };
    const swap = await house.done(swapDevice(database, { sensorId, device, since: null, offsets: [] }, ada));
    await house.power('new-plug', 3);
    await house.done(undoSwap(database, swap.id, ada));
    await house.power('old-plug', 4);
    await house.power('new-plug', 5);
    const before = await house.stored();

    await house.done(takeBack(database, id, 'jana'));
    await house.power('new-plug', 6);

    expect(before).toContain(`${sensorId} 3`);
    expect(before).toContain(`${sensorId} 5`);
    expect(await house.stored()).toEqual(['washer 1', 'washer 4']);
    expect(await house.sensors()).toEqual(['washer']);
  });

  it('waits for who writes, and holds nothing that they need', async () => {
    const { database } = house.road.context;
    const added = { devices: [{ ...NEW, sensor: { id: 'washer' } }] };

    const adding = await inTransaction(database, async (client) => {
      await writeAlone(client);
      const pending = bindDevices(database, added, 'jana');
      await expect
        .poll(
          () =>
            house.road.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
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
    const { database } = house.road.context;

    const outcome = await inTransaction(database, async (client) => {
      await client.query("UPDATE device SET last_heard = now() WHERE natural_key = 'new-plug'");
      return bindDevices(database, { devices: [{ ...NEW, sensor: { name: 'Dryer', room: null } }] }, 'jana');
    });

    expect(outcome).toHaveProperty('done');
  });
});
