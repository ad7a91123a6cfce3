import type { PoolClient } from 'pg';
import type { AvailabilityState } from './availability-state';
import type { ReadingRow } from './batch-rows';
import type { LatestValue } from './latest-value';

// Moments travel as µs in a double: exact, and to_timestamp gives them back to the microsecond.
const time = (column: string) => `to_timestamp(${column} / 1e6)`;
const micros = (column: string) => `(extract(epoch FROM ${column}) * 1000000)::float8`;

const STORE_READINGS = `
  INSERT INTO telemetry.reading AS stored
    (series_id, time, tie, value, quality, clock, raw_partition, raw_offset, version, generation)
  SELECT series_id, ${time('at')}, tie, value, quality, clock, raw_partition, raw_offset, version, generation
    FROM unnest($1::int[], $2::float8[], $3::int[], $4::float8[], $5::smallint[], $6::smallint[], $7::int[],
                $8::bigint[], $9::int[], $10::int[])
      AS new(series_id, at, tie, value, quality, clock, raw_partition, raw_offset, version, generation)
  ON CONFLICT (series_id, time, tie) DO UPDATE SET
    value = excluded.value, quality = excluded.quality, clock = excluded.clock,
    raw_partition = excluded.raw_partition, raw_offset = excluded.raw_offset,
    version = excluded.version, generation = excluded.generation
  WHERE excluded.generation > stored.generation
     OR (excluded.generation = stored.generation
         AND (excluded.value, excluded.quality, excluded.clock, excluded.version)
             IS DISTINCT FROM (stored.value, stored.quality, stored.clock, stored.version))`;

/** Writes the rows, each key once; returns how many were new or other than what stood there. */
export async function storeReadings(client: PoolClient, rows: readonly ReadingRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  const stored = await client.query(STORE_READINGS, [
    numbers(rows, ({ seriesId }) => seriesId),
    numbers(rows, ({ value }) => value.time),
    numbers(rows, ({ value }) => value.tie),
    numbers(rows, ({ value }) => value.value),
    numbers(rows, ({ value }) => value.quality),
    numbers(rows, ({ value }) => value.clock),
    numbers(rows, ({ value }) => value.rawPartition),
    numbers(rows, ({ value }) => value.rawOffset),
    numbers(rows, ({ value }) => value.version),
    numbers(rows, ({ value }) => value.generation),
  ]);
  return stored.rowCount ?? 0;
}

/** The newest values of these series; undefined for one that has none yet, absent for a series that is no more. */
export async function readLatest(
  client: PoolClient,
  seriesIds: readonly number[],
): Promise<ReadonlyMap<number, LatestValue | undefined>> {
  const { rows } = await client.query<{ id: number } & { [Key in keyof LatestValue]: number | null }>(
    `SELECT series.id, ${micros('time')} AS time, value, clock, ${micros('seen_at')} AS "seenAt",
            ${micros('changed_at')} AS "changedAt"
       FROM series LEFT JOIN telemetry.latest ON latest.series_id = series.id
      WHERE series.id = ANY($1::int[])`,
    [numbers(seriesIds, (id) => id)],
  );
  return new Map(
    rows.map(({ id, time: at, value, clock, seenAt, changedAt }) => [
      id,
      at === null || value === null || clock === null || seenAt === null || changedAt === null
        ? undefined
        : { time: at, value, clock, seenAt, changedAt },
    ]),
  );
}

export async function storeLatest(
  client: PoolClient,
  latest: readonly (readonly [seriesId: number, latest: LatestValue])[],
): Promise<void> {
  if (latest.length === 0) return;
  // Ids rising: two instances that meet here wait for each other in one order.
  const rows = [...latest].sort(([a], [b]) => a - b);
  await client.query(
    `INSERT INTO telemetry.latest AS stored (series_id, time, value, clock, seen_at, changed_at)
     SELECT series_id, ${time('at')}, value, clock, ${time('seen')}, ${time('changed')}
       FROM unnest($1::int[], $2::float8[], $3::float8[], $4::smallint[], $5::float8[], $6::float8[])
         AS new(series_id, at, value, clock, seen, changed)
     ON CONFLICT (series_id) DO UPDATE SET
       time = excluded.time, value = excluded.value, clock = excluded.clock,
       seen_at = greatest(stored.seen_at, excluded.seen_at), changed_at = excluded.changed_at
     WHERE excluded.time >= stored.time`,
    [
      numbers(rows, ([id]) => id),
      numbers(rows, ([, row]) => row.time),
      numbers(rows, ([, row]) => row.value),
      numbers(rows, ([, row]) => row.clock),
      numbers(rows, ([, row]) => row.seenAt),
      numbers(rows, ([, row]) => row.changedAt),
    ],
  );
}

/** What these sensors last said; undefined for one that said nothing yet, absent for a sensor that is no more. */
export async function readAvailability(
  client: PoolClient,
  sensorIds: readonly string[],
): Promise<ReadonlyMap<string, AvailabilityState | undefined>> {
  const { rows } = await client.query<{
    id: string;
    state: AvailabilityState['state'] | null;
    since: number;
    saidAt: number;
  }>(
    `SELECT sensor.id, state, ${micros('since')} AS since, ${micros('said_at')} AS "saidAt"
       FROM sensor LEFT JOIN telemetry.availability ON availability.sensor_id = sensor.id
      WHERE sensor.id = ANY($1::text[])`,
    [sensorIds],
  );
  return new Map(
    rows.map(({ id, state, since, saidAt }) => [id, state === null ? undefined : { state, since, saidAt }]),
  );
}

export async function storeAvailability(
  client: PoolClient,
  states: readonly (readonly [sensorId: string, state: AvailabilityState])[],
): Promise<void> {
  const rows = [...states].sort(([a], [b]) => (a < b ? -1 : 1));
  await client.query(
    `INSERT INTO telemetry.availability AS stored (sensor_id, state, since, said_at)
     SELECT sensor_id, state, ${time('since')}, ${time('said')}
       FROM unnest($1::text[], $2::text[], $3::float8[], $4::float8[]) AS new(sensor_id, state, since, said)
     ON CONFLICT (sensor_id) DO UPDATE SET
       state = excluded.state, since = excluded.since, said_at = excluded.said_at
     WHERE excluded.said_at >= stored.said_at`,
    [
      rows.map(([id]) => id),
      rows.map(([, { state }]) => state),
      numbers(rows, ([, { since }]) => since),
      numbers(rows, ([, { saidAt }]) => saidAt),
    ],
  );
}

/** Told to listeners when the transaction commits, and only then. */
export async function notifyChanged(client: PoolClient, notices: readonly string[]): Promise<void> {
  await client.query("SELECT pg_notify('hearth_changed', notice) FROM unnest($1::text[]) AS notice", [
    notices,
  ]);
}

// PostgreSQL's own spelling of an array: pg would quote each number, which costs more than everything else here.
function numbers<Row>(rows: readonly Row[], column: (row: Row) => number): string {
  return `{${rows.map(column).join(',')}}`;
}
