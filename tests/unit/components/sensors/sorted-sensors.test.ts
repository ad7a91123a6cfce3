import { expect, it } from 'vitest';
import {
  firstOf,
  inOrder,
  placesKept,
  placesOf,
  type Sort,
  sortOf,
} from '@/components/sensors/sorted-sensors';
import type { SensorSummary } from '@/contracts/sensor';

const sensor = (name: string, seenAt: number | null): SensorSummary => ({
  id: name,
  name,
  room: null,
  icon: null,
  profile: null,
  availability: null,
  series: [
    {
      quantity: 'power',
      channel: null,
      unit: 'W',
      latest: seenAt === null ? null : { measuredAt: seenAt, value: 1, seenAt, changedAt: seenAt },
      rhythmMs: null,
    },
  ],
});
const SENSORS = [sensor('plug 10', 300), sensor('Plug 2', 100), sensor('äther', null)];
const names = (sensors: readonly SensorSummary[], sort: Sort, places = placesOf(sensors, sort)) =>
  inOrder(sensors, places).flatMap((room) => room.sensors.map(({ name }) => name));

it.each([
  ['room', ['plug 10', 'Plug 2', 'äther']],
  ['name', ['äther', 'Plug 2', 'plug 10']],
  ['newest', ['plug 10', 'Plug 2', 'äther']],
  ['oldest', ['äther', 'Plug 2', 'plug 10']],
] as const)('by %s', (sort, order) => {
  expect(names(SENSORS, sort)).toEqual(order);
});

it('a value that comes moves no row; a new sensor and another order do', () => {
  const before = placesOf(SENSORS, 'newest');
  const after = [sensor('plug 10', 300), sensor('Plug 2', 400), sensor('äther', null)];

  expect(names(after, 'newest', placesKept(before, after, 'newest'))).toEqual(['plug 10', 'Plug 2', 'äther']);
  expect(placesKept(before, after.slice(1), 'newest')).toBe(before);
  const grown = [...after, sensor('lamp', 350)];
  expect(names(grown, 'newest', placesKept(before, grown, 'newest'))).toEqual([
    'Plug 2',
    'lamp',
    'plug 10',
    'äther',
  ]);
  expect(names(after, 'oldest', placesKept(before, after, 'oldest'))).toEqual(['äther', 'plug 10', 'Plug 2']);
});

it('an order that nobody knows is room by room', () => {
  expect([sortOf(null), sortOf('size'), sortOf('oldest')]).toEqual(['room', 'room', 'oldest']);
});

it('the first of many, room by room; what has none left over is no room', () => {
  const rooms = [
    { name: 'Hall', sensors: SENSORS },
    { name: undefined, sensors: SENSORS },
  ];
  const shown = (most: number) => firstOf(rooms, most).map(({ name, sensors }) => [name, sensors.length]);

  expect(shown(2)).toEqual([['Hall', 2]]);
  expect(shown(3)).toEqual([['Hall', 3]]);
  expect(shown(4)).toEqual([
    ['Hall', 3],
    [undefined, 1],
  ]);
});
