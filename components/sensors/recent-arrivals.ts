import type { SensorSummary } from '@/contracts/sensor';
import type { AvailabilityChange, Sample } from '@/contracts/socket-events';
import { withAvailability, withSamples } from './sensor-state';

/** What came over the link together. */
export interface Arrival {
  readonly samples: readonly Sample[];
  readonly changes: readonly AvailabilityChange[];
  /** ms since 1970; undefined for what is told afterwards. */
  readonly arrivedAt: number | undefined;
}

const KEPT_MS = 10_000;

/** What came in the last seconds. History may be read before it has stored that: it is told once more on top of what was read. */
export interface RecentArrivals {
  add(arrival: Arrival): void;
  /** Oldest first. */
  all(): readonly Arrival[];
}

export function createRecentArrivals(): RecentArrivals {
  let kept: readonly { readonly at: number; readonly arrival: Arrival }[] = [];
  const forget = () => {
    const oldest = performance.now() - KEPT_MS;
    kept = kept.filter(({ at }) => at >= oldest);
  };
  return {
    add: (arrival) => {
      forget();
      kept = [...kept, { at: performance.now(), arrival }];
    },
    all: () => {
      forget();
      return kept.map(({ arrival }) => arrival);
    },
  };
}

/** The sensors after all of it. What they know already changes nothing. */
export function withArrivals(
  sensors: readonly SensorSummary[],
  arrivals: readonly Arrival[],
): readonly SensorSummary[] {
  return arrivals.reduce(
    (before, { samples, changes, arrivedAt }) =>
      withAvailability(withSamples(before, samples, arrivedAt), changes),
    sensors,
  );
}
