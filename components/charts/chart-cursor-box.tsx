'use client';

import type { SpanPoint } from '@/contracts/history';
import { rowOf } from './chart-picture';
import { MARGIN, plotPx, VALUE_AXIS_PX } from './chart-style';
import { RowInWords, type RowLook } from './chart-tooltip';
import type { SpanView } from './span-view';

const BESIDE_PX = 12;

/** What stands where the keyboard is, also spoken. */
export function ChartCursorBox({
  row,
  view,
  width,
  look,
}: {
  row: SpanPoint;
  view: SpanView;
  width: number;
  look: RowLook;
}) {
  return (
    <div role="status" className="pointer-events-none absolute top-3" style={beside(row[0], view, width)}>
      <RowInWords row={rowOf(row)} {...look} />
    </div>
  );
}

/** Beside a moment, on the side that has room. */
function beside(at: number, { from, to }: SpanView, width: number): { left: number } | { right: number } {
  const share = (at - from) / (to - from);
  return share < 0.5
    ? { left: VALUE_AXIS_PX + share * plotPx(width) + BESIDE_PX }
    : { right: MARGIN.right + (1 - share) * plotPx(width) + BESIDE_PX };
}
