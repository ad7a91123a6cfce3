import type { PoolClient } from 'pg';

const TODAY = `
  WITH day AS (SELECT date_trunc('day', now() AT TIME ZONE $2) AT TIME ZONE $2 AS midnight)
  SELECT counter.id, newest.value AS newest, coalesce(before.value, first.value) AS begin
  FROM day, unnest($1::int[]) AS counter (id)
  JOIN telemetry.latest AS newest ON newest.series_id = counter.id
  LEFT JOIN LATERAL (SELECT value FROM telemetry.reading
                     WHERE series_id = counter.id AND quality = 0 AND time < day.midnight
                     ORDER BY time DESC, tie DESC LIMIT 1) AS before ON true
  LEFT JOIN LATERAL (SELECT value FROM telemetry.reading
                     WHERE series_id = counter.id AND quality = 0 AND time >= day.midnight
                     ORDER BY time, tie LIMIT 1) AS first ON before.value IS NULL`;

/**
 * How much each of these counters has counted since midnight of the zone, by series id: the difference between its newest
 * value and its last one before midnight, or its first one if it began today. A counter that stands below where the day began
 * was set back: then it is what it shows.
 */
export async function countersToday(
  client: PoolClient,
  seriesIds: readonly number[],
  timeZone: string,
): Promise<ReadonlyMap<number, number>> {
  if (seriesIds.length === 0) return new Map();
  const { rows } = await client.query<{ id: number; newest: number; begin: number | null }>(TODAY, [
    seriesIds,
    timeZone,
  ]);
  return new Map(
    rows.flatMap(({ id, newest, begin }) =>
      begin === null ? [] : [[id, newest >= begin ? newest - begin : Math.max(0, newest)] as const],
    ),
  );
}
