import { expect, it } from 'vitest';
import { type ShownSensor, shownAfter } from '@/components/sensor/shown-sensor';
import type { Sample } from '@/contracts/socket-events';

const T = 1_795_000_000_000;
const sample = (quantity: string, value: number): Sample => ['kitchen', quantity, null, T * 1_000, value, 0];
const arrival = { samples: [sample('temperature', 21), sample('humidity', 48)], changes: [], arrivedAt: T };
const shown = (of: ShownSensor['tail']['of']): ShownSensor => ({
  sensor: {
    id: 'kitchen',
    name: 'Kitchen',
    room: null,
    icon: null,
    profile: null,
    availability: null,
    series: [],
  },
  tail: { of, readings: [] },
});

it('takes the values of every series, and into its tail those of its own', () => {
  const { sensor, tail } = shownAfter(shown({ quantity: 'humidity', channel: null }), [arrival, arrival]);

  expect(sensor.series.map(({ quantity, latest }) => [quantity, latest?.value])).toEqual([
    ['temperature', 21],
    ['humidity', 48],
  ]);
  expect(tail.readings.map(({ value }) => value)).toEqual([48]);
});

it('begins no tail before it is known of what', () => {
  expect(shownAfter(shown(undefined), [arrival]).tail).toEqual({ of: undefined, readings: [] });
});
