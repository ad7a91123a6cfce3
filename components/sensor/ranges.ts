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
] as const satisfies readonly Range[];
/** A range that moves with the clock, or a span that a person chose. */
export interface Range {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly ms: number;
  readonly columnMs: number;
  /** ms since 1970; absent: it ends now. */
  readonly chosen?: { readonly from: number; readonly to: number };
}
export type RangeId = string;

const DEFAULT: RangeId = '24h';
const SHORTEST_MS = 10 * SECOND_MS;
const LONGEST_MS = 10 * 365 * DAY_MS;
const COLUMNS = 600;
const LATEST = 8_640_000_000_000_000;

/** The range of that id, `from-to` for a chosen span; a day for anything else. */
export function rangeOf(id: string | undefined): Range {
  const known = RANGES.find((range) => range.id === id) ?? chosenRange(id);
  return known ?? RANGES.find((range) => range.id === DEFAULT) ?? RANGES[0];
}

function chosenRange(id: string | undefined): Range | undefined {
  const [, first, last] = /^(\d{1,16})-(\d{1,16})$/.exec(id ?? '') ?? [];
  if (first === undefined || last === undefined) return undefined;
  const [from, to] = [Number(first), Number(last)];
  const ms = to - from;
  if (ms < SHORTEST_MS || ms > LONGEST_MS || to > LATEST) return undefined;
  return {
    id: `${from}-${to}`,
    label: 'chosen',
    title: 'Chosen span',
    ms,
    columnMs: ms / COLUMNS,
    chosen: { from, to },
  };
}

/** The id of a span that a person chose: never shorter than ten seconds, never longer than ten years, never after `now`. */
export function chosenId(from: number, to: number, now: number): RangeId {
  const ms = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, to - from));
  const middle = (from + to) / 2;
  const end = Math.max(ms, Math.min(now, middle + ms / 2));
  return `${Math.round(end - ms)}-${Math.round(end)}`;
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
  { ms, columnMs, chosen }: Range,
  now: number,
): { readonly from: number; readonly to: number; readonly columns: number } {
  if (chosen !== undefined) return { ...chosen, columns: COLUMNS };
  const end = (Math.floor(now / columnMs) + 1) * columnMs;
  const columns = Math.ceil(ms / columnMs);
  return { from: end - columns * columnMs, to: end - 1, columns };
}
