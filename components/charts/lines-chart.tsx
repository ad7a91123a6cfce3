'use client';

import { memo, type PointerEvent, useMemo, useState } from 'react';
import { LineChart, XAxis, YAxis } from 'recharts';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import type { UnitScale } from '@/components/format/unit-scale';
import type { DrawnLine } from '@/components/history/lines';
import { valueLabel } from './chart-axes';
import { ChartCursorBox } from './chart-cursor-box';
import { Crosshair, Grid } from './chart-marks';
import { BARE_AXIS, MARGIN, TIME_AXIS_PX, xOf } from './chart-style';
import { TooltipBox, TooltipLine } from './chart-tooltip';
import { pathOfRows, reachOfRows } from './lines-picture';
import { type LinePoint, lineAt, rowAt } from './pressed-line';
import { strokeOf } from './strokes';
import { DAY_MS, shownScale, timeTicks } from './ticks';
import { useChartCursor } from './use-chart-cursor';
import { usePress } from './use-press';
import { useZoom } from './use-zoom';
import type { TimeWindow } from './window';

const AXIS_PX = 58;
const TICK_PX = 100;
const VALUE_TICK_PX = 50;

/** Up to eight series over one time, of two units at most: the first on the left axis, the other on the right. */
export const LinesChart = memo(function LinesChart({
  lines,
  window: { from, to },
  width,
  height,
  label,
  onWindow,
  onPick,
}: {
  lines: readonly DrawnLine[];
  window: TimeWindow;
  width: number;
  height: number;
  label: string;
  onWindow: (from: number, to: number) => void;
  /** A line was pressed, or Enter while the keyboard stands on it. */
  onPick: (picked: LinePoint) => void;
}) {
  const format = useFormat();
  const units = useMemo(() => [...new Set(lines.map(({ axis }) => axis))], [lines]);
  const scales = useMemo(
    () => units.map((unit) => scaleOf(lines, unit, height, format)),
    [lines, units, height, format],
  );
  const right = units.length > 1 ? AXIS_PX : MARGIN.right;
  const plot = useMemo(() => ({ left: AXIS_PX, width: width - AXIS_PX - right }), [width, right]);
  const paths = useMemo(
    () =>
      lines.map((line) => {
        const scale = scales[units.indexOf(line.axis)];
        return scale === undefined ? '' : pathOfRows(line.span, { from, to }, plot, { ...scale, height });
      }),
    [lines, scales, units, from, to, plot, height],
  );
  const { ticks, stepMs } = timeTicks(from, to, Math.max(2, Math.floor(width / TICK_PX)), format.timeZone);
  const cursor = useSharedCursor(lines, { from, to }, plot);
  const zoom = useZoom({ from, to }, plot, onWindow);
  const pick = (picked: LinePoint | undefined) => picked && onPick(picked);
  const verticalOf = ({ axis }: DrawnLine) => {
    const scale = scales[units.indexOf(axis)];
    return scale && { ...scale, height };
  };
  const press = usePress((place) => pick(lineAt(place, lines, { window: { from, to }, plot, verticalOf })));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the picture within takes the focus
    <div
      ref={zoom.box}
      className="relative cursor-pointer touch-pan-y overflow-hidden select-none"
      onKeyDown={(event) => {
        zoom.onKeyDown(event);
        cursor.onKeyDown(event);
        if (event.key === 'Enter') pick(cursor.stood);
      }}
      onBlur={cursor.leave}
      onPointerLeave={cursor.leave}
      {...zoom.pointer}
      onPointerDown={(event) => {
        zoom.pointer.onPointerDown(event);
        press.onPointerDown(event);
      }}
      onClick={press.onClick}
      onPointerMove={(event) => {
        zoom.pointer.onPointerMove(event);
        cursor.onPointerMove(event);
      }}
    >
      <LineChart
        width={width}
        height={height}
        margin={{ ...MARGIN, right: 0 }}
        data={[{ at: from }, { at: to }]}
        role="img"
        aria-label={label}
        tabIndex={0}
        accessibilityLayer={false}
      >
        {scales[0] !== undefined && (
          <Grid ticks={scales[0].ticks} plot={plot} vertical={{ ...scales[0], height }} />
        )}
        <XAxis
          {...BARE_AXIS}
          dataKey="at"
          scale="time"
          domain={[from, to]}
          ticks={ticks as number[]}
          tickFormatter={(at: number) => format.time(at, stepMs >= DAY_MS ? 'day' : 'minute')}
          height={TIME_AXIS_PX}
          padding={{ right: units.length > 1 ? 0 : MARGIN.right }}
        />
        {scales.map((scale, place) => (
          <YAxis
            {...BARE_AXIS}
            key={units[place]}
            yAxisId={place}
            orientation={place === 0 ? 'left' : 'right'}
            domain={[scale.lowest, scale.highest]}
            ticks={scale.ticks as number[]}
            tickFormatter={(value: number) => valueLabel(value, scale, format)}
            width={AXIS_PX}
          />
        ))}
        {lines.map((line, place) => (
          <path
            key={line.key}
            d={paths[place]}
            fill="none"
            stroke={line.colour}
            {...strokeOf(line.span.meanKind)}
            {...(line.dash !== undefined && { strokeDasharray: line.dash })}
          />
        ))}
        {cursor.at !== undefined && <Crosshair x={xOf(cursor.at, { from, to }, plot)} height={height} />}
      </LineChart>
      {zoom.overlay}
      {cursor.at !== undefined && (
        <ChartCursorBox at={cursor.at} view={{ from, to }} plot={plot}>
          <MomentInWords lines={lines} at={cursor.at} />
        </ChartCursorBox>
      )}
    </div>
  );
});

function scaleOf(lines: readonly DrawnLine[], axis: string, height: number, format: Format) {
  const own = lines.filter((line) => line.axis === axis);
  const { lowest, highest } = reachOfRows(own.map(({ span }) => span.points)) ?? { lowest: 0, highest: 0 };
  return shownScale(lowest, highest, {
    most: Math.max(2, Math.floor(height / VALUE_TICK_PX)),
    unitFor: (reach) => finest(own.map(({ quantity, unit }) => format.scale(reach, quantity, unit))),
    fromZero: own.some(({ quantity }) => quantity === 'power'),
  });
}

/** Of scales in one unit. */
function finest(scales: readonly UnitScale[]): UnitScale {
  return scales.reduce((one, other) => (other.decimals > one.decimals ? other : one));
}

/** One moment for all lines: where the pointer is, or where the keys have gone along the first line that has values. */
function useSharedCursor(
  lines: readonly DrawnLine[],
  { from, to }: TimeWindow,
  plot: { readonly left: number; readonly width: number },
) {
  const [pointed, setPointed] = useState<number>();
  const longest = lines.reduce<DrawnLine | undefined>(
    (most, line) => (line.span.points.length > (most?.span.points.length ?? 0) ? line : most),
    undefined,
  );
  const keys = useChartCursor({ rows: longest?.span.points ?? [] });
  return {
    at: pointed ?? keys.row?.[0],
    /** What the keys have gone to. */
    stood: longest && keys.row && { line: longest, point: keys.row },
    onKeyDown: (event: Parameters<typeof keys.onKeyDown>[0]) => {
      setPointed(undefined);
      keys.onKeyDown(event);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const place = event.clientX - event.currentTarget.getBoundingClientRect().left - plot.left;
      const share = place / plot.width;
      setPointed(share < 0 || share > 1 ? undefined : from + share * (to - from));
    },
    leave: () => {
      setPointed(undefined);
      keys.leave();
    },
  };
}

function MomentInWords({ lines, at }: { lines: readonly DrawnLine[]; at: number }) {
  const format = useFormat();
  return (
    <TooltipBox title={`${format.time(at, 'day')}, ${format.time(at, 'second')}`}>
      {lines.map((line) => (
        <TooltipLine
          key={line.key}
          label={line.name}
          value={valueText(line, at, format)}
          colour={line.colour}
        />
      ))}
    </TooltipBox>
  );
}

function valueText({ span, quantity, unit }: DrawnLine, at: number, format: Format): string {
  const value = rowAt(span, at)?.[1];
  return value == null ? '–' : format.withUnit(value, quantity, unit);
}
