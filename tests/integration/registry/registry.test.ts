import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SensorFields } from '@/contracts/registry';
import { applyMappingFile, bindDevice } from '@/server/decode/commands';
import { sensorList } from '@/server/history/queries';
import * as commands from '@/server/registry/commands';
import {
  readArchived,
  readEditedSensor,
  readFloors,
  readRooms,
  removalConsequences,
} from '@/server/registry/queries';
import { aDatabase } from '@/tests/support/a-database';

let database: Awaited<ReturnType<typeof aDatabase>>;
beforeAll(async () => {
  database = await aDatabase();
  await database.pool.query('CREATE TABLE telemetry.reading_all PARTITION OF telemetry.reading DEFAULT');
});
beforeEach(() =>
  database.pool.query(
    'TRUNCATE floor, room, sensor, removed_sensor, device, binding, mapping, mapping_version, series CASCADE; TRUNCATE telemetry.reading, telemetry.latest',
  ),
);
afterAll(() => database.drop());

const LAMP: SensorFields = { name: 'Lamp', room: 'Hall', icon: 'lamp', profile: 'device' };
const rooms = async () => (await readRooms(database, 'all')).map(({ name, sensors }) => `${name} ${sensors}`);
const roomId = async (name: string) =>
  (await readRooms(database, 'all')).find((room) => room.name === name)?.id ?? -1;

async function added(fields: Partial<SensorFields> = {}): Promise<string> {
  const outcome = await commands.addSensor(database, { ...LAMP, ...fields });
  if ('refused' in outcome) throw new Error(outcome.refused.problem);
  return outcome.done.id;
}

describe('a sensor', () => {
  it('is added with an id after its name, and its room is made', async () => {
    expect(await added()).toBe('lamp');
    expect(await added({ room: null })).toBe('lamp-2');
    expect(await rooms()).toEqual(['Hall 1']);
    // Its page would stand where sensors are added.
    expect(await added({ name: 'New', room: null })).toBe('new-2');
    expect(await readEditedSensor(database, 'lamp')).toEqual({
      id: 'lamp',
      ...LAMP,
      archivedAt: null,
      device: null,
      topics: [],
    });
  });

  it('is refused without a name, or with one that is too long', async () => {
    expect(await commands.addSensor(database, { ...LAMP, name: '  ' })).toMatchObject({
      refused: { field: 'name' },
    });
    const long = await commands.addSensor(database, { ...LAMP, name: '🔥'.repeat(81) });
    expect(long).toEqual({
      refused: { field: 'name', problem: 'A name has 80 characters at most; this one has 81.' },
    });
    expect(await added({ name: '🔥'.repeat(80) })).toBe('sensor');
  });

  it('is fed by a device that feeds no other; else nothing is added', async () => {
    const plug = { family: 'tasmota', key: 'plug' };
    expect(await commands.addSensor(database, LAMP, plug)).toEqual({ done: { id: 'lamp' } });
    expect(await commands.addSensor(database, { ...LAMP, room: 'Attic' }, plug)).toMatchObject({
      refused: { problem: expect.stringContaining('feeds a sensor by now') },
    });

    expect(await readEditedSensor(database, 'lamp')).toMatchObject({ device: plug });
    expect(await readEditedSensor(database, 'lamp-2')).toBeUndefined();
    expect(await rooms()).toEqual(['Hall 1']);
  });

  it('is edited, unless it is another by now than it was when that began', async () => {
    await added();
    const renamed = { ...LAMP, name: 'Floor lamp', room: null };

    expect(await commands.editSensor(database, 'lamp', LAMP, renamed)).toEqual({ done: null });
    expect(
      await commands.editSensor(database, 'lamp', LAMP, { ...LAMP, name: 'Ceiling lamp' }),
    ).toMatchObject({
      refused: { problem: expect.stringContaining('Somebody else changed') },
    });
    expect(await commands.editSensor(database, 'nobody', LAMP, LAMP)).toHaveProperty('refused');
    expect(await readEditedSensor(database, 'lamp')).toMatchObject(renamed);
  });

  it('is archived and brought back', async () => {
    await added();
    await commands.archiveSensor(database, 'lamp', true);
    expect(await readArchived(database)).toEqual([
      { id: 'lamp', name: 'Lamp', room: 'Hall', archivedAt: expect.any(Number) },
    ]);
    await commands.archiveSensor(database, 'lamp', false);
    expect(await readArchived(database)).toEqual([]);
  });
});

describe('removing a sensor', () => {
  async function aFedLamp(): Promise<void> {
    await added();
    const readings = [{ quantity: 'power', unit: 'W' }];
    const mappings = [{ sensor: 'lamp', topic: 'lamp/power', format: 'number', readings }];
    await applyMappingFile(database, JSON.stringify({ mappings }));
    await bindDevice(database, 'lamp', { family: 'tasmota', key: 'lamp' });
    await database.pool.query(`
      INSERT INTO series (id, sensor_id, quantity, channel, unit) VALUES (1, 'lamp', 'power', NULL, 'W');
      INSERT INTO telemetry.reading (series_id, time, tie, value, quality, raw_partition, raw_offset, version)
        VALUES (1, '2026-01-02Z', 1, 40, 0, 0, 1, 1), (1, '2026-01-03Z', 2, 41, 0, 0, 2, 1)`);
  }

  it('says what goes with it', async () => {
    await aFedLamp();
    expect(await removalConsequences(database, 'lamp')).toEqual({
      series: 1,
      readings: 2,
      since: Date.UTC(2026, 0, 2),
      mappings: 1,
      devices: 1,
    });
    expect(await removalConsequences(database, 'nobody')).toBeUndefined();
  });

  it('takes all of it away, for good: nobody gets its id again', async () => {
    await aFedLamp();
    await commands.removeSensors(database, ['lamp']);

    expect(await readEditedSensor(database, 'lamp')).toBeUndefined();
    for (const table of ['series', 'mapping', 'mapping_version', 'binding', 'telemetry.reading']) {
      const { rows } = await database.pool.query(`SELECT FROM ${table}`);
      expect([table, rows.length]).toEqual([table, 0]);
    }
    expect(await added()).toBe('lamp-2');
    const again = await applyMappingFile(
      database,
      JSON.stringify({ sensors: [{ id: 'lamp', name: 'Lamp' }], mappings: [] }),
    );
    expect(again).toMatchObject({ errors: [{ path: '/sensors/0/id' }] });
  });
});

describe('rooms', () => {
  it('are added, renamed and put into another order; a name stands for one room', async () => {
    for (const name of ['Hall', 'Attic', 'Cellar']) await commands.addRoom(database, name);
    expect(await commands.addRoom(database, ' Attic ')).toMatchObject({ refused: { field: 'name' } });
    expect(
      await commands.renameRoom(database, await roomId('Attic'), { before: 'Attic', name: 'Hall' }),
    ).toMatchObject({
      refused: { field: 'name' },
    });
    const toLoft = { before: 'Attic', name: 'Loft' };
    const attic = await roomId('Attic');
    expect(await commands.renameRoom(database, attic, toLoft)).toEqual({ done: null });
    expect(await commands.renameRoom(database, attic, { before: 'Attic', name: 'Garret' })).toMatchObject({
      refused: { problem: expect.stringContaining('“Loft” meanwhile') },
    });
    await commands.orderRooms(database, [await roomId('Cellar'), await roomId('Loft')]);

    expect(await rooms()).toEqual(['Cellar 0', 'Loft 0', 'Hall 0']);
  });

  it('are merged: the sensors move, the room goes', async () => {
    await added();
    await added({ room: 'Attic' });
    await commands.mergeRooms(database, await roomId('Hall'), await roomId('Attic'));
    expect(await rooms()).toEqual(['Attic 2']);
    await commands.mergeRooms(database, await roomId('Attic'), null);

    expect(await rooms()).toEqual([]);
    expect(await readEditedSensor(database, 'lamp')).toMatchObject({ room: null });
  });

  it('that are gone meanwhile are told to be', async () => {
    expect(await commands.mergeRooms(database, 99, null)).toHaveProperty('refused');
    expect(await commands.renameRoom(database, 99, { before: 'Attic', name: 'Loft' })).toHaveProperty(
      'refused',
    );
  });
});

describe('floors', () => {
  const floors = async () => (await readFloors(database)).map(({ name, rooms: count }) => `${name} ${count}`);
  const floorId = async (name: string) =>
    (await readFloors(database)).find((floor) => floor.name === name)?.id ?? -1;
  const placed = async () =>
    (await readRooms(database, 'all')).map(({ name, floorId: floor }) => [name, floor === null]);

  beforeEach(async () => {
    for (const name of ['Hall', 'Attic', 'Shed']) await commands.addRoom(database, name);
    for (const name of ['Ground floor', 'Roof']) await commands.addFloor(database, name);
    await commands.placeRoom(database, await roomId('Hall'), await floorId('Ground floor'));
    await commands.placeRoom(database, await roomId('Attic'), await floorId('Roof'));
  });

  it('put their rooms in order; rooms on none come last', async () => {
    expect(await floors()).toEqual(['Ground floor 1', 'Roof 1']);
    await commands.orderFloors(database, [await floorId('Roof'), await floorId('Ground floor')]);

    expect(await placed()).toEqual([
      ['Attic', false],
      ['Hall', false],
      ['Shed', true],
    ]);
  });

  it('are renamed and merged: their rooms stay', async () => {
    const names = { before: 'Roof', name: 'Ground floor' };
    expect(await commands.renameFloor(database, await floorId('Roof'), names)).toMatchObject({
      refused: { field: 'name', problem: 'There is a floor called “Ground floor” already.' },
    });
    expect(
      await commands.renameFloor(database, await floorId('Roof'), { before: 'Roof', name: 'Top' }),
    ).toEqual({ done: null });
    await commands.mergeFloors(database, await floorId('Top'), await floorId('Ground floor'));
    expect(await floors()).toEqual(['Ground floor 2']);
    await commands.mergeFloors(database, await floorId('Ground floor'), null);

    expect(await floors()).toEqual([]);
    expect((await placed()).map(([, isOnNone]) => isOnNone)).toEqual([true, true, true]);
  });

  it('and rooms that are gone meanwhile are told to be', async () => {
    expect(await commands.placeRoom(database, 999, null)).toEqual({
      refused: { problem: 'That room is no more: somebody removed it meanwhile.' },
    });
    expect(await commands.placeRoom(database, await roomId('Hall'), 999)).toEqual({
      refused: { problem: 'That floor is no more: somebody removed it meanwhile.' },
    });
    expect(await commands.mergeFloors(database, 999, null)).toHaveProperty('refused');
  });

  it('are told with a sensor’s room', async () => {
    await added();
    await added({ name: 'Rake', room: 'Shed' });

    const { sensors } = await sensorList(database, 'all');
    expect(sensors.map(({ id, room }) => [id, room?.name, room?.floor])).toEqual([
      ['lamp', 'Hall', 'Ground floor'],
      ['rake', 'Shed', undefined],
    ]);
  });
});
