const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const HOURS = [1, 6, 12];
const DAYS = [
  ...[
    1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 150, 180, 200, 250, 300, 365, 400, 500, 600, 730, 1_000,
  ],
  ...[1_095, 1_460, 1_825, 2_555, 3_650],
];
/** Kafka's for ever. */
export const FOR_EVER_MS = -1;

/** Where the slider can stand, shortest first, for ever last: nearly even on a logarithmic scale. */
export function retentionStops(own: readonly number[]): readonly number[] {
  const usual = [...HOURS.map((hours) => hours * HOUR_MS), ...DAYS.map((days) => days * DAY_MS)];
  const finite = [...new Set([...usual, ...own.filter((ms) => ms >= 0)])].sort((one, other) => one - other);
  return [...finite, FOR_EVER_MS];
}

/** Stops that are named below the slider, by their place. */
export function namedStops(
  stops: readonly number[],
): readonly { readonly place: number; readonly text: string }[] {
  const names: readonly (readonly [ms: number, text: string])[] = [
    [DAY_MS, '1 d'],
    [7 * DAY_MS, '7 d'],
    [30 * DAY_MS, '30 d'],
    [90 * DAY_MS, '90 d'],
    [365 * DAY_MS, '1 y'],
    [730 * DAY_MS, '2 y'],
    [FOR_EVER_MS, 'for ever'],
  ];
  return names.map(([ms, text]) => ({ place: stops.indexOf(ms), text })).filter(({ place }) => place >= 0);
}
