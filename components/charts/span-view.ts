import type { Extreme } from '@/contracts/history';
import { type MeanKind, meanOf } from '@/contracts/mean';
import type { SpanPoint } from '@/contracts/span-point';
import { sumsOf } from '@/contracts/span-point';
import { type LiveSpan, patienceMs } from './live-span';

type Gap = LiveSpan['gaps'][number];

/** What of a span is seen between two moments (ms since 1970). */
export interface SpanView {
  readonly from: number;
  readonly to: number;
  readonly bucketMs: number;
  readonly meanKind: MeanKind;
  readonly rows: readonly SpanPoint[];
  /** Where nothing was measured, also until now. */
  readonly gaps: readonly Gap[];
  readonly implausible: LiveSpan['implausible'];
  readonly newest: LiveSpan['newest'];
}

export interface SpanStatistics {
  readonly count: number;
  readonly mean: number | null;
  /** Null for directions, too. */
  readonly lowest: Extreme | null;
  readonly highest: Extreme | null;
  /** Share of the span that is no gap, 0 to 1; null before the first reading. */
  readonly complete: number | null;
  readonly gaps: number;
}

export function viewOf(span: LiveSpan, from: number, to: number): SpanView {
  const { rows, bucketMs, meanKind, newest } = span;
  // One row before the edge stays: the line enters the picture.
  const first = Math.max(0, rows.findIndex(([start]) => start + bucketMs >= from) - 1);
  const reaching =
    rows.at(-1) === undefined || (rows.at(-1)?.[0] ?? 0) + bucketMs < from ? [] : rows.slice(first);
  // A span that ended before now has nothing of what came since.
  const isOver = (reaching.at(-1)?.[0] ?? to) > to;
  const inside = isOver ? reaching.filter(([start]) => start <= to) : reaching;
  const tip = newest !== undefined && newest.at > to ? undefined : newest;
  const silent: Gap[] = newest !== undefined && to - newest.at > patienceMs(span) ? [[newest.at, to]] : [];
  const empty: Gap[] = newest === undefined && span.gaps.length === 0 ? [[from, to]] : [];
  return {
    from,
    to,
    bucketMs,
    meanKind,
    rows: withTip(inside, tip, bucketMs),
    gaps: united([...span.gaps, ...silent, ...empty].flatMap((gap) => clipped(gap, from, to))),
    implausible: span.implausible.filter(([at]) => at >= from && at <= to),
    newest: tip !== undefined && tip.at >= from ? tip : undefined,
  };
}

export function statisticsOf(view: SpanView, { extremes }: Pick<LiveSpan, 'extremes'>): SpanStatistics {
  const rows = view.rows.filter(([start, , , , count]) => count > 0 && start + view.bucketMs >= view.from);
  const sums = sumsOf(rows, view.meanKind);
  const missing = view.gaps.reduce((all, [from, to]) => all + to - from, 0);
  return {
    count: sums.count,
    mean: meanOf(sums, view.meanKind),
    lowest: extreme(rows, 2, (value, other) => value < other, extremes),
    highest: extreme(rows, 3, (value, other) => value > other, extremes),
    complete: sums.count === 0 ? null : Math.max(0, 1 - missing / (view.to - view.from)),
    gaps: view.gaps.length,
  };
}

/** In columns the line ends on the newest value itself: a mean of the last minutes is not what is there now. */
function withTip(
  rows: readonly SpanPoint[],
  newest: LiveSpan['newest'],
  bucketMs: number,
): readonly SpanPoint[] {
  const last = rows.at(-1);
  if (bucketMs === 0 || newest === undefined || last === undefined || newest.at <= last[0]) return rows;
  return [...rows, [newest.at, newest.value, newest.value, newest.value, 0]];
}

/** A silence that is known already is not a second gap. Where two only touch, a reading lies between. */
function united(gaps: readonly Gap[]): readonly Gap[] {
  const apart: Gap[] = [];
  for (const gap of gaps.toSorted(([one], [other]) => one - other)) {
    const last = apart.at(-1);
    if (last === undefined || gap[0] >= last[1]) apart.push(gap);
    else apart[apart.length - 1] = [last[0], Math.max(last[1], gap[1])];
  }
  return apart;
}

function clipped([from, to]: Gap, start: number, end: number): Gap[] {
  const gap: Gap = [Math.max(from, start), Math.min(to, end)];
  return gap[1] > gap[0] ? [gap] : [];
}

function extreme(
  rows: readonly SpanPoint[],
  place: 2 | 3,
  isMore: (value: number, other: number) => boolean,
  known: readonly Extreme[],
): Extreme | null {
  let found: Extreme | null = null;
  for (const row of rows) {
    const value = row[place];
    if (value !== null && (found === null || isMore(value, found.value))) found = { value, at: row[0] };
  }
  const first = rows[0]?.[0] ?? Number.POSITIVE_INFINITY;
  const exact = known.find(({ value, at }) => value === found?.value && at >= first);
  return exact ?? found;
}
