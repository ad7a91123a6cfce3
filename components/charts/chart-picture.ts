import type { UnitScale } from '@/components/format/unit-scale';
import type { SpanPoint } from '@/contracts/span-point';
import type { SpanView } from './span-view';
import { DAY_MS, type ShownScale, shownScale, timeTicks } from './ticks';

/** One row as the chart library reads it. */
export interface ChartRow {
  readonly at: number;
  readonly mean: number | null;
  readonly band: readonly [lowest: number, highest: number] | null;
  readonly count: number;
}

/** All that is drawn, but for colours. */
export interface ChartPicture {
  readonly rows: readonly ChartRow[];
  readonly scale: ShownScale;
  readonly timeTicks: readonly number[];
  readonly tickStyle: 'minute' | 'day' | 'weekday';
  /** Implausible values within the scale's reach are drawn where they are, all others at its edge. */
  readonly crosses: readonly { readonly at: number; readonly value: number; readonly shownAt: number }[];
}

export interface PictureOptions {
  readonly width: number;
  readonly height: number;
  /** In which unit a chart that reaches so far is read. */
  readonly unitFor: (reach: number) => UnitScale;
  readonly fromZero: boolean;
  readonly timeZone: string;
}

const TIME_TICK_PX = 90;
const NARROW_TIME_TICK_PX = 52;
const VALUE_TICK_PX = 50;
const NARROW_PX = 500;
/** A label nearer to an edge would be cut, or meet the other axis. */
const EDGE_PX = 20;

export function pictureOf(view: SpanView, options: PictureOptions): ChartPicture {
  const { width, height, unitFor, fromZero, timeZone } = options;
  const scale = scaleOf(view, { most: Math.max(2, Math.floor(height / VALUE_TICK_PX)), unitFor, fromZero });
  const isNarrow = width < NARROW_PX;
  const most = Math.max(2, Math.floor(width / (isNarrow ? NARROW_TIME_TICK_PX : TIME_TICK_PX)));
  const { ticks, stepMs } = timeTicks(view.from, view.to, most, timeZone);
  const dayStyle = isNarrow ? 'weekday' : 'day';
  return {
    rows: view.rows.map(rowOf),
    scale,
    timeTicks: ticks.filter((at) => edgeDistance(at, view) * width > EDGE_PX),
    tickStyle: stepMs >= DAY_MS ? dayStyle : 'minute',
    crosses: view.implausible.map(([at, value]) => ({
      at,
      value,
      shownAt: Math.min(scale.highest, Math.max(scale.lowest, value)),
    })),
  };
}

/** Share of the width between a moment and the edge that is nearer. */
function edgeDistance(at: number, { from, to }: SpanView): number {
  return Math.min(at - from, to - at) / (to - from);
}

export function rowOf([at, mean, lowest, highest, count]: SpanPoint): ChartRow {
  return { at, mean, band: lowest === null || highest === null ? null : [lowest, highest], count };
}

function scaleOf(view: SpanView, options: Parameters<typeof shownScale>[2]): ShownScale {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const [, mean, low, high] of view.rows) {
    if (mean === null) continue;
    lowest = Math.min(lowest, low ?? mean);
    highest = Math.max(highest, high ?? mean);
  }
  return lowest > highest ? shownScale(0, 0, options) : shownScale(lowest, highest, options);
}
