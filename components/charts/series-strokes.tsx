'use client';

import { memo, useMemo } from 'react';
import { Line } from 'recharts';
import type { ChartRow } from './chart-picture';
import { pointedDot, type VerticalPlot, yOf } from './chart-style';

/** A row where the chart library has placed it; `y` is null where the line breaks. */
export interface Placed {
  readonly x?: number | null;
  readonly y?: number | null;
  readonly payload?: ChartRow;
}

/** What the library hands to whoever draws the line. */
interface Shape {
  readonly points?: readonly Placed[];
  readonly clipPath?: string | undefined;
}

/**
 * The line, and the band from lowest to highest in the same go: a second series of the library's own, and its own path, whose
 * length it measures at every update, would cost as much again as all else.
 */
export const SeriesStrokes = memo(function SeriesStrokes({
  colour,
  hasBand,
  vertical,
}: {
  colour: string;
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
            d={linePath(points)}
            className="recharts-line-curve"
            fill="none"
            stroke={colour}
            strokeWidth={1.6}
            strokeLinejoin="round"
          />
        </g>
      ),
    [colour, hasBand, vertical],
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

/** From row to row; a row without a value breaks it. */
export function linePath(points: readonly Placed[]): string {
  let path = '';
  let isDrawn = false;
  for (const { x, y } of points) {
    const isHere = x != null && y != null;
    if (isHere) path += `${isDrawn ? 'L' : 'M'}${rounded(x)} ${rounded(y)}`;
    isDrawn = isHere;
  }
  return path;
}

/** Along the highest and back along the lowest, each unbroken stretch by itself. */
export function bandPath(points: readonly Placed[], vertical: VerticalPlot): string {
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
    highest += `${highest === '' ? '' : 'L'}${rounded(x)} ${rounded(yOf(high, vertical))}`;
    lowest = `${rounded(x)} ${rounded(yOf(low, vertical))}${lowest === '' ? '' : 'L'}${lowest}`;
  }
  close();
  return path;
}

/** A tenth of a pixel is more than can be seen. */
function rounded(px: number): number {
  return Math.round(px * 10) / 10;
}
