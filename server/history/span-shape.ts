import { UNKNOWN_RHYTHM_MS } from '@/contracts/freshness';
import type { Extreme, SeriesSpan } from '@/contracts/history';
import { type MeanKind, type MeanSums, meanOf } from '@/contracts/mean';
import type { SpanPoint } from '@/contracts/span-point';
import { spanPoint } from '@/contracts/span-point';

/** What was measured in one pixel column; with few readings, one reading. Moments are ms since 1970. */
export interface Column extends MeanSums {
  readonly start: number;
  readonly lowest: number;
  readonly highest: number;
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
  readonly meanKind: MeanKind;
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
  const { from, to, now, columnMs, meanKind, raw, columns, rhythmMs, implausible } = parts;
  const patienceMs = Math.max(RHYTHMS_TO_GAP * (rhythmMs ?? UNKNOWN_RHYTHM_MS), COLUMNS_TO_GAP * columnMs);
  // What lies ahead is not missing.
  const end = Math.max(from, Math.min(to, now));
  const gaps = gapsOf(from, end, columns, patienceMs);
  const count = columns.reduce((all, column) => all + column.count, 0);
  const along = columns.reduce((all, column) => all + column.along, 0);
  const across = columns.reduce((all, column) => all + column.across, 0);
  const hasOrder = meanKind !== 'circular_mean';
  return {
    from,
    to,
    bucketMs: raw ? 0 : columnMs,
    meanKind,
    points: pointsOf(columns, meanKind, patienceMs),
    gaps,
    implausible,
    statistics: {
      count,
      mean: meanOf({ along, across, count }, meanKind),
      lowest: hasOrder ? parts.lowest : null,
      highest: hasOrder ? parts.highest : null,
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

function pointsOf(columns: readonly Column[], meanKind: MeanKind, patienceMs: number): readonly SpanPoint[] {
  return columns.flatMap((column, index) => {
    const { start, lowest, highest, last } = column;
    const point = spanPoint(start, column, lowest, highest, meanKind);
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
