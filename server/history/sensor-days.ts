import type { PoolClient } from 'pg';
import { meanKindOf, QUANTITIES } from '@/contracts/quantities';
import type { ImplausibleReading } from '@/contracts/sensor-facts';
import { type Database, inTransaction } from '@/server/database';
import { IMPLAUSIBLE } from './measured-value';
import { readSpan } from './read-span';
import { RHYTHM_READINGS, rhythmSql } from './rhythm';

type Pool = Pick<Database, 'pool'>;

const DAY_MS = 86_400_000;
/** As the sensor's page has them for a day: its completeness is the same number. */
const COLUMNS = 480;

/** A sensor whose last day is to be learnt: its first series is the one that its page opens with. */
interface Due {
  readonly id: string;
  readonly seriesId: number | null;
  readonly quantity: string | null;
  /** ms since 1970; null: it never sent a reading. */
  readonly began: number | null;
  readonly messages: number;
  readonly implausible: ImplausibleReading | null;
}

interface Learnt extends Due {
  readonly complete: number | null;
}

/**
 * Learns anew what the last day of sensors was like, and how often their series come: of those whose knowledge is a minute old,
 * of one that only began twenty seconds; what was learnt longest ago comes first. Returns how many it learnt, `most` at a time,
 * fewer when it is told to stop.
 */
export async function learnDays(
  database: Pool,
  now: number,
  most: number,
  stopped?: AbortSignal,
): Promise<number> {
  const learnt = await inTransaction(
    database,
    (client) => readDays(client, now, most, stopped),
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  );
  if (learnt.length === 0) return 0;
  await inTransaction(
    database,
    async (client) => {
      await storeDays(client, learnt, now);
      await storeRhythms(client, learnt);
    },
    // Lost in a crash it is learnt again.
    'BEGIN; SET LOCAL synchronous_commit = off',
  );
  return learnt.length;
}

async function readDays(
  client: PoolClient,
  now: number,
  most: number,
  stopped: AbortSignal | undefined,
): Promise<readonly Learnt[]> {
  const { rows } = await client.query<Due>(DUE, [now, most, QUANTITIES.map(({ id }) => id)]);
  const learnt: Learnt[] = [];
  for (const due of rows) {
    if (stopped?.aborted) break;
    learnt.push({ ...due, complete: await completeOf(client, due, now) });
  }
  return learnt;
}

async function completeOf(
  client: PoolClient,
  { seriesId, quantity, began }: Due,
  now: number,
): Promise<number | null> {
  if (seriesId === null || quantity === null || began === null) return null;
  const series = { id: seriesId, meanKind: meanKindOf(quantity) };
  const from = Math.max(began, now - DAY_MS);
  const { statistics } = await readSpan(client, series, { from, to: now, columns: COLUMNS }, now);
  return statistics.complete;
}

const at = (place: number) => `to_timestamp($${place}::float8 / 1000)`;

/** Of one message all readings have the same tie; of several series that can't be the one whose reading is the newest. */
const DUE = `
  WITH due AS (
    SELECT sensor.id FROM sensor LEFT JOIN telemetry.sensor_day AS day ON day.sensor_id = sensor.id
    WHERE sensor.archived_at IS NULL
      AND (day.learnt_at IS NULL
           OR day.learnt_at < ${at(1)} - interval '60 seconds'
           OR (day.learnt_at < ${at(1)} - interval '20 seconds'
               AND (day.began IS NULL OR day.began > ${at(1)} - interval '1 hour')
               AND EXISTS (SELECT FROM series JOIN telemetry.latest ON latest.series_id = series.id
                           WHERE series.sensor_id = sensor.id AND latest.seen_at > day.learnt_at)))
    ORDER BY day.learnt_at NULLS FIRST, sensor.id LIMIT $2)
  SELECT due.id, first.id AS "seriesId", first.quantity,
         (SELECT (extract(epoch FROM min(oldest.time)) * 1000)::float8
            FROM series CROSS JOIN LATERAL (
              SELECT time FROM telemetry.reading WHERE series_id = series.id ORDER BY time LIMIT 1) AS oldest
           WHERE series.sensor_id = due.id) AS began,
         (SELECT count(*)::int FROM (
            SELECT DISTINCT tie FROM series JOIN telemetry.reading ON series_id = series.id
             WHERE series.sensor_id = due.id
               AND time > ${at(1)} - interval '24 hours' AND time <= ${at(1)}) AS message) AS messages,
         (SELECT json_build_object('quantity', quantity, 'channel', channel, 'unit', unit, 'value', newest.value,
                                   'measuredAt', (extract(epoch FROM newest.time) * 1000)::float8)
            FROM series CROSS JOIN LATERAL (
              SELECT time, value, quality FROM telemetry.reading WHERE series_id = series.id
               ORDER BY time DESC, tie DESC LIMIT 1) AS newest
           WHERE series.sensor_id = due.id AND newest.quality = ${IMPLAUSIBLE}
           ORDER BY newest.time DESC, series.id LIMIT 1) AS implausible
    FROM due LEFT JOIN LATERAL (
      SELECT id, quantity FROM series WHERE series.sensor_id = due.id
       ORDER BY array_position($3::text[], quantity::text), channel NULLS FIRST, id LIMIT 1) AS first ON true`;

async function storeDays(client: PoolClient, learnt: readonly Learnt[], now: number): Promise<void> {
  const since = (began: number | null) => (began === null ? null : Math.max(began, now - DAY_MS));
  await client.query(
    `INSERT INTO telemetry.sensor_day (sensor_id, learnt_at, began, messages, complete, implausible)
     SELECT id, ${at(1)}, to_timestamp(since / 1000), messages, complete, implausible
       FROM unnest($2::text[], $3::float8[], $4::int[], $5::float8[], $6::jsonb[])
         AS learnt (id, since, messages, complete, implausible)
      WHERE EXISTS (SELECT FROM sensor WHERE sensor.id = learnt.id)
     ON CONFLICT (sensor_id) DO UPDATE SET
       learnt_at = excluded.learnt_at, began = excluded.began, messages = excluded.messages, complete = excluded.complete,
       implausible = excluded.implausible`,
    [
      now,
      learnt.map(({ id }) => id),
      learnt.map(({ began }) => since(began)),
      learnt.map(({ messages }) => messages),
      learnt.map(({ complete }) => complete),
      learnt.map(({ implausible }) => (implausible === null ? null : JSON.stringify(implausible))),
    ],
  );
}

async function storeRhythms(client: PoolClient, learnt: readonly Learnt[]): Promise<void> {
  await client.query(
    `INSERT INTO telemetry.rhythm (series_id, ms)
     SELECT series.id, rhythm.ms FROM series CROSS JOIN LATERAL (${rhythmSql('series.id')}) AS rhythm
      WHERE series.sensor_id = ANY($1) AND rhythm.ms IS NOT NULL AND rhythm.readings = ${RHYTHM_READINGS}
     ON CONFLICT (series_id) DO UPDATE SET ms = excluded.ms WHERE rhythm.ms <> excluded.ms`,
    [learnt.map(({ id }) => id)],
  );
}
