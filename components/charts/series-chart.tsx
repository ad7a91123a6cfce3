'use client';

import { memo, useMemo } from 'react';
import { LineChart, Tooltip } from 'recharts';
import { useFormat } from '@/components/format/format-provider';
import type { SpanPoint } from '@/contracts/span-point';
import { TimeAxis, usePlot, ValueAxis } from './chart-axes';
import { ChartCursorBox } from './chart-cursor-box';
import { CROSSHAIR, Crosshair, EndDot, Grid, ImplausibleMark } from './chart-marks';
import { type ChartPicture, pictureOf, rowOf } from './chart-picture';
import { MARGIN, type Plot, pointedDot, type VerticalPlot, xOf, yOf } from './chart-style';
import { ChartTooltip, RowInWords, type RowLook } from './chart-tooltip';
import { GapAreas } from './gap-areas';
import { pointAt } from './pressed-point';
import { rowKeys } from './row-keys';
import { SeriesStrokes } from './series-strokes';
import type { SpanView } from './span-view';
import { type ChartMarker, SwapMarks } from './swap-marks';
import { useChartCursor } from './use-chart-cursor';
import { usePress } from './use-press';
import { useSame } from './use-same';
import { useZoom } from './use-zoom';
import type { TimeWindow } from './window';

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
  readonly markers?: readonly ChartMarker[] | undefined;
  /** A value that can't be was pressed: when it was measured. */
  readonly onImplausible?: ((at: number) => void) | undefined;
  /** A point was pressed, or Enter while the keyboard stands on it. Of what can't be: as a point of one reading, its count 0. */
  readonly onPick: (point: SpanPoint) => void;
}

/** One series over time. Drawn anew only when something it shows is another. */
export const SeriesChart = memo(function SeriesChart(props: SeriesChartProps) {
  const { view, quantity, unit, colour, fromZero, isFresh, width, height, label } = props;
  const { onWindow, onImplausible, onPick, markers = NO_MARKERS } = props;
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
  const placed = { window: view, plot, vertical };
  const cursor = useChartCursor(view);
  const zoom = useZoom(view, plot, onWindow);
  const press = usePress((place) => {
    const point = pointAt(place, { view, crosses: picture.crosses, plot, vertical });
    if (point !== undefined) onPick(point);
  });
  const look = useSame<RowLook>({ bucketMs: view.bucketMs, unit, quantity, colour });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the picture within takes the focus
    <div
      ref={zoom.box}
      className="relative cursor-pointer touch-pan-y overflow-hidden select-none"
      onKeyDown={(event) => {
        zoom.onKeyDown(event);
        cursor.onKeyDown(event);
        if (event.key === 'Enter' && cursor.row !== undefined) onPick(cursor.row);
      }}
      onBlur={cursor.leave}
      {...zoom.pointer}
      onPointerDown={(event) => {
        zoom.pointer.onPointerDown(event);
        press.onPointerDown(event);
      }}
      onClick={press.onClick}
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
        <TimeAxis from={view.from} to={view.to} ticks={timeTicks} tickStyle={picture.tickStyle} />
        <ValueAxis scale={scale} width={plot.left} />
        <Grid ticks={scale.ticks} plot={plot} vertical={vertical} />
        <GapAreas view={view} plot={plot} height={height} />
        <SwapMarks markers={markers} window={view} plot={plot} height={height} />
        <SeriesStrokes
          colour={colour}
          meanKind={view.meanKind}
          hasBand={view.bucketMs > 0}
          vertical={vertical}
        />
        <Marks
          {...placed}
          crosses={picture.crosses}
          newest={isFresh ? view.newest : undefined}
          onImplausible={onImplausible}
        />
        <Pointer look={look} />
        {cursor.row !== undefined && <Pointed {...placed} row={cursor.row} colour={colour} />}
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

const NO_MARKERS: readonly ChartMarker[] = [];
const SCROLLS = { touchAction: 'pan-y' } as const;

/** A part of its own, as others are: new values don't change it. */
const Pointer = memo(function Pointer({ look }: { look: RowLook }) {
  const content = useMemo(() => <ChartTooltip {...look} />, [look]);
  return <Tooltip isAnimationActive={false} cursor={CROSSHAIR} content={content} />;
});

/** Where the picture's moments and values stand. */
interface Placing {
  readonly window: TimeWindow;
  readonly plot: Plot;
  readonly vertical: VerticalPlot;
}

/** What can't be, and what is live. */
function Marks({
  window,
  plot,
  vertical,
  crosses,
  newest,
  onImplausible,
}: Placing & {
  crosses: ChartPicture['crosses'];
  newest: SpanView['newest'];
  onImplausible: SeriesChartProps['onImplausible'];
}) {
  const keys = rowKeys(crosses, ({ at, value }) => `${at} ${value}`);
  return (
    <>
      {crosses.map(({ at, shownAt }, index) => (
        <ImplausibleMark
          key={keys[index]}
          cx={xOf(at, window, plot)}
          cy={yOf(shownAt, vertical)}
          onPick={onImplausible && (() => onImplausible(at))}
        />
      ))}
      {newest !== undefined && <EndDot cx={xOf(newest.at, window, plot)} cy={yOf(newest.value, vertical)} />}
    </>
  );
}

function Pointed({
  window,
  plot,
  vertical,
  row: [at, mean],
  colour,
}: Placing & { row: SpanView['rows'][number]; colour: string }) {
  const x = xOf(at, window, plot);
  return (
    <>
      <Crosshair x={x} height={vertical.height} />
      {mean !== null && <circle cx={x} cy={yOf(mean, vertical)} {...pointedDot(colour)} />}
    </>
  );
}
