import { shownScale, timeTicks } from '@/components/charts/ticks';
import type { Format } from '@/components/format/format';
import { shownIn } from '@/components/format/unit-scale';
import type { RehearsedPoint, RehearsedSeries } from '@/contracts/mapping-rehearsal';
import { quantityOf } from '@/contracts/quantities';

const MARGIN = { left: 34, right: 8, top: 12, bottom: 20 };
const MOST_VALUE_TICKS = 4;
const PIXELS_A_TIME_TICK = 110;
/** After so many parts of the span without a value the line breaks. */
const GAP_SHARE = 1 / 40;

/** Where everything of the curve stands, px. */
export interface CurvePicture {
  readonly width: number;
  readonly height: number;
  readonly now: string;
  readonly was: string;
  readonly crosses: readonly { readonly x: number; readonly y: number }[];
  readonly values: readonly { readonly y: number; readonly text: string }[];
  readonly times: readonly { readonly x: number; readonly text: string }[];
  readonly left: number;
}

/** The draft's curve and the one of today over a span. What can't be believed stands at the edge that it has left. */
export function curvePicture(
  series: RehearsedSeries,
  span: { readonly from: number; readonly to: number },
  box: { readonly width: number; readonly height: number },
  format: Format,
): CurvePicture {
  const { now, was, quantity, unit } = series;
  const values = [...now, ...was].map(([, value]) => value);
  const shared = { most: MOST_VALUE_TICKS, fromZero: false };
  const scale = shownScale(lowestOf(values), highestOf(values), {
    ...shared,
    unitFor: (reach) => format.scale(reach, quantity, unit),
  });
  const bottom = box.height - MARGIN.bottom;
  const share = (value: number) => (value - scale.lowest) / (scale.highest - scale.lowest || 1);
  const y = (value: number) => bottom - Math.min(1, Math.max(0, share(value))) * (bottom - MARGIN.top);
  const inner = Math.max(1, box.width - MARGIN.left - MARGIN.right);
  const x = (at: number) => MARGIN.left + ((at - span.from) / (span.to - span.from)) * inner;
  const gapMs = (span.to - span.from) * GAP_SHARE;
  const most = Math.max(2, Math.floor(inner / PIXELS_A_TIME_TICK));
  const { ticks, stepMs } = timeTicks(span.from, span.to, most, format.timeZone);
  return {
    ...box,
    now: pathOf(now, x, y, gapMs),
    was: pathOf(was, x, y, gapMs),
    crosses: series.implausible.map(([at, value]) => ({ x: x(at), y: y(value) })),
    values: scale.ticks.map((tick, place) => ({
      y: y(tick),
      text:
        place === scale.ticks.length - 1 && scale.shown.unit !== ''
          ? scale.shown.unit
          : format.number(shownIn(tick, scale.shown), scale.decimals),
    })),
    times: ticks.map((at) => ({ x: x(at), text: format.time(at, stepMs < DAY_MS ? 'minute' : 'date') })),
    left: MARGIN.left,
  };
}

const DAY_MS = 86_400_000;

function lowestOf(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), values[0] ?? 0);
}

function highestOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), values[0] ?? 1);
}

function pathOf(
  points: readonly RehearsedPoint[],
  x: (at: number) => number,
  y: (value: number) => number,
  gapMs: number,
): string {
  return points
    .map(([at, value], place) => {
      const before = points[place - 1];
      const begins = before === undefined || at - before[0] > gapMs;
      return `${begins ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}${begins ? 'h0' : ''}`;
    })
    .join('');
}

/** What a series is called where there are several: “hall, Temperature, flow”. */
export function seriesText({ capture, quantity, channel }: RehearsedSeries, format: Format): string {
  return [capture, format.label(quantity), channel].filter((part) => part !== null).join(', ');
}

/** What the curve says, for those who don't see it. */
export function curveSentence(series: RehearsedSeries, format: Format): string {
  const { now, was, quantity, unit } = series;
  const range = (points: readonly RehearsedPoint[]) =>
    format.between(lowestOf(points.map(pointValue)), highestOf(points.map(pointValue)), quantity, unit);
  const name = quantityOf(quantity) === undefined ? quantity : seriesText(series, format);
  if (now.length === 0) return `${name}: the draft gives no value.`;
  const today = was.length === 0 ? '' : ` Today: ${range(was)}.`;
  return `${name}, as the draft reads it: ${range(now)}.${today}`;
}

function pointValue([, value]: RehearsedPoint): number {
  return value;
}
