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

/** From so many of its newest readings a series' rhythm is learnt. */
export const RHYTHM_READINGS = 200;

const LONGER_GAPS = 'ceil((count(*) - 2) / 100.0)::int';

/** The same in SQL: `ms`, and from how many `readings`, of the series of that id; none where `unless` holds. */
export function rhythmSql(seriesId: string, unless = 'false'): string {
  return `
    SELECT count(*) AS readings,
           CASE WHEN count(*) >= ${FEWEST_FOR_RHYTHM}
                THEN (extract(epoch FROM (array_agg(gap ORDER BY gap DESC NULLS LAST))[1 + ${LONGER_GAPS}])
                      * 1000)::float8
           END AS ms
      FROM (SELECT time - lag(time) OVER (ORDER BY time) AS gap
              FROM (SELECT time FROM telemetry.reading
                     WHERE NOT (${unless}) AND series_id = ${seriesId} AND quality = 0
                     ORDER BY time DESC LIMIT ${RHYTHM_READINGS}) AS newest) AS gaps`;
}
