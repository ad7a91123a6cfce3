import type { TimeWindow } from './window';

export const MARGIN = { top: 8, right: 12, bottom: 0, left: 0 };
export const AXIS_TEXT = { fontSize: 11, fill: 'var(--color-ink-3)' } as const;
/** No line, no tick marks, every label. */
export const BARE_AXIS = {
  type: 'number',
  allowDataOverflow: true,
  interval: 0,
  tick: AXIS_TEXT,
  tickLine: false,
  axisLine: false,
} as const;

/** The dot of the place that is pointed at. */
export function pointedDot(colour: string) {
  return { r: 3.5, fill: colour, stroke: 'var(--color-surface)', strokeWidth: 2 };
}

/** Where between the axes is drawn. */
export interface Plot {
  readonly left: number;
  readonly width: number;
}

const LEAST_LEFT_PX = 46;
const MOST_LEFT_PX = 104;
const LETTER_PX = 6.7;
const BESIDE_LABEL_PX = 10;

/** The plot of a chart of this width: its value axis has room for the longest label. */
export function plotOf(width: number, labels: readonly string[]): Plot {
  const longest = Math.max(...labels.map(({ length }) => length));
  const wanted = Math.ceil(longest * LETTER_PX) + BESIDE_LABEL_PX;
  const left = Math.min(MOST_LEFT_PX, Math.max(LEAST_LEFT_PX, wanted));
  return { left, width: width - left - MARGIN.right };
}

export const TIME_AXIS_PX = 24;

/** How values stand from top to bottom of a chart. */
export interface VerticalPlot {
  readonly lowest: number;
  readonly highest: number;
  readonly height: number;
}

/** A moment's distance from the left of a chart, px. */
export function xOf(at: number, { from, to }: TimeWindow, { left, width }: Plot): number {
  return left + ((at - from) / (to - from)) * width;
}

/** A value's distance from the top of a chart, px. */
export function yOf(value: number, { lowest, highest, height }: VerticalPlot): number {
  const plotted = height - MARGIN.top - MARGIN.bottom - TIME_AXIS_PX;
  return MARGIN.top + ((highest - value) / (highest - lowest)) * plotted;
}
