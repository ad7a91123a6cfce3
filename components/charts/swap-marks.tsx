'use client';

import { AXIS_TEXT, MARGIN, type Plot, TIME_AXIS_PX, xOf } from './chart-style';
import type { TimeWindow } from './window';

/** A moment that is marked in a chart, ms since 1970, with its name. */
export interface ChartMarker {
  readonly at: number;
  readonly label: string;
}

const LABEL_DOWN_PX = 10;
const BESIDE_PX = 5;
const LETTER_PX = 6.2;
const LABEL = {
  ...AXIS_TEXT,
  fill: 'var(--color-ink-2)',
  paintOrder: 'stroke',
  stroke: 'var(--color-surface)',
  strokeWidth: 4,
} as const;

/** Down the plot where another device took over. */
export function SwapMarks({
  markers,
  window,
  plot,
  height,
}: {
  markers: readonly ChartMarker[];
  window: TimeWindow;
  plot: Plot;
  height: number;
}) {
  const shown = markers.filter(({ at }) => at >= window.from && at <= window.to);
  return shown.map(({ at, label }) => {
    const x = xOf(at, window, plot);
    const isLeft = x + BESIDE_PX + label.length * LETTER_PX > plot.left + plot.width;
    return (
      <g key={`${at} ${label}`} pointerEvents="none" data-testid="swap-mark">
        <path
          d={`M${x} ${MARGIN.top}V${height - MARGIN.bottom - TIME_AXIS_PX}`}
          stroke="var(--color-ink-3)"
          strokeDasharray="5 3"
        />
        <text
          {...LABEL}
          x={isLeft ? x - BESIDE_PX : x + BESIDE_PX}
          y={MARGIN.top + LABEL_DOWN_PX}
          textAnchor={isLeft ? 'end' : 'start'}
        >
          {label}
        </text>
      </g>
    );
  });
}
