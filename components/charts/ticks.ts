import { shownIn, type UnitScale } from '@/components/format/unit-scale';
import { convert, inverse } from '@/contracts/conversion';
import { zoneOffsetMs } from '@/contracts/zone-offset';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

const TIME_STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 7, 14, 28].map((days) => days * DAY_MS),
];

/** Round moments of the home's clock between two moments, at most so many, and the step between them. */
export function timeTicks(
  from: number,
  to: number,
  most: number,
  timeZone: string,
): { readonly ticks: readonly number[]; readonly stepMs: number } {
  const stepMs = TIME_STEPS_MS.find((step) => (to - from) / step <= most) ?? (to - from) / most;
  const start = from + zoneOffsetMs(from, timeZone);
  const ticks: number[] = [];
  for (let clock = Math.ceil(start / stepMs) * stepMs; ; clock += stepMs) {
    const at = momentOfClock(clock, timeZone);
    if (at > to) return { ticks, stepMs };
    // In the night when clocks change two ticks may fall together.
    if (at >= from && at > (ticks.at(-1) ?? Number.NEGATIVE_INFINITY)) ticks.push(at);
  }
}

export interface ValueScale {
  readonly lowest: number;
  readonly highest: number;
  readonly ticks: readonly number[];
  readonly decimals: number;
}

/** A scale of round values around what is drawn: steps of 1, 2 or 5, never finer than the quantity's decimals. */
export function valueScale(
  lowest: number,
  highest: number,
  options: { readonly most: number; readonly decimals: number; readonly fromZero: boolean },
): ValueScale {
  const reach = Math.max(Math.abs(lowest), Math.abs(highest));
  const finest = Math.max(10 ** -options.decimals, reach * SMALLEST_SHARE);
  const low = options.fromZero ? Math.min(0, lowest) : lowest;
  const high = options.fromZero ? Math.max(0, highest) : highest;
  const stepped = niceStep(Math.max(high - low, finest * 2) / options.most);
  const step = Math.max(stepped, 10 ** Math.ceil(Math.log10(finest) - ROUNDING));
  const first = Math.floor(low / step + ROUNDING);
  const last = Math.max(first + 2, Math.ceil(high / step - ROUNDING));
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + ROUNDING));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    rounded((first + index) * step, decimals),
  );
  return { lowest: ticks[0] ?? 0, highest: ticks.at(-1) ?? 0, ticks, decimals };
}

/** A scale of canonical values which are round in the unit that people read. */
export interface ShownScale extends ValueScale {
  readonly shown: UnitScale;
}

/** `unitFor`: in which unit a chart that reaches so far is read. */
export function shownScale(
  lowest: number,
  highest: number,
  options: {
    readonly most: number;
    readonly fromZero: boolean;
    readonly unitFor: (reach: number) => UnitScale;
  },
): ShownScale {
  const shown = options.unitFor(Math.max(Math.abs(lowest), Math.abs(highest)));
  const scale = valueScale(shownIn(lowest, shown), shownIn(highest, shown), {
    ...options,
    decimals: shown.decimals,
  });
  const back = inverse(shown.conversion);
  const [first = 0, ...others] = scale.ticks.map((tick) => convert(tick, back));
  return {
    lowest: first,
    highest: others.at(-1) ?? first,
    ticks: [first, ...others],
    decimals: scale.decimals,
    shown,
  };
}

/** Of a value: finer steps would fall together. */
const SMALLEST_SHARE = 1e-12;
/** A value that is on a step by all but the last bits is on it. */
const ROUNDING = 1e-9;

function niceStep(rough: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((candidate) => candidate * magnitude >= rough * (1 - ROUNDING)) ?? 10;
  return step * magnitude;
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** The moment at which a zone's clock shows this; of a repeated hour the later, of a missing one what follows. */
function momentOfClock(clock: number, timeZone: string): number {
  const near = clock - zoneOffsetMs(clock, timeZone);
  return clock - zoneOffsetMs(near, timeZone);
}
