import { IMPLAUSIBLE, type MeasuredValue } from './measured-value';

/** The newest value of a series. Moments are µs since 1970. */
export interface LatestValue {
  readonly time: number;
  readonly value: number;
  readonly clock: number;
  readonly seenAt: number;
  readonly changedAt: number;
}

export interface MicrosSpan {
  readonly from: number;
  readonly to: number;
}

export interface MovedOn {
  /** Undefined while everything that came was implausible. */
  readonly latest: LatestValue | undefined;
  /** From the first to the last of what was measured before the newest value known when it came. */
  readonly late: MicrosSpan | undefined;
}

/**
 * The newest value after these, given in log order. Newest is what was measured last, of two of one moment what came
 * last; an implausible value never is. Everything that comes is a sign of life.
 */
export function moveOn(stored: LatestValue | undefined, values: readonly MeasuredValue[]): MovedOn {
  let latest = stored;
  let late: MicrosSpan | undefined;
  let seenAt = stored?.seenAt ?? 0;
  for (const value of values) {
    seenAt = Math.max(seenAt, value.receivedAt);
    if (latest !== undefined && value.time < latest.time) late = widen(late, value.time);
    else if (value.quality !== IMPLAUSIBLE) latest = succeed(latest, value);
  }
  return { latest: latest && { ...latest, seenAt }, late };
}

function succeed(
  before: LatestValue | undefined,
  { time, value, clock, receivedAt }: MeasuredValue,
): LatestValue {
  const changedAt = before !== undefined && before.value === value ? before.changedAt : time;
  return { time, value, clock, seenAt: receivedAt, changedAt };
}

function widen(span: MicrosSpan | undefined, time: number): MicrosSpan {
  return { from: Math.min(span?.from ?? time, time), to: Math.max(span?.to ?? time, time) };
}
