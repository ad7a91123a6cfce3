'use client';

import { memo, useMemo } from 'react';
import { Line } from 'recharts';
import type { MeanKind } from '@/contracts/mean';
import type { ChartRow } from './chart-picture';
import { pointedDot, type VerticalPlot, yOf } from './chart-style';
import { type Placed, strokeOf, strokePath, tenths } from './strokes';

/** A row where the chart library has placed it. */
export interface PlacedRow extends Placed {
  readonly payload?: ChartRow;
}

/** What the library hands to whoever draws the line. */
interface Shape {
  readonly points?: readonly PlacedRow[];
  readonly clipPath?: string | undefined;
}

/**
 * The line, and the band from lowest to highest in the same go: a second series of the library's own, and its own path, whose
 * length it measures at every update, would cost as much again as all else.
 */
export const SeriesStrokes = memo(function SeriesStrokes({
  colour,
  meanKind,
  hasBand,
  vertical,
}: {
  colour: string;
  meanKind: MeanKind;
  hasBand: boolean;
  vertical: VerticalPlot;
}) {
  const dot = useMemo(() => pointedDot(colour), [colour]);
  const shape = useMemo(
    () =>
      ({ points = [], clipPath }: Shape) => (
        <g clipPath={clipPath}>
          {hasBand && <path d={bandPath(points, vertical)} fill={colour} fillOpacity={0.2} />}
          <path
            d={strokePath(points, meanKind)}
            className="recharts-line-curve"
            fill="none"
            stroke={colour}
            {...strokeOf(meanKind)}
          />
        </g>
      ),
    [colour, meanKind, hasBand, vertical],
  );
  return (
    <Line
      dataKey="mean"
      stroke={colour}
      dot={false}
      activeDot={dot}
      isAnimationActive={false}
      shape={shape as never}
    />
  );
});

/** Along the highest and back along the lowest, each unbroken stretch by itself. */
export function bandPath(points: readonly PlacedRow[], vertical: VerticalPlot): string {
  let path = '';
  let highest = '';
  let lowest = '';
  const close = () => {
    if (highest !== '') path += `M${highest}L${lowest}Z`;
    highest = lowest = '';
  };
  for (const { x, payload } of points) {
    if (x == null || payload?.band == null) {
      close();
      continue;
    }
    const [low, high] = payload.band;
    highest += `${highest === '' ? '' : 'L'}${tenths(x)} ${tenths(yOf(high, vertical))}`;
    lowest = `${tenths(x)} ${tenths(yOf(low, vertical))}${lowest === '' ? '' : 'L'}${lowest}`;
  }
  close();
  return path;
}
