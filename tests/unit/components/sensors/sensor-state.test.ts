import { expect, it } from 'vitest';
import { withAvailability, withSamples } from '@/components/sensors/sensor-state';
import type { SensorSummary } from '@/contracts/sensor';
import { FLAG_IMPLAUSIBLE, type Sample } from '@/contracts/socket-events';

const T = 1_795_000_000_000;
const sample = (value: number, at: number, flags = 0): Sample => [
  'kitchen',
  'temperature',
  null,
  at * 1_000,
  value,
  flags,
];

const kitchen = (value = 20): SensorSummary => ({
  id: 'kitchen',
  name: 'Kitchen',
  room: null,
  icon: null,
  profile: null,
  availability: null,
  series: [
    {
      quantity: 'temperature',
      channel: null,
      unit: '°C',
      latest: { measuredAt: T, value, seenAt: T, changedAt: T - 5_000 },
      rhythmMs: 10_000,
    },
  ],
});
const latestOf = ([sensor]: readonly SensorSummary[]) => sensor?.series[0]?.latest;

it('takes what was measured last, and knows when it last changed and was last seen', () => {
  const same = withSamples([kitchen()], [sample(20, T + 1_000)], T + 1_200);
  const other = withSamples(same, [sample(21, T + 2_000)], T + 2_100);

  expect(latestOf(same)).toEqual({
    measuredAt: T + 1_000,
    value: 20,
    seenAt: T + 1_200,
    changedAt: T - 5_000,
  });
  expect(latestOf(other)).toEqual({
    measuredAt: T + 2_000,
    value: 21,
    seenAt: T + 2_100,
    changedAt: T + 2_000,
  });
});

it('counts a late and an implausible value as a sign of life alone', () => {
  const late = withSamples([kitchen()], [sample(15, T - 60_000)], T + 500);
  const implausible = withSamples([kitchen()], [sample(1e6, T + 400, FLAG_IMPLAUSIBLE)], T + 500);

  for (const sensors of [late, implausible]) {
    expect(latestOf(sensors)).toEqual({ measuredAt: T, value: 20, seenAt: T + 500, changedAt: T - 5_000 });
  }
});

it('knows a series from its first sample on, in the unit of its quantity', () => {
  const [sensor] = withSamples([kitchen()], [['kitchen', 'humidity', null, T * 1_000, 45, 0]], T);

  expect(sensor?.series.map(({ quantity, unit, latest }) => [quantity, unit, latest?.value])).toEqual([
    ['temperature', '°C', 20],
    ['humidity', '%', 45],
  ]);
});

it('leaves every sensor that nothing concerns as it is', () => {
  const sensors = [kitchen(), { ...kitchen(), id: 'hall' }];

  const after = withAvailability(withSamples(sensors, [sample(22, T + 1)], T + 1), []);

  expect(after[1]).toBe(sensors[1]);
  expect(after[0]).not.toBe(sensors[0]);
});

it('keeps since when a sensor is offline, however often it says so', () => {
  const once = withAvailability([kitchen()], [['kitchen', 'offline', T * 1_000]]);
  const twice = withAvailability(once, [['kitchen', 'offline', (T + 9_000) * 1_000]]);
  const back = withAvailability(twice, [['kitchen', 'online', (T + 10_000) * 1_000]]);

  expect(twice[0]?.availability).toEqual({ state: 'offline', since: T });
  expect(back[0]?.availability).toEqual({ state: 'online', since: T + 10_000 });
});
