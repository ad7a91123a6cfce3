const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** A few seconds are told to the tenth. */
const TENTHS_BELOW_MS = 10_000;

const UNITS = [
  [DAY_MS, 'd'],
  [HOUR_MS, 'h'],
  [MINUTE_MS, 'min'],
  [SECOND_MS, 's'],
] as const;

/** How long: its two largest units, "5 h 30 min". */
export function durationText(ms: number): string {
  if (ms < SECOND_MS) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < TENTHS_BELOW_MS) return `${Math.round(ms / 100) / 10} s`;
  const [smallestMs] = UNITS[largestOf(ms) + 1] ?? UNITS[largestOf(ms)] ?? [SECOND_MS];
  // Rounded first: 59 minutes and 59.9 seconds are an hour.
  const wholeMs = Math.round(ms / smallestMs) * smallestMs;
  const [[unitMs, unit] = [SECOND_MS, 's'], next] = UNITS.slice(largestOf(wholeMs));
  const rest = next === undefined ? 0 : Math.round((wholeMs % unitMs) / next[0]);
  const whole = `${Math.floor(wholeMs / unitMs)} ${unit}`;
  return rest === 0 || next === undefined ? whole : `${whole} ${rest} ${next[1]}`;
}

function largestOf(ms: number): number {
  return UNITS.findIndex(([unitMs]) => ms >= unitMs);
}

/** How long ago, in one unit: "4 s ago". What is less than a second old is "now". */
export function ageText(ms: number): string {
  if (ms < SECOND_MS) return 'now';
  return `${roughText(ms)} ago`;
}

/** How long in its largest unit alone, rounded down: an age is never said larger than it is. */
export function roughText(ms: number): string {
  const [unitMs, unit] = UNITS.find(([candidateMs]) => ms >= candidateMs) ?? [SECOND_MS, 's'];
  return `${Math.floor(ms / unitMs)} ${unit}`;
}
