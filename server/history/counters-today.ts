import type { PoolClient } from 'pg';
import { type CounterRow, countedEnergy, KWH_PER_MS, NOISE_KWH } from './counted-energy';

/** Of each counter the last row before midnight, the newest, and the two at every place where it does not simply rise. */
const BREAKS = `
  WITH day AS (SELECT date_trunc('day', now() AT TIME ZONE $2) AT TIME ZONE $2 AS midnight),
  counted AS (
    SELECT counter.id, edge.time, edge.tie, edge.value
      FROM day, unnest($1::int[]) AS counter (id),
           LATERAL (SELECT time, tie, value FROM telemetry.reading
                     WHERE series_id = counter.id AND quality = 0 AND time < day.midnight
                     ORDER BY time DESC, tie DESC LIMIT 1) AS edge
    UNION ALL
    SELECT series_id, time, tie, value FROM day, telemetry.reading
     WHERE series_id = ANY($1) AND quality = 0 AND time >= day.midnight),
  beside AS (
    SELECT *, lag(value) OVER own AS before, lag(time) OVER own AS before_at,
              lead(value) OVER own AS after, lead(time) OVER own AS after_at
      FROM counted WINDOW own AS (PARTITION BY id ORDER BY time, tie))
  SELECT id, value, (extract(epoch FROM time) * 1000)::float8 AS at
    FROM beside
   WHERE before IS NULL OR after IS NULL OR value < before OR after < value
      OR value - before > extract(epoch FROM time - before_at) * 1000 * $3::float8 + $4::float8
      OR after - value > extract(epoch FROM after_at - time) * 1000 * $3::float8 + $4::float8
   ORDER BY id, time, tie`;

type Row = CounterRow & { readonly id: number };

/**
 * How much each of these counters has counted since midnight of the zone, by series id; not there for one that has never
 * said anything. It begins with the last value before midnight, or with its first one if it began today.
 */
export async function countersToday(
  client: PoolClient,
  seriesIds: readonly number[],
  timeZone: string,
): Promise<ReadonlyMap<number, number>> {
  if (seriesIds.length === 0) return new Map();
  const { rows } = await client.query<Row>(BREAKS, [seriesIds, timeZone, KWH_PER_MS, NOISE_KWH]);
  const bySeries = new Map<number, Row[]>();
  for (const row of rows) {
    const own = bySeries.get(row.id);
    if (own === undefined) bySeries.set(row.id, [row]);
    else own.push(row);
  }
  return new Map([...bySeries].map(([id, own]) => [id, countedEnergy(own)]));
}
