import type { DrawnLine } from '@/components/history/lines';
import type { SpanPoint } from '@/contracts/span-point';
import { type Plot, type VerticalPlot, yOf } from './chart-style';
import type { Press } from './use-press';
import type { TimeWindow } from './window';

/** A point of one of several lines. */
export interface LinePoint {
  readonly line: DrawnLine;
  readonly point: SpanPoint;
}

/** The line that runs nearest to a place, and its point there; undefined where none has a value. */
export function lineAt(
  { x, y }: Press,
  lines: readonly DrawnLine[],
  {
    window: { from, to },
    plot,
    verticalOf,
  }: {
    readonly window: TimeWindow;
    readonly plot: Plot;
    readonly verticalOf: (line: DrawnLine) => VerticalPlot | undefined;
  },
): LinePoint | undefined {
  const at = from + ((x - plot.left) / plot.width) * (to - from);
  if (at < from || at > to) return undefined;
  const found = lines.flatMap((line) => {
    const point = rowAt(line.span, at);
    const vertical = verticalOf(line);
    if (point === undefined || point[1] === null || vertical === undefined) return [];
    return [{ line, point, away: Math.abs(yOf(point[1], vertical) - y) }];
  });
  return found.toSorted((one, other) => one.away - other.away)[0];
}

/** The column that a moment lies in; of single readings the nearest. */
export function rowAt({ points, bucketMs }: DrawnLine['span'], at: number): SpanPoint | undefined {
  const before = points.findLast(([start]) => start <= at);
  if (bucketMs > 0) return before;
  const after = points.find(([start]) => start > at);
  if (before === undefined || after === undefined) return before ?? after;
  return at - before[0] <= after[0] - at ? before : after;
}
