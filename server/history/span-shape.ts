import { UNKNOWN_RHYTHM_MS } from '@/contracts/freshness';
import type { Extreme, SeriesSpan, SpanPoint } from '@/contracts/history';

/** What was measured in one pixel column; with few readings, one reading. Moments are ms since 1970. */
export interface Column {
  readonly start: number;
  readonly sum: number;
  readonly lowest: number;
  readonly highest: number;
  readonly count: number;
  /** First and last reading in it. */
  readonly first: number;
  readonly last: number;
}

export interface SpanParts {
  readonly from: number;
  readonly to: number;
  readonly now: number;
  /** Width of a pixel column. */
  readonly columnMs: number;
  /** Every column is one reading. */
  readonly raw: boolean;
  /** Rising, none empty. */
  readonly columns: readonly Column[];
  readonly rhythmMs: number | null;
  readonly lowest: Extreme | null;
  readonly highest: Extreme | null;
  readonly implausible: SeriesSpan['implausible'];
}

type Gap = SeriesSpan['gaps'][number];

const RHYTHMS_TO_GAP = 3;
const COLUMNS_TO_GAP = 2;

/** The span as charts draw it: the line breaks where nothing was measured for longer than rhythm and width allow. */
export function shapeSpan(parts: SpanParts): SeriesSpan {
  const { from, to, now, columnMs, raw, columns, rhythmMs, lowest, highest, implausible } = parts;
  const patienceMs = Math.max(RHYTHMS_TO_GAP * (rhythmMs ?? UNKNOWN_RHYTHM_MS), COLUMNS_TO_GAP * columnMs);
  // What lies ahead is not missing.
  const end = Math.max(from, Math.min(to, now));
  const gaps = gapsOf(from, end, columns, patienceMs);
  const count = columns.reduce((all, column) => all + column.count, 0);
  const sum = columns.reduce((all, column) => all + column.sum, 0);
  return {
    from,
    to,
    bucketMs: raw ? 0 : columnMs,
    points: pointsOf(columns, patienceMs),
    gaps,
    implausible,
    statistics: {
      count,
      mean: count === 0 ? null : sum / count,
      lowest,
      highest,
      complete: completeness(from, end, gaps),
      rhythmMs,
    },
  };
}

/** Before the first reading and after the last one too. */
function gapsOf(from: number, end: number, columns: readonly Column[], patienceMs: number): readonly Gap[] {
  const [head] = columns;
  if (head === undefined) return end > from ? [[from, end]] : [];
  const edges: Gap[] = [[from, head.first]];
  columns.forEach((column, index) => {
    edges.push([column.last, columns[index + 1]?.first ?? end]);
  });
  return edges.filter(([last, next]) => next - last > patienceMs);
}

function pointsOf(columns: readonly Column[], patienceMs: number): readonly SpanPoint[] {
  return columns.flatMap((column, index) => {
    const { start, sum, lowest, highest, count, last } = column;
    const point: SpanPoint = [start, sum / count, lowest, highest, count];
    const next = columns[index + 1];
    if (next === undefined || next.first - last <= patienceMs) return [point];
    // The column that follows may begin before its first reading: the break stays ahead of it.
    const patient = last + patienceMs;
    const breaksAt = patient < next.start ? patient : (last + next.start) / 2;
    return [point, [breaksAt, null, null, null, 0] satisfies SpanPoint];
  });
}

function completeness(from: number, end: number, gaps: readonly Gap[]): number {
  if (end <= from) return 0;
  const missing = gaps.reduce((all, [last, next]) => all + next - last, 0);
  return Math.max(0, 1 - missing / (end - from));
}
