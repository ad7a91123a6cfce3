import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Arrival, createRecentArrivals, withArrivals } from '@/components/sensors/recent-arrivals';
import type { SensorSummary } from '@/contracts/sensor';

const T = 1_795_000_000_000;
const kitchenAt = (value: number, measuredAt: number): SensorSummary => ({
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
      latest: { measuredAt, value, seenAt: measuredAt, changedAt: measuredAt },
      rhythmMs: null,
    },
  ],
});
const anArrival = (value: number, at: number): Arrival => ({
  samples: [['kitchen', 'temperature', null, at * 1_000, value, 0]],
  changes: [],
  arrivedAt: at,
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('keeps a value that came while older ones were being fetched', () => {
  const recent = createRecentArrivals();
  recent.add(anArrival(21, T + 1_000));

  const [kitchen] = withArrivals([kitchenAt(20, T)], recent.all());

  expect(kitchen?.series[0]?.latest).toMatchObject({ value: 21, measuredAt: T + 1_000, seenAt: T + 1_000 });
});

it('changes nothing of what is newer, and nothing when told twice', () => {
  const recent = createRecentArrivals();
  recent.add(anArrival(21, T + 1_000));

  const once = withArrivals([kitchenAt(22, T + 2_000)], recent.all());

  expect(once).toEqual([kitchenAt(22, T + 2_000)]);
  expect(withArrivals(once, recent.all())).toEqual(once);
});

it('forgets what history has long stored', () => {
  const recent = createRecentArrivals();
  recent.add(anArrival(21, T));
  vi.advanceTimersByTime(10_001);

  expect(recent.all()).toEqual([]);
});
