'use client';

import { memo } from 'react';
import { MARGIN, type Plot, TIME_AXIS_PX, type VerticalPlot, yOf } from './chart-style';

// Drawn where they stand: the chart library would place each with a subscription and a portal of its own.

/** A line across for each tick, a stronger one at zero where values go below it. */
export const Grid = memo(function Grid({
  ticks,
  plot: { left, width },
  vertical,
}: {
  ticks: readonly number[];
  plot: Plot;
  vertical: VerticalPlot;
}) {
  const across = (value: number) => `M${left} ${yOf(value, vertical)}h${width}`;
  const hasZero = vertical.lowest < 0 && vertical.highest > 0;
  return (
    <>
      <path d={ticks.map(across).join('')} stroke="var(--color-line)" />
      {hasZero && <path d={across(0)} stroke="var(--color-line-2)" />}
    </>
  );
});

/** Down the plot at the place that is pointed at. */
export function Crosshair({ x, height }: { x: number; height: number }) {
  return <path d={`M${x} ${MARGIN.top}V${height - MARGIN.bottom - TIME_AXIS_PX}`} {...CROSSHAIR} />;
}

export const CROSSHAIR = { stroke: 'var(--color-ink-3)', strokeDasharray: '2 3' };

interface Place {
  readonly cx: number;
  readonly cy: number;
}

/** The newest value while it is live: the only ember of a chart. */
export function EndDot({ cx, cy }: Place) {
  return (
    <g pointerEvents="none">
      <circle cx={cx} cy={cy} r={9} className="ember-mark" fill="var(--color-ember)" opacity={0.18} />
      <circle
        cx={cx}
        cy={cy}
        r={4}
        className="ember-mark"
        fill="var(--color-ember)"
        stroke="var(--color-surface)"
        strokeWidth={2}
      />
    </g>
  );
}

/** ✕: a value that can't be. */
export function ImplausibleMark({ cx, cy, onPick }: Place & { onPick: (() => void) | undefined }) {
  return (
    <>
      <path
        d={`M${cx - 4} ${cy - 4}l8 8m0 -8l-8 8`}
        fill="none"
        stroke="var(--color-stale)"
        strokeWidth={1.8}
        strokeLinecap="round"
      />
      {onPick !== undefined && (
        // biome-ignore lint/a11y/noStaticElementInteractions: by the keyboard it is chosen in the notice
        <circle
          cx={cx}
          cy={cy}
          r={11}
          fill="transparent"
          className="cursor-pointer"
          data-testid="implausible"
          onClick={(event) => {
            // Of this one nothing but that is meant.
            event.stopPropagation();
            onPick();
          }}
        />
      )}
    </>
  );
}
