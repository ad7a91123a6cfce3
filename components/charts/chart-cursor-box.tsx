'use client';

import type { ReactNode } from 'react';
import { MARGIN, type Plot } from './chart-style';
import type { SpanView } from './span-view';

const BESIDE_PX = 12;

/** What stands where the keyboard is, also spoken. */
export function ChartCursorBox({
  at,
  view,
  plot,
  children,
}: {
  at: number;
  view: Pick<SpanView, 'from' | 'to'>;
  plot: Plot;
  children: ReactNode;
}) {
  return (
    <div role="status" className="pointer-events-none absolute top-3" style={beside(at, view, plot)}>
      {children}
    </div>
  );
}

/** Beside a moment, on the side that has room. */
function beside(
  at: number,
  { from, to }: Pick<SpanView, 'from' | 'to'>,
  plot: Plot,
): { left: number } | { right: number } {
  const share = (at - from) / (to - from);
  return share < 0.5
    ? { left: plot.left + share * plot.width + BESIDE_PX }
    : { right: MARGIN.right + (1 - share) * plot.width + BESIDE_PX };
}
