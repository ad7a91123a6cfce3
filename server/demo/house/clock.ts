export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** -1 … 1 once a day, highest at `peakHour`. */
export function daily(localMs: number, peakHour: number): number {
  return Math.cos((2 * Math.PI * (localMs - peakHour * HOUR_MS)) / DAY_MS);
}

export function between(least: number, most: number, value: number): number {
  return Math.min(most, Math.max(least, value));
}
