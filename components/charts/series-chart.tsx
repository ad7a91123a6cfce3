'use client';

import { memo, useMemo } from 'react';
import { CartesianGrid, LineChart, ReferenceDot, ReferenceLine, Tooltip } from 'recharts';
import { useFormat } from '@/components/format/format-provider';
import type { SpanPoint } from '@/contracts/span-point';
import { TimeAxis, usePlot, ValueAxis } from './chart-axes';
import { ChartCursorBox } from './chart-cursor-box';
import { EndDot, ImplausibleMark } from './chart-marks';
import { type ChartPicture, pictureOf, rowOf } from './chart-picture';
import { MARGIN, pointedDot } from './chart-style';
import { ChartTooltip, RowInWords, type RowLook } from './chart-tooltip';
import { GapAreas } from './gap-areas';
import { rowKeys } from './row-keys';
import { SeriesStrokes } from './series-strokes';
import type { SpanView } from './span-view';
import type { ValueScale } from './ticks';
import { useChartCursor } from './use-chart-cursor';
import { useSame } from './use-same';
import { useZoom } from './use-zoom';

export interface SeriesChartProps {
  readonly view: SpanView;
  readonly quantity: string;
  readonly unit: string;
  readonly colour: string;
  /** Power and the like stand on zero; a climate doesn't. */
  readonly fromZero: boolean;
  /** The newest value is live this second: its dot glows. */
  readonly isFresh: boolean;
  readonly width: number;
  readonly height: number;
  /** The picture as a sentence. */
  readonly label: string;
  /** Another span was chosen by pointer or key, ms since 1970. */
  readonly onWindow: (from: number, to: number) => void;
}

/** One series over time. Drawn anew only when something it shows is another. */
export const SeriesChart = memo(function SeriesChart(props: SeriesChartProps) {
  const { view, quantity, unit, colour, fromZero, isFresh, width, height, label, onWindow } = props;
  const format = useFormat();
  const picture = useMemo(
    () =>
      pictureOf(view, {
        width,
        height,
        fromZero,
        timeZone: format.timeZone,
        unitFor: (reach) => format.scale(reach, quantity, unit),
      }),
    [view, width, height, fromZero, format, quantity, unit],
  );
  const scale = useSame(picture.scale);
  const timeTicks = useSame(picture.timeTicks);
  const plot = usePlot(scale, width);
  const vertical = useSame({ lowest: scale.lowest, highest: scale.highest, height });
  const cursor = useChartCursor(view);
  const zoom = useZoom(view, plot, onWindow);
  const look = useSame<RowLook>({ bucketMs: view.bucketMs, unit, quantity, colour });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the picture within takes the focus
    <div
      ref={zoom.box}
      className="relative touch-pan-y overflow-hidden select-none"
      onKeyDown={(event) => {
        zoom.onKeyDown(event);
        cursor.onKeyDown(event);
      }}
      onBlur={cursor.leave}
      {...zoom.pointer}
    >
      <LineChart
        width={width}
        height={height}
        margin={MARGIN}
        data={picture.rows as never}
        role="img"
        aria-label={label}
        tabIndex={0}
        accessibilityLayer={false}
        style={SCROLLS}
      >
        {GRID}
        <TimeAxis from={view.from} to={view.to} ticks={timeTicks} tickStyle={picture.tickStyle} />
        <ValueAxis scale={scale} width={plot.left} />
        <GapAreas view={view} plot={plot} height={height} />
        <SeriesStrokes
          colour={colour}
          meanKind={view.meanKind}
          hasBand={view.bucketMs > 0}
          vertical={vertical}
        />
        <Marks scale={scale} crosses={picture.crosses} newest={isFresh ? view.newest : undefined} />
        <Pointer look={look} />
        {cursor.row !== undefined && <Pointed row={cursor.row} colour={colour} />}
      </LineChart>
      {zoom.overlay}
      {cursor.row !== undefined && (
        <ChartCursorBox at={cursor.row[0]} view={view} plot={plot}>
          <RowInWords row={rowOf(cursor.row)} {...look} />
        </ChartCursorBox>
      )}
    </div>
  );
});

const CROSSHAIR = { stroke: 'var(--color-ink-3)', strokeDasharray: '2 3' };
const SCROLLS = { touchAction: 'pan-y' } as const;
const GRID = <CartesianGrid vertical={false} stroke="var(--color-line)" />;

/** A part of its own, as others are: new values don't change it. */
const Pointer = memo(function Pointer({ look }: { look: RowLook }) {
  const content = useMemo(() => <ChartTooltip {...look} />, [look]);
  return <Tooltip isAnimationActive={false} cursor={CROSSHAIR} content={content} />;
});

/** A stronger zero where values go below it, what can't be, and what is live. */
function Marks({
  scale,
  crosses,
  newest,
}: {
  scale: ValueScale;
  crosses: ChartPicture['crosses'];
  newest: SpanView['newest'];
}) {
  const keys = rowKeys(crosses, ({ at, value }) => `${at} ${value}`);
  return (
    <>
      {scale.lowest < 0 && scale.highest > 0 && <ReferenceLine y={0} stroke="var(--color-line-2)" />}
      {crosses.map(({ at, shownAt }, index) => (
        <ReferenceDot key={keys[index]} x={at} y={shownAt} shape={ImplausibleMark} />
      ))}
      {newest !== undefined && <ReferenceDot x={newest.at} y={newest.value} shape={EndDot} />}
    </>
  );
}

function Pointed({ row: [at, mean], colour }: { row: SpanPoint; colour: string }) {
  return (
    <>
      <ReferenceLine x={at} {...CROSSHAIR} />
      {mean !== null && <ReferenceDot x={at} y={mean} {...pointedDot(colour)} />}
    </>
  );
}
