'use client';

import { memo, useCallback, useMemo } from 'react';
import { XAxis, YAxis } from 'recharts';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { shownIn } from '@/components/format/unit-scale';
import type { ChartPicture } from './chart-picture';
import { BARE_AXIS, type Plot, plotOf, TIME_AXIS_PX } from './chart-style';
import type { SpanView } from './span-view';
import type { ShownScale } from './ticks';

/** The home's clock, from the view's beginning to its end. */
export const TimeAxis = memo(function TimeAxis({
  from,
  to,
  ticks,
  tickStyle,
}: Pick<SpanView, 'from' | 'to'> & {
  ticks: ChartPicture['timeTicks'];
  tickStyle: ChartPicture['tickStyle'];
}) {
  const format = useFormat();
  const domain = useMemo(() => [from, to], [from, to]);
  const label = useCallback((at: number) => format.time(at, tickStyle), [format, tickStyle]);
  return (
    <XAxis
      {...BARE_AXIS}
      dataKey="at"
      scale="time"
      domain={domain}
      ticks={ticks as number[]}
      tickFormatter={label}
      height={TIME_AXIS_PX}
    />
  );
});

/** Round values; the unit stands in the place of the top one. */
export const ValueAxis = memo(function ValueAxis({ scale, width }: { scale: ShownScale; width: number }) {
  const format = useFormat();
  const domain = useMemo(() => [scale.lowest, scale.highest], [scale]);
  const label = useCallback((value: number) => valueLabel(value, scale, format), [scale, format]);
  return (
    <YAxis
      {...BARE_AXIS}
      domain={domain}
      ticks={scale.ticks as number[]}
      tickFormatter={label}
      width={width}
    />
  );
});

/** Where the plot stands beside the labels of its values. */
export function usePlot(scale: ShownScale, width: number): Plot {
  const format = useFormat();
  return useMemo(
    () =>
      plotOf(
        width,
        scale.ticks.map((tick) => valueLabel(tick, scale, format)),
      ),
    [scale, width, format],
  );
}

export function valueLabel(value: number, { highest, decimals, shown }: ShownScale, format: Format): string {
  return value === highest && shown.unit !== '' ? shown.unit : format.number(shownIn(value, shown), decimals);
}
