import { UNKNOWN_RHYTHM_MS } from '@/contracts/freshness';
import { type Extreme, IMPLAUSIBLE_SHOWN, type SeriesSpan } from '@/contracts/history';
import type { MeanKind } from '@/contracts/mean';
import type { SpanPoint } from '@/contracts/span-point';
import { readingPoint, spanPoint, sumsOf } from '@/contracts/span-point';

const RHYTHMS_TO_GAP = 3;
const COLUMNS_TO_GAP = 2;
/** Beyond twice what a chart can show, the server puts them into columns. */
const MOST_ROWS = 1_200;
/** Of so many readings the server knows the rhythm. */
const ROWS_WITH_RHYTHM = 20;

/** A value that came after the span was read. `at` in ms since 1970. */
export interface LiveValue {
  readonly at: number;
  readonly value: number;
  readonly implausible: boolean;
  /** Others of this series were left out before it. */
  readonly merged: boolean;
}

/** A span that goes on: what the server reduced, and what has come since. */
export interface LiveSpan {
  readonly bucketMs: number;
  readonly meanKind: MeanKind;
  readonly rhythmMs: number | null;
  /** Rising; a row of nulls breaks the line. */
  readonly rows: readonly SpanPoint[];
  readonly gaps: SeriesSpan['gaps'];
  readonly implausible: SeriesSpan['implausible'];
  /** As the server knows them: to the moment, where a row tells its column alone. */
  readonly extremes: readonly Extreme[];
  readonly newest: { readonly at: number; readonly value: number } | undefined;
  /** What came can't be fitted in: fetch the span again. */
  readonly outdated: boolean;
}

export function beginSpan(span: SeriesSpan): LiveSpan {
  const { bucketMs, meanKind, points, gaps, implausible, statistics } = span;
  const last = points.findLast(([, mean]) => mean !== null);
  const end = gaps.at(-1);
  // A column tells when it begins, a gap when its last reading was.
  const endsInGap = end !== undefined && last !== undefined && end[0] >= last[0];
  const at = endsInGap ? end[0] : last?.[0];
  return {
    bucketMs,
    meanKind,
    rhythmMs: statistics.rhythmMs,
    rows: points,
    gaps: endsInGap ? gaps.slice(0, -1) : gaps,
    implausible,
    extremes: [statistics.lowest, statistics.highest].filter((extreme) => extreme !== null),
    newest: at === undefined || last?.[1] == null ? undefined : { at, value: last[1] },
    outdated: false,
  };
}

/** The span with these values in it, given in the order they came. */
export function goOn(span: LiveSpan, values: readonly LiveValue[]): LiveSpan {
  let next = span;
  for (const value of values) next = take(next, value);
  const { rows, rhythmMs } = next;
  const isLearnable = rhythmMs === null && rows.length >= ROWS_WITH_RHYTHM;
  return rows.length > MOST_ROWS || isLearnable ? { ...next, outdated: true } : next;
}

/** How long nothing may come before the line breaks. */
export function patienceMs({ rhythmMs, bucketMs }: Pick<LiveSpan, 'rhythmMs' | 'bucketMs'>): number {
  return Math.max(RHYTHMS_TO_GAP * (rhythmMs ?? UNKNOWN_RHYTHM_MS), COLUMNS_TO_GAP * bucketMs);
}

function take(span: LiveSpan, { at, value, implausible, merged }: LiveValue): LiveSpan {
  if (implausible) {
    return { ...span, implausible: [...span.implausible, [at, value] as const].slice(-IMPLAUSIBLE_SHOWN) };
  }
  const outdated = span.outdated || merged;
  const { newest } = span;
  if (newest === undefined || at >= newest.at) return { ...append(span, at, value), outdated };
  return { ...insert(span, at, value), outdated: outdated || liesInGap(span, at) };
}

function append(span: LiveSpan, at: number, value: number): LiveSpan {
  const { rows, gaps, newest, bucketMs, meanKind } = span;
  const row = rowOf(span, at, value);
  const last = rows.at(-1);
  const added = { ...span, newest: { at, value } };
  if (bucketMs > 0 && last?.[0] === row[0])
    return { ...added, rows: rows.with(-1, joined(last, row, meanKind)) };
  if (newest === undefined || at - newest.at <= patienceMs(span)) return { ...added, rows: [...rows, row] };
  const breaksAt = Math.min(newest.at + patienceMs(span), (newest.at + row[0]) / 2);
  return {
    ...added,
    rows: [...rows, [Math.max(breaksAt, last?.[0] ?? breaksAt), null, null, null, 0], row],
    gaps: [...gaps, [newest.at, at]],
  };
}

/** A late one: into its column, or between its neighbours. */
function insert(span: LiveSpan, at: number, value: number): LiveSpan {
  const row = rowOf(span, at, value);
  const index = span.rows.findLastIndex(([start]) => start <= row[0]);
  const found = span.rows[index];
  if (span.bucketMs > 0 && found !== undefined && found[0] === row[0] && found[1] !== null) {
    return { ...span, rows: span.rows.with(index, joined(found, row, span.meanKind)) };
  }
  return { ...span, rows: span.rows.toSpliced(index + 1, 0, row) };
}

function rowOf({ rows, bucketMs, meanKind }: LiveSpan, at: number, value: number): SpanPoint {
  const first = rows.find(([, mean]) => mean !== null)?.[0];
  const start =
    bucketMs === 0 || first === undefined ? at : first + Math.floor((at - first) / bucketMs) * bucketMs;
  return readingPoint(start, value, meanKind);
}

function joined(column: SpanPoint, reading: SpanPoint, meanKind: MeanKind): SpanPoint {
  const [start, , lowest, highest] = column;
  const value = reading[1] ?? 0;
  return spanPoint(
    start,
    sumsOf([column, reading], meanKind),
    Math.min(lowest ?? value, value),
    Math.max(highest ?? value, value),
    meanKind,
  );
}

function liesInGap({ gaps }: LiveSpan, at: number): boolean {
  return gaps.some(([from, to]) => at > from && at < to);
}
