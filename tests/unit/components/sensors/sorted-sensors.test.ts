import { expect, it } from 'vitest';
import {
  firstOf,
  inOrder,
  orderOf,
  orderText,
  placesKept,
  placesOf,
  pressed,
  type SensorOrder,
} from '@/components/sensors/sorted-sensors';
import type { SensorSummary } from '@/contracts/sensor';
import type { SensorFacts } from '@/contracts/sensor-facts';
import { aSummary, someFacts } from '@/tests/support/a-sensor-list';

const NOBODY: ReadonlyMap<string, SensorFacts> = new Map();
const heardAt = (name: string, seenAt: number | null): SensorSummary =>
  aSummary(name, seenAt === null ? {} : { power: 1 }, { seenAt: seenAt ?? 0 });
const SENSORS = [heardAt('plug 10', 300), heardAt('Plug 2', 100), heardAt('äther', null)];

const names = (
  sensors: readonly SensorSummary[],
  sort: string,
  places = placesOf(sensors, NOBODY, orderOf(sort)),
) => inOrder(sensors, places).flatMap((room) => room.sensors.map(({ name }) => name));

it.each([
  ['room', ['plug 10', 'Plug 2', 'äther']],
  ['name', ['äther', 'Plug 2', 'plug 10']],
  ['-name', ['plug 10', 'Plug 2', 'äther']],
  ['-seen', ['plug 10', 'Plug 2', 'äther']],
  ['seen', ['äther', 'Plug 2', 'plug 10']],
  ['-room', ['äther', 'Plug 2', 'plug 10']],
])('by %s', (sort, order) => {
  expect(names(SENSORS, sort)).toEqual(order);
});

it.each([
  ['battery', ['old', 'new', 'cell', 'wired']],
  ['-battery', ['cell', 'new', 'old', 'wired']],
  ['signal', ['old', 'new', 'cell', 'wired']],
  ['expected', ['new', 'old', 'cell', 'wired']],
  ['family', ['new', 'old', 'cell', 'wired']],
  ['firmware', ['new', 'old', 'cell', 'wired']],
  ['-messages', ['new', 'old', 'cell', 'wired']],
  ['complete', ['old', 'new', 'cell', 'wired']],
])('by %s; what is unknown stands last, whichever way', (sort, order) => {
  const sensors = [
    aSummary('wired', {}),
    aSummary('new', { battery: 90, link_quality: 200 }, { rhythmMs: 10 }),
    aSummary('old', { battery: 9, signal_strength: -90 }, { rhythmMs: 600 }),
    aSummary('cell', { battery_voltage: 2.9 }),
  ];
  const day = { since: 0, learntAt: 86_400_000 };
  const facts = new Map(
    [
      someFacts('new', { family: 'tasmota', firmware: '9.1', day: { ...day, messages: 20, complete: 1 } }),
      someFacts('old', {
        family: 'zigbee2mqtt',
        firmware: '14.2',
        day: { ...day, messages: 10, complete: 0.5 },
      }),
    ].map((each) => [each.id, each]),
  );

  const found = inOrder(sensors, placesOf(sensors, facts, orderOf(sort))).flatMap((room) => room.sensors);
  const own = found.map(({ id }) => id);

  // Of those of which nothing is known the order says nothing.
  const known = sort.endsWith('battery') ? 3 : 2;
  expect(own.slice(0, known)).toEqual(order.slice(0, known));
  expect(own.slice(known).toSorted()).toEqual(order.slice(known).toSorted());
});

it('a value that comes moves no row; a new sensor and another order do', () => {
  const [newest, oldest] = [orderOf('-seen'), orderOf('seen')];
  const before = placesOf(SENSORS, NOBODY, newest);
  const after = [heardAt('plug 10', 300), heardAt('Plug 2', 400), heardAt('äther', null)];
  const kept = (sensors: readonly SensorSummary[], order: SensorOrder) =>
    placesKept(before, sensors, NOBODY, order);

  expect(names(after, '', kept(after, newest))).toEqual(['plug 10', 'Plug 2', 'äther']);
  expect(kept(after.slice(1), newest)).toBe(before);
  const grown = [...after, heardAt('lamp', 350)];
  expect(names(grown, '', kept(grown, newest))).toEqual(['Plug 2', 'lamp', 'plug 10', 'äther']);
  expect(names(after, '', kept(after, oldest))).toEqual(['äther', 'plug 10', 'Plug 2']);
});

it('stands in the address, also as it did before; what nobody knows is room by room', () => {
  const told = (text: string | null) => orderText(orderOf(text));

  expect([null, 'size', 'room', 'toString'].map(told)).toEqual(['', '', '', '']);
  expect(['oldest', 'newest', 'battery', '-name'].map(told)).toEqual(['seen', '-seen', 'battery', '-name']);
});

it('a head that is pressed orders by its column, and the other way when it is pressed again', () => {
  const byName = pressed('name', orderOf(null));
  const byMessages = pressed('messages', byName);

  expect([byName, pressed('name', byName)].map(orderText)).toEqual(['name', '-name']);
  expect([byMessages, pressed('messages', byMessages)].map(orderText)).toEqual(['-messages', 'messages']);
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

it('a room says how many it has, also where only the first of them are drawn', () => {
  const rooms = [{ name: 'Hall', sensors: SENSORS }];

  expect(firstOf(rooms, 1)).toMatchObject([{ total: SENSORS.length }]);
});
