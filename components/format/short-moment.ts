import type { Format } from './format';

const DAY_MS = 86_400_000;

/** A moment of the past in as few characters as tell it: "12:25", "Fri 12:25", "17 Nov 2026". */
export function shortMoment(at: number, now: number, format: Pick<Format, 'time'>): string {
  const age = now - at;
  if (age < DAY_MS) return format.time(at, 'minute');
  return format.time(at, age < 7 * DAY_MS ? 'weekdayMinute' : 'date');
}
