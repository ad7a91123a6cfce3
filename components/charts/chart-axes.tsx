'use client';

import { XAxis, YAxis } from 'recharts';
import { type Format, useFormat } from '@/components/format/format-provider';
import type { ChartPicture } from './chart-picture';
import { AXIS_TEXT, type Plot, plotOf } from './chart-style';
import type { SpanView } from './span-view';

const TIME_AXIS_PX = 24;
const BARE = {
  type: 'number',
  allowDataOverflow: true,
  interval: 0,
  tick: AXIS_TEXT,
  tickLine: false,
  axisLine: false,
} as const;

/** The home's clock, from the view's beginning to its end. */
export function TimeAxis({ view, picture }: { view: SpanView; picture: ChartPicture }) {
  const format = useFormat();
  return (
    <XAxis
      {...BARE}
      dataKey="at"
      scale="time"
      domain={[view.from, view.to]}
      ticks={picture.timeTicks as number[]}
      tickFormatter={(at: number) => format.time(at, picture.tickStyle)}
      height={TIME_AXIS_PX}
    />
  );
}

/** Round values; the unit stands in the place of the top one. */
export function ValueAxis({
  picture: { scale },
  unit,
  width,
}: {
  picture: ChartPicture;
  unit: string;
  width: number;
}) {
  const format = useFormat();
  return (
    <YAxis
      {...BARE}
      domain={[scale.lowest, scale.highest]}
      ticks={scale.ticks as number[]}
      tickFormatter={(value: number) => valueLabel(value, scale, unit, format)}
      width={width}
    />
  );
}

/** Where the plot stands beside the labels of its values. */
export function usePlot({ scale }: ChartPicture, unit: string, width: number): Plot {
  const format = useFormat();
  return plotOf(
    width,
    scale.ticks.map((tick) => valueLabel(tick, scale, unit, format)),
  );
}

function valueLabel(
  value: number,
  { highest, decimals }: ChartPicture['scale'],
  unit: string,
  format: Format,
): string {
  return value === highest && unit !== '' ? unit : format.number(value, decimals);
}
