import type { Availability } from '@/contracts/sensor';

/** What a sensor says of itself. Moments are µs since 1970. */
export interface AvailabilityState {
  readonly state: Availability;
  /** When it became so, and when it last said so. */
  readonly since: number;
  readonly saidAt: number;
}

export interface Said {
  readonly state: Availability;
  readonly at: number;
}

/** Where a sensor stands after saying these, given in log order: the newest moment counts, of two at once the later record. */
export function afterSaying(
  stored: AvailabilityState | undefined,
  said: readonly Said[],
): AvailabilityState | undefined {
  return said.reduce((before, { state, at }) => {
    if (before === undefined) return { state, since: at, saidAt: at };
    if (at < before.saidAt) return before;
    return { state, since: before.state === state ? before.since : at, saidAt: at };
  }, stored);
}
