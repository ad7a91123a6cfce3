'use client';

import { memo, useMemo } from 'react';
import { Line } from 'recharts';
import { pointedDot, type VerticalPlot, yOf } from './chart-style';
import { type Placed, strokePath, tenths } from './strokes';

/** A line of its own colour and the area below it; dashed where it is not the first. */
export const AreaStroke = memo(function AreaStroke({
  dataKey,
  colour,
  isDashed,
  vertical,
}: {
  dataKey: string;
  colour: string;
  isDashed: boolean;
  vertical: VerticalPlot;
}) {
  const dot = useMemo(() => pointedDot(colour), [colour]);
  const shape = useMemo(
    () =>
      ({ points = [], clipPath }: { points?: readonly Placed[]; clipPath?: string }) => (
        <g clipPath={clipPath}>
          <path d={areaPath(points, yOf(0, vertical))} fill={colour} fillOpacity={0.1} />
          <path
            d={strokePath(points, 'mean')}
            fill="none"
            stroke={colour}
            strokeWidth={isDashed ? 1.3 : 1.4}
            strokeLinejoin="round"
            {...(isDashed && { strokeDasharray: '4 2' })}
          />
        </g>
      ),
    [colour, isDashed, vertical],
  );
  return (
    <Line
      dataKey={dataKey}
      stroke={colour}
      dot={false}
      activeDot={dot}
      isAnimationActive={false}
      shape={shape as never}
    />
  );
});

/** Between the line and zero, each unbroken stretch by itself. */
export function areaPath(points: readonly Placed[], zeroY: number): string {
  let path = '';
  let last: number | undefined;
  const close = () => {
    if (last !== undefined) path += `L${last} ${Math.round(zeroY)}Z`;
    last = undefined;
  };
  for (const { x, y } of points) {
    if (x == null || y == null) {
      close();
      continue;
    }
    const place = tenths(x);
    path += `${last === undefined ? `M${place} ${Math.round(zeroY)}` : ''}L${place} ${tenths(y)}`;
    last = place;
  }
  close();
  return path;
}
