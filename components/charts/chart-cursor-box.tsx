'use client';

import type { SpanPoint } from '@/contracts/history';
import { rowOf } from './chart-picture';
import { MARGIN, type Plot } from './chart-style';
import { RowInWords, type RowLook } from './chart-tooltip';
import type { SpanView } from './span-view';

const BESIDE_PX = 12;

/** What stands where the keyboard is, also spoken. */
export function ChartCursorBox({
  row,
  view,
  plot,
  look,
}: {
  row: SpanPoint;
  view: SpanView;
  plot: Plot;
  look: RowLook;
}) {
  return (
    <div role="status" className="pointer-events-none absolute top-3" style={beside(row[0], view, plot)}>
      <RowInWords row={rowOf(row)} {...look} />
    </div>
  );
}

/** Beside a moment, on the side that has room. */
function beside(at: number, { from, to }: SpanView, plot: Plot): { left: number } | { right: number } {
  const share = (at - from) / (to - from);
  return share < 0.5
    ? { left: plot.left + share * plot.width + BESIDE_PX }
    : { right: MARGIN.right + (1 - share) * plot.width + BESIDE_PX };
}
