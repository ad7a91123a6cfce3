import type { SeriesSpan } from '@/contracts/history';
import type { SpanPoint } from '@/contracts/span-point';
import { type Plot, type VerticalPlot, xOf, yOf } from './chart-style';
import { strokePath } from './strokes';
import type { TimeWindow } from './window';

/** From value to value; a row of nulls breaks the line. Directions are dots. */
export function pathOfRows(
  { points, meanKind }: Pick<SeriesSpan, 'points' | 'meanKind'>,
  window: TimeWindow,
  plot: Plot,
  vertical: VerticalPlot,
): string {
  return strokePath(
    points.map(([at, mean]) => ({
      x: xOf(at, window, plot),
      y: mean === null ? null : yOf(mean, vertical),
    })),
    meanKind,
  );
}

/** Lowest and highest of all rows; undefined where there is no value. */
export function reachOfRows(
  spans: readonly (readonly SpanPoint[])[],
): { readonly lowest: number; readonly highest: number } | undefined {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const rows of spans) {
    for (const [, mean] of rows) {
      if (mean === null) continue;
      lowest = Math.min(lowest, mean);
      highest = Math.max(highest, mean);
    }
  }
  return lowest > highest ? undefined : { lowest, highest };
}
