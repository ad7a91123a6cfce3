import type { ClockVerdict } from '@/contracts/reading';
import type { Stamp } from './device-time';

const MINUTE_US = 60_000_000;
const OLDEST_US = 30 * 24 * 60 * MINUTE_US;
const AHEAD_US = 2 * MINUTE_US;
const YEAR_2015_US = Date.UTC(2015, 0, 1) * 1000;

/** When it was measured, and whose word that is. µs since 1970 UTC. */
export interface Measured {
  readonly at: number;
  readonly clock: ClockVerdict;
}

/** The device's time where it can be believed, else the moment of receipt; the verdict says which. */
export function measuredAt(stamp: Stamp | undefined, received: number): Measured {
  if (stamp === undefined) return { at: received, clock: 'receipt' };
  const { micros, kind } = stamp;
  const believable =
    micros >= received - OLDEST_US && micros <= received + AHEAD_US && micros >= YEAR_2015_US;
  if (!believable) return { at: received, clock: 'suspect' };
  return { at: micros, clock: kind === 'zoned' ? 'corrected' : 'device' };
}
