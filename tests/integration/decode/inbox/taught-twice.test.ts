import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bindDevices, takeBack, teach } from '@/server/teaching/commands';
import { recentTeachings } from '@/server/teaching/queries';
import { alone, aTaughtHouse, CLIMATE, named, type TaughtHouse } from '@/tests/support/a-taught-house';

let house: TaughtHouse;
beforeEach(async () => {
  house = await aTaughtHouse();
});
afterEach(() => house.road.stop());

describe('what is taught twice', () => {
  it.each([
    ['as one of a group', { definition: CLIMATE, sources: [named('attic')] }],
    ['alone', alone('attic')],
  ])('%s at once makes one sensor', async (_, wish) => {
    await house.climate('attic', 20);
    const { database } = house.road.context;

    const outcomes = await Promise.all([teach(database, wish, 'jana'), teach(database, wish, 'ada')]);

    expect(outcomes.filter((outcome) => 'done' in outcome)).toHaveLength(1);
    expect(outcomes.find((outcome) => 'refused' in outcome)).toEqual({
      refused: { problem: 'home/attic/climate is taught already: a mapping reads it.' },
    });
    expect(await house.sensors()).toEqual(['attic']);
    expect(await house.mappings()).toHaveLength(1);
    expect(await recentTeachings(database)).toHaveLength(1);
  });

  it('as a device that stands there twice is refused', async () => {
    const { database } = house.road.context;
    await house.power('plug', 5);
    const plug = { family: 'tasmota', key: 'plug' };
    const devices = ['One', 'Other'].map((name) => ({ ...plug, sensor: { name, room: null } }));

    expect(await bindDevices(database, { devices }, 'jana')).toHaveProperty('refused');

    expect(await house.sensors()).toEqual([]);
  });

  it('by other rules than the others of its kind is refused, and takes nothing from them', async () => {
    const { database } = house.road.context;
    await house.climate('attic', 20);
    await house.done(teach(database, { definition: CLIMATE, sources: [named('attic')] }, 'jana'));
    await house.climate('cellar', 10);
    const readings = [{ path: '/t', quantity: 'temperature', unit: '°F' }];

    const wish = { definition: { ...CLIMATE, readings }, sources: [named('cellar')] };

    expect(await teach(database, wish, 'jana')).toMatchObject({
      refused: { problem: expect.stringContaining('by other rules') },
    });
    expect(await house.mappings()).toEqual([{ attic: 'attic' }]);
  });
});

describe('the rest of a group', () => {
  it('joins the mapping that reads the others, with its past alone, and is taken back by itself', async () => {
    const { database } = house.road.context;
    await house.climate('attic', 20, 21);
    await house.climate('cellar', 10, 11);
    const first = await house.done(
      teach(database, { definition: CLIMATE, sources: [named('attic')] }, 'jana'),
    );

    const rest = await house.done(teach(database, alone('cellar'), 'jana'));
    await house.climate('cellar', 12);
    await house.climate('attic', 22);

    expect(await house.mappings()).toEqual([{ attic: 'attic' }, { attic: 'attic', cellar: 'cellar' }]);
    expect((await house.stored()).toSorted()).toEqual([
      ...['attic 20', 'attic 21', 'attic 22', 'cellar 10', 'cellar 11', 'cellar 12'],
    ]);
    expect(await house.road.query('SELECT topics FROM replay_job ORDER BY id')).toEqual([
      { topics: ['home/attic/climate'] },
      { topics: ['home/cellar/climate'] },
    ]);

    expect(await takeBack(database, first.id, 'jana')).toMatchObject({
      refused: { problem: expect.stringContaining('changed since') },
    });
    await house.done(takeBack(database, rest.id, 'jana'));
    await house.climate('attic', 23);

    expect(await house.sensors()).toEqual(['attic']);
    expect(await house.stored()).toEqual(['attic 20', 'attic 21', 'attic 22', 'attic 23']);
    await house.done(takeBack(database, first.id, 'jana'));
    expect(await house.sensors()).toEqual([]);
  });
});
