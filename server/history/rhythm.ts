/** Below this many readings there is no rhythm to speak of. */
export const FEWEST_FOR_RHYTHM = 3;

/**
 * 99th percentile of the time between two readings, rounded down to one that was: the longest gap is never the rhythm,
 * so that one outage among few readings still shows as a gap. Null below three readings. Moments rise.
 */
export function rhythmOf(moments: Float64Array): number | null {
  if (moments.length < FEWEST_FOR_RHYTHM) return null;
  const gaps = new Float64Array(moments.length - 1);
  for (let index = 0; index < gaps.length; index++) {
    gaps[index] = (moments[index + 1] ?? 0) - (moments[index] ?? 0);
  }
  return gaps.sort().at(-1 - longerGaps(gaps.length)) ?? null;
}

/** How many of so many gaps are longer than the 99th percentile. */
export function longerGaps(gaps: number): number {
  return Math.ceil((gaps - 1) / 100);
}

/** The same in SQL. */
export const longerGapsSql = (gaps: string) => `ceil((${gaps} - 1) / 100.0)::int`;
