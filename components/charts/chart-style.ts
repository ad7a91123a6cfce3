export const MARGIN = { top: 8, right: 12, bottom: 0, left: 0 };
export const VALUE_AXIS_PX = 46;
export const AXIS_TEXT = { fontSize: 11, fill: 'var(--color-ink-3)' } as const;

/** The dot of the place that is pointed at. */
export function pointedDot(colour: string) {
  return { r: 3.5, fill: colour, stroke: 'var(--color-surface)', strokeWidth: 2 };
}

/** Width of what is drawn between the axes. */
export function plotPx(width: number): number {
  return width - VALUE_AXIS_PX - MARGIN.right;
}
