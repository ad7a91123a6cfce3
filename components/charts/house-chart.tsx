'use client';

import { memo, useMemo } from 'react';
import { LineChart, Tooltip } from 'recharts';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import type { HousePoint } from '@/contracts/house';
import { TimeAxis, usePlot, ValueAxis } from './chart-axes';
import { ChartCursorBox } from './chart-cursor-box';
import { CROSSHAIR, Crosshair, EndDot, Grid } from './chart-marks';
import { pictureOf } from './chart-picture';
import { MARGIN, xOf, yOf } from './chart-style';
import { TooltipBox, TooltipLine } from './chart-tooltip';
import { GapAreas } from './gap-areas';
import { AreaStroke } from './house-strokes';
import type { SpanView } from './span-view';
import { useChartCursor } from './use-chart-cursor';
import { useSame } from './use-same';

const HOUSE = 'var(--series-grid)';
const SOLAR = 'var(--series-solar)';

export interface HouseChartProps {
  /** Watts; the newest is the last. */
  readonly rows: readonly HousePoint[];
  readonly from: number;
  readonly to: number;
  readonly gaps: SpanView['gaps'];
  readonly isFresh: boolean;
  readonly width: number;
  readonly height: number;
  readonly label: string;
}

/** What the whole house takes, and what its roof makes, over time. */
export const HouseChart = memo(function HouseChart(props: HouseChartProps) {
  const { rows, from, to, gaps, isFresh, width, height, label } = props;
  const format = useFormat();
  const view = useMemo(() => viewOf(rows, { from, to, gaps }), [rows, from, to, gaps]);
  const picture = useMemo(
    () =>
      pictureOf(view, {
        width,
        height,
        fromZero: true,
        timeZone: format.timeZone,
        unitFor: (reach) => format.scale(reach, 'power'),
      }),
    [view, width, height, format],
  );
  const data = useMemo(() => rows.map(([at, load, solar]) => ({ at, load, solar })), [rows]);
  const scale = useSame(picture.scale);
  const timeTicks = useSame(picture.timeTicks);
  const plot = usePlot(scale, width);
  const vertical = useSame({ lowest: scale.lowest, highest: scale.highest, height });
  const cursor = useChartCursor(view);
  const pointed = cursor.row && rows.find(([at]) => at === cursor.row?.[0]);
  const newest = isFresh ? data.at(-1) : undefined;
  const hasSolar = rows.some(([, , solar]) => solar !== null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the picture within takes the focus
    <div className="relative" onKeyDown={cursor.onKeyDown} onBlur={cursor.leave}>
      <LineChart
        width={width}
        height={height}
        margin={MARGIN}
        data={data}
        role="img"
        aria-label={label}
        tabIndex={0}
        accessibilityLayer={false}
        style={SCROLLS}
      >
        <TimeAxis from={from} to={to} ticks={timeTicks} tickStyle={picture.tickStyle} />
        <ValueAxis scale={scale} width={plot.left} />
        <Grid ticks={scale.ticks} plot={plot} vertical={vertical} />
        <GapAreas view={view} plot={plot} height={height} />
        {hasSolar && <AreaStroke dataKey="solar" colour={SOLAR} isDashed vertical={vertical} />}
        <AreaStroke dataKey="load" colour={HOUSE} isDashed={false} vertical={vertical} />
        {newest?.load != null && <EndDot cx={xOf(newest.at, view, plot)} cy={yOf(newest.load, vertical)} />}
        <Tooltip isAnimationActive={false} cursor={CROSSHAIR} content={HouseTooltip as never} />
        {pointed !== undefined && <Crosshair x={xOf(pointed[0], view, plot)} height={height} />}
      </LineChart>
      {pointed !== undefined && (
        <ChartCursorBox at={pointed[0]} view={view} plot={plot}>
          <MomentInWords point={pointed} format={format} />
        </ChartCursorBox>
      )}
    </div>
  );
});

const SCROLLS = { touchAction: 'pan-y' } as const;

interface Row {
  readonly at: number;
  readonly load: number | null;
  readonly solar: number | null;
}

/** As the chart library calls it, for the pointer. */
function HouseTooltip({
  active,
  payload,
  label: _,
}: {
  active?: boolean;
  payload?: readonly { payload: Row }[];
  label?: unknown;
}) {
  const format = useFormat();
  const row = payload?.[0]?.payload;
  if (!active || row === undefined) return null;
  return <MomentInWords point={[row.at, row.load, row.solar]} format={format} />;
}

function MomentInWords({ point: [at, load, solar], format }: { point: HousePoint; format: Format }) {
  const text = (watts: number | null) => (watts === null ? '–' : format.withUnit(watts, 'power'));
  return (
    <TooltipBox title={`${format.time(at, 'day')}, ${format.time(at, 'minute')}`}>
      <TooltipLine label="House" value={text(load)} colour={HOUSE} />
      {solar !== null && <TooltipLine label="Solar" value={text(solar)} colour={SOLAR} />}
    </TooltipBox>
  );
}

/** The same as a span: its rows reach from the lower to the higher of both lines. */
function viewOf(
  rows: readonly HousePoint[],
  { from, to, gaps }: Pick<SpanView, 'from' | 'to' | 'gaps'>,
): SpanView {
  const points = rows.map(([at, load, solar]) => {
    const both = [load, solar].filter((value) => value !== null);
    const lowest = both.length === 0 ? null : Math.min(...both);
    const highest = both.length === 0 ? null : Math.max(...both);
    return [at, load, lowest, highest, 1] as const;
  });
  return { from, to, bucketMs: 0, meanKind: 'mean', rows: points, gaps, implausible: [], newest: undefined };
}
