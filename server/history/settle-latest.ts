import type { PoolClient } from 'pg';

/** A value that has not changed for longer than so many readings changed when the oldest of them came. */
const LOOKED_THROUGH = 5_000;

/**
 * Settles anew what the newest values of these series are, from what is stored of them: a series without a believable value has
 * none. `seen`: newest moment of receipt of what was just written, µs since 1970, by series.
 */
export async function settleLatest(
  client: PoolClient,
  seriesIds: readonly number[],
  seen: ReadonlyMap<number, number>,
): Promise<void> {
  if (seriesIds.length === 0) return;
  const ids = [...seriesIds].sort((one, other) => one - other);
  // Ids rising: whoever else writes here waits, and what is newer than all of this holds afterwards.
  const held = await client.query<{ id: number }>(
    'SELECT series_id AS id FROM telemetry.latest WHERE series_id = ANY($1::int[]) ORDER BY series_id FOR UPDATE',
    [ids],
  );
  await client.query(SETTLE, [ids, ids.map((id) => seen.get(id) ?? 0), held.rows.map(({ id }) => id)]);
  await client.query(
    `DELETE FROM telemetry.latest WHERE series_id = ANY($1::int[])
        AND NOT EXISTS (SELECT FROM telemetry.reading WHERE reading.series_id = latest.series_id AND quality = 0)`,
    [ids],
  );
}

const SETTLE = `
  INSERT INTO telemetry.latest AS stored (series_id, time, value, clock, seen_at, changed_at)
  SELECT touched.id, newest.time, newest.value, newest.clock, greatest(to_timestamp(touched.seen / 1e6), newest.time),
         (SELECT min(time) FROM (
            SELECT time, bool_and(value = newest.value) OVER (ORDER BY time DESC, tie DESC) AS same
              FROM (SELECT time, tie, value FROM telemetry.reading
                     WHERE series_id = touched.id AND quality = 0
                     ORDER BY time DESC, tie DESC LIMIT ${LOOKED_THROUGH}) AS looked) AS run
           WHERE same)
    FROM unnest($1::int[], $2::float8[]) AS touched (id, seen)
    CROSS JOIN LATERAL (SELECT time, value, clock FROM telemetry.reading
                         WHERE series_id = touched.id AND quality = 0 ORDER BY time DESC, tie DESC LIMIT 1) AS newest
   ORDER BY touched.id
  ON CONFLICT (series_id) DO UPDATE SET
    time = excluded.time, value = excluded.value, clock = excluded.clock,
    seen_at = greatest(stored.seen_at, excluded.seen_at), changed_at = excluded.changed_at
  -- A row that wasn't there to be held is a reading's that came meanwhile: what is newer stays.
  WHERE stored.series_id = ANY($3::int[]) OR excluded.time >= stored.time`;
