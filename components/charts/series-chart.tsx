'use client';

import { memo, useId, useMemo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceDot,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { durationText } from '@/components/format/duration';
import { useFormat } from '@/components/format/format-provider';
import { EndDot, ImplausibleMark } from './chart-marks';
import { type ChartPicture, pictureOf } from './chart-picture';
import { ChartTooltip } from './chart-tooltip';
import type { SpanView } from './span-view';

export interface SeriesChartProps {
  readonly view: SpanView;
  readonly quantity: string;
  readonly unit: string;
  readonly decimals: number;
  readonly colour: string;
  /** Power and the like stand on zero; a climate doesn't. */
  readonly fromZero: boolean;
  /** The newest value is live this second: its dot glows. */
  readonly isFresh: boolean;
  readonly width: number;
  readonly height: number;
  /** The picture as a sentence. */
  readonly label: string;
}

const MARGIN = { top: 8, right: 12, bottom: 0, left: 0 };
const VALUE_AXIS_PX = 46;
const GAP_LABEL_PX = { wide: 14, narrow: 80 } as const;
const NARROW_PX = 500;
/** More labels than these would meet each other. */
const GAP_LABELS = 3;
const AXIS = { fontSize: 11, fill: 'var(--color-ink-3)' } as const;
const GAP_LABEL = { ...AXIS, paintOrder: 'stroke', stroke: 'var(--color-surface)', strokeWidth: 4 } as const;

/** One series over time. Drawn anew only when something it shows is another. */
export const SeriesChart = memo(function SeriesChart(props: SeriesChartProps) {
  const { view, quantity, unit, decimals, colour, fromZero, isFresh, width, height, label } = props;
  const { timeZone } = useFormat();
  const picture = useMemo(
    () => pictureOf(view, { width, height, decimals, fromZero, timeZone }),
    [view, width, height, decimals, fromZero, timeZone],
  );
  const { scale } = picture;
  const hatch = useId();
  return (
    <ComposedChart
      width={width}
      height={height}
      margin={MARGIN}
      data={picture.rows as never}
      role="img"
      aria-label={label}
      style={{ touchAction: 'pan-y' }}
    >
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" x2="0" y1="0" y2="6" stroke="var(--color-line-2)" strokeWidth="1.4" />
        </pattern>
      </defs>
      <CartesianGrid vertical={false} stroke="var(--color-line)" />
      <TimeAxis view={view} picture={picture} />
      <ValueAxis picture={picture} unit={unit} />
      {scale.lowest < 0 && scale.highest > 0 && <ReferenceLine y={0} stroke="var(--color-line-2)" />}
      {gaps(view, width, hatch)}
      {view.bucketMs > 0 && <Area {...STILL} dataKey="band" stroke="none" fill={colour} fillOpacity={0.2} />}
      <Line {...STILL} dataKey="mean" stroke={colour} strokeWidth={1.6} activeDot={activeDot(colour)} />
      {picture.crosses.map(({ at, shownAt }) => (
        <ReferenceDot key={`${at} ${shownAt}`} x={at} y={shownAt} shape={ImplausibleMark} />
      ))}
      {view.newest !== undefined && isFresh && (
        <ReferenceDot x={view.newest.at} y={view.newest.value} shape={EndDot} />
      )}
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: 'var(--color-ink-3)', strokeDasharray: '2 3' }}
        content={<ChartTooltip bucketMs={view.bucketMs} unit={unit} quantity={quantity} colour={colour} />}
      />
    </ComposedChart>
  );
});

const STILL = { type: 'linear', isAnimationActive: false, dot: false, connectNulls: false } as const;

function activeDot(colour: string) {
  return { r: 3.5, fill: colour, stroke: 'var(--color-surface)', strokeWidth: 2 };
}

function TimeAxis({ view, picture }: { view: SpanView; picture: ChartPicture }) {
  const format = useFormat();
  return (
    <XAxis
      dataKey="at"
      type="number"
      scale="time"
      domain={[view.from, view.to]}
      allowDataOverflow
      ticks={picture.timeTicks as number[]}
      interval={0}
      tickFormatter={(at: number) => format.time(at, picture.tickStyle)}
      tick={AXIS}
      tickLine={false}
      axisLine={false}
      height={24}
    />
  );
}

function ValueAxis({ picture: { scale }, unit }: { picture: ChartPicture; unit: string }) {
  const format = useFormat();
  return (
    <YAxis
      type="number"
      domain={[scale.lowest, scale.highest]}
      allowDataOverflow
      ticks={scale.ticks as number[]}
      interval={0}
      // The unit stands in the place of the top tick.
      tickFormatter={(value: number) =>
        value === scale.highest && unit !== '' ? unit : format.number(value, scale.decimals)
      }
      tick={AXIS}
      tickLine={false}
      axisLine={false}
      width={VALUE_AXIS_PX}
    />
  );
}

function gaps(view: SpanView, width: number, hatch: string) {
  const pxPerMs = (width - VALUE_AXIS_PX - MARGIN.right) / (view.to - view.from);
  const least = width < NARROW_PX ? GAP_LABEL_PX.narrow : GAP_LABEL_PX.wide;
  const labelled = view.gaps.filter(([from, to]) => (to - from) * pxPerMs > least);
  const hasLabels = labelled.length <= GAP_LABELS;
  return view.gaps
    .map((gap) => [gap, hasLabels && labelled.includes(gap)] as const)
    .map(([[from, to], hasLabel]) => (
      <ReferenceArea
        key={from}
        x1={from}
        x2={to}
        fill={`url(#${hatch})`}
        fillOpacity={1}
        strokeOpacity={0}
        ifOverflow="hidden"
        {...(hasLabel && {
          label: { value: `no data ${durationText(to - from)}`, position: 'insideTop', ...GAP_LABEL },
        })}
      />
    ));
}
