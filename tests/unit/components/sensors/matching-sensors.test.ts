import { expect, it } from 'vitest';
import { byRoom, matchingSensors } from '@/components/sensors/matching-sensors';
import type { SensorSummary } from '@/contracts/sensor';
import { aFormat } from '@/tests/support/a-format';

const sensor = (id: string, room: string | null, quantity: string): SensorSummary => ({
  id,
  name: `${id} sensor`,
  room: room === null ? null : { id: room.length, name: room },
  icon: null,
  profile: null,
  availability: null,
  series: [{ quantity, channel: null, unit: '', latest: null, rhythmMs: null }],
});
const SENSORS = [
  sensor('fridge', 'Kitchen', 'power'),
  sensor('probe', 'Kitchen', 'temperature'),
  sensor('gate', null, 'contact'),
];

it.each([
  ['', ['fridge', 'probe', 'gate']],
  ['KITCHEN', ['fridge', 'probe']],
  ['kitchen temp', ['probe']],
  ['  gate  ', ['gate']],
  ['kitchen gate', []],
])('"%s" finds %j', (typed, ids) => {
  expect(matchingSensors(SENSORS, typed, aFormat()).map(({ id }) => id)).toEqual(ids);
});

it('stands room by room, those without one together', () => {
  expect(byRoom(SENSORS).map(({ name, sensors }) => [name, sensors.length])).toEqual([
    ['Kitchen', 2],
    [undefined, 1],
  ]);
});
