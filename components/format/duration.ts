const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

const UNITS = [
  [DAY_MS, 'd'],
  [HOUR_MS, 'h'],
  [MINUTE_MS, 'min'],
  [SECOND_MS, 's'],
] as const;

/** How long: its two largest units, "5 h 30 min". */
export function durationText(ms: number): string {
  if (ms < SECOND_MS) return `${Math.max(0, Math.round(ms))} ms`;
  const largest = UNITS.findIndex(([unitMs]) => ms >= unitMs);
  const [unitMs, unit] = UNITS[largest] ?? [SECOND_MS, 's'];
  const next = UNITS[largest + 1];
  if (next === undefined) return `${Math.round(ms / unitMs)} ${unit}`;
  const whole = Math.floor(ms / unitMs);
  const rest = Math.round((ms - whole * unitMs) / next[0]);
  // 59.9 minutes are an hour.
  if (rest * next[0] === unitMs) return `${whole + 1} ${unit}`;
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${next[1]}`;
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
