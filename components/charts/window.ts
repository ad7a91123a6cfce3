/** A span of time on a chart, ms since 1970. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** A window of another length around a moment, its middle unless another is given. */
export function zoomed({ from, to }: TimeWindow, factor: number, around = (from + to) / 2): TimeWindow {
  return { from: around - (around - from) * factor, to: around + (to - around) * factor };
}

/** The window moved by a share of its length. */
export function panned({ from, to }: TimeWindow, share: number): TimeWindow {
  const by = (to - from) * share;
  return { from: from + by, to: to + by };
}

/** The window in which the moments under two fingers stand where the fingers are now; px from the plot's left edge. */
export function pinched(
  window: TimeWindow,
  width: number,
  began: readonly [number, number],
  now: readonly [number, number],
): TimeWindow {
  const momentAt = (px: number) => window.from + (px / width) * (window.to - window.from);
  const distance = now[1] - now[0];
  // Fingers that meet would ask for all time.
  const least = 20;
  const apart = Math.abs(distance) < least ? Math.sign(distance || 1) * least : distance;
  const msPerPx = Math.abs((momentAt(began[1]) - momentAt(began[0])) / apart);
  const from = momentAt(began[0]) - now[0] * msPerPx;
  return { from, to: from + width * msPerPx };
}
