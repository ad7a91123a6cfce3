const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How far back a live chart reaches. The id stands in the address. */
export const RANGES = [
  { id: '15min', label: '15 min', title: 'Last 15 minutes', ms: 15 * MINUTE_MS },
  { id: '1h', label: '1 h', title: 'Last hour', ms: HOUR_MS },
  { id: '6h', label: '6 h', title: 'Last 6 hours', ms: 6 * HOUR_MS },
  { id: '24h', label: '24 h', title: 'Last 24 hours', ms: DAY_MS },
  { id: '7d', label: '7 d', title: 'Last 7 days', ms: 7 * DAY_MS },
] as const;
export type Range = (typeof RANGES)[number];
export type RangeId = Range['id'];

const DEFAULT: RangeId = '24h';

/** The range of that id; a day for anything else. */
export function rangeOf(id: string | undefined): Range {
  return RANGES.find((range) => range.id === id) ?? RANGES.find((range) => range.id === DEFAULT) ?? RANGES[0];
}
