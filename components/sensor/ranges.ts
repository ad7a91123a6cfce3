const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How far back a live chart reaches, and how much of it a pixel column holds. The id stands in the address. */
export const RANGES = [
  { id: '15min', label: '15 min', title: 'Last 15 minutes', ms: 15 * MINUTE_MS, columnMs: 1.5 * SECOND_MS },
  { id: '1h', label: '1 h', title: 'Last hour', ms: HOUR_MS, columnMs: 10 * SECOND_MS },
  { id: '6h', label: '6 h', title: 'Last 6 hours', ms: 6 * HOUR_MS, columnMs: MINUTE_MS },
  { id: '24h', label: '24 h', title: 'Last 24 hours', ms: DAY_MS, columnMs: 3 * MINUTE_MS },
  { id: '7d', label: '7 d', title: 'Last 7 days', ms: 7 * DAY_MS, columnMs: 20 * MINUTE_MS },
] as const;
export type Range = (typeof RANGES)[number];
export type RangeId = Range['id'];

const DEFAULT: RangeId = '24h';

/** The range of that id; a day for anything else. */
export function rangeOf(id: string | undefined): Range {
  return RANGES.find((range) => range.id === id) ?? RANGES.find((range) => range.id === DEFAULT) ?? RANGES[0];
}

/** Where the picture ends: now, or with the newest reading of a clock that is ahead. ms since 1970. */
export function shownUntil(now: number, newest: { readonly measuredAt: number } | null | undefined): number {
  return Math.max(now, newest?.measuredAt ?? 0);
}

/**
 * What to ask the server for, so that its columns begin at round moments. ms since 1970, both ends included. The column that
 * is leaving the picture is no longer asked for.
 */
export function spanRequest(
  { ms, columnMs }: Range,
  now: number,
): { readonly from: number; readonly to: number; readonly columns: number } {
  const end = (Math.floor(now / columnMs) + 1) * columnMs;
  const columns = Math.ceil(ms / columnMs);
  return { from: end - columns * columnMs, to: end - 1, columns };
}
