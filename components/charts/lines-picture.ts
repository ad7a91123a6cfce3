import type { SpanPoint } from '@/contracts/history';
import { type VerticalPlot, yOf } from './chart-style';
import type { TimeWindow } from './window';

/** From value to value; a row of nulls breaks the line. */
export function pathOfRows(
  rows: readonly SpanPoint[],
  { from, to }: TimeWindow,
  plot: { readonly left: number; readonly width: number },
  vertical: VerticalPlot,
): string {
  let path = '';
  let isDrawn = false;
  for (const [at, mean] of rows) {
    if (mean === null) {
      isDrawn = false;
      continue;
    }
    const x = plot.left + ((at - from) / (to - from)) * plot.width;
    path += `${isDrawn ? 'L' : 'M'}${round(x)} ${round(yOf(mean, vertical))}`;
    isDrawn = true;
  }
  return path;
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

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
