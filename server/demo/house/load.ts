/** What draws (or gives) power for a while: from one wattage to another in a straight line, with a ripple on it. */
export interface Stretch {
  /** ms of the day; a stretch ends within its day. */
  readonly from: number;
  readonly to: number;
  readonly startWatts: number;
  readonly endWatts: number;
  /** W to either side: motors and screens never stand still. Never more than the wattage itself. */
  readonly ripple: number;
}

const RIPPLE_MS = 71_000;
const ANGLE = (2 * Math.PI) / RIPPLE_MS;

/** One wattage from a full second to another. */
export function steady(from: number, to: number, watts: number, ripple = 0): Stretch {
  return { from: fullSecond(from), to: fullSecond(to), startWatts: watts, endWatts: watts, ripple };
}

function fullSecond(ms: number): number {
  return Math.round(ms / 1_000) * 1_000;
}

/** A curve through its values at every `gridMs` of a day, in straight lines. */
export function curve(dayMs: number, gridMs: number, wattsAt: (ms: number) => number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (let from = 0; from < dayMs; from += gridMs) {
    const stretch = {
      from,
      to: from + gridMs,
      startWatts: wattsAt(from),
      endWatts: wattsAt(from + gridMs),
      ripple: 0,
    };
    if (stretch.startWatts !== 0 || stretch.endWatts !== 0) stretches.push(stretch);
  }
  return stretches;
}

/** W of all stretches together at a moment of their day. */
export function powerAt(stretches: readonly Stretch[], ms: number): number {
  let watts = 0;
  for (const stretch of stretches) {
    if (ms < stretch.from || ms >= stretch.to) continue;
    const since = ms - stretch.from;
    const share = since / (stretch.to - stretch.from);
    watts += stretch.startWatts + (stretch.endWatts - stretch.startWatts) * share;
    watts += stretch.ripple * Math.sin(ANGLE * since);
  }
  return watts;
}

/** W × ms from the day's start until a moment: the exact integral of `powerAt`. */
export function workUntil(stretches: readonly Stretch[], ms: number): number {
  let work = 0;
  for (const stretch of stretches) work += workOf(stretch, ms);
  return work;
}

/** Adds what each minute of the day takes, times `sign`, to `minutes`. */
export function addMinutes(minutes: Float64Array, stretches: readonly Stretch[], sign: 1 | -1): void {
  for (const stretch of stretches) {
    const last = Math.ceil(stretch.to / 60_000);
    let before = 0;
    for (let minute = Math.floor(stretch.from / 60_000); minute < last; minute += 1) {
      const until = workOf(stretch, (minute + 1) * 60_000);
      minutes[minute] = (minutes[minute] ?? 0) + sign * (until - before);
      before = until;
    }
  }
}

function workOf({ from, to, startWatts, endWatts, ripple }: Stretch, ms: number): number {
  if (ms <= from) return 0;
  const since = Math.min(ms, to) - from;
  const slope = (endWatts - startWatts) / (to - from);
  const rippled = ripple === 0 ? 0 : (ripple / ANGLE) * (1 - Math.cos(ANGLE * since));
  return startWatts * since + (slope * since * since) / 2 + rippled;
}
