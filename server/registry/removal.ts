import { setTimeout as wait } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Outcome, RemovalConsequences } from '@/contracts/registry';
import { type Database, inTransaction } from '@/server/database';
import { endFeeds } from '@/server/decode/commands';
import { announceChange } from './fields';

type Pool = Pick<Database, 'pool'>;

/** Then every decoder knows that nothing feeds the sensor any longer. */
export const KNOWN_AFTER_MS = 1_600;

/** What would go with a sensor; undefined when there is none of that id. */
export async function removalConsequences(
  { pool }: Pool,
  id: string,
): Promise<RemovalConsequences | undefined> {
  const { rows } = await pool.query<RemovalConsequences>(
    `SELECT (SELECT count(*)::int FROM series WHERE sensor_id = sensor.id) AS series,
            (SELECT count(*)::float8 FROM telemetry.reading JOIN series ON series.id = series_id
             WHERE series.sensor_id = sensor.id) AS readings,
            (SELECT (extract(epoch FROM min(time)) * 1000)::float8
             FROM telemetry.reading JOIN series ON series.id = series_id WHERE series.sensor_id = sensor.id) AS since,
            (SELECT count(*)::int FROM mapping_sensor WHERE sensor_id = sensor.id) AS mappings,
            (SELECT count(*)::int FROM binding WHERE sensor_id = sensor.id AND valid_to IS NULL) AS devices
     FROM sensor WHERE sensor.id = $1`,
    [id],
  );
  return rows[0];
}

/**
 * Removes sensors with their history and what feeds them. What they sent stays in the logs until those forget it; no new sensor
 * gets their id, so that it is never read back. `meanwhile` runs when nothing feeds them any longer, before anything is deleted.
 */
export async function removeSensors(
  database: Pool,
  ids: readonly string[],
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<Outcome<null>> {
  if ((await endFeeds(database, ids)) !== undefined) await wait(KNOWN_AFTER_MS);
  await meanwhile();
  await inTransaction(database, async (client) => {
    await deleteSensors(client, ids);
    await announceChange(client);
  });
  return { done: null };
}

async function deleteSensors(client: PoolClient, ids: readonly string[]): Promise<void> {
  const series = 'SELECT id FROM series WHERE sensor_id = ANY($1)';
  // The day before the rhythms: whoever learns them locks them in this order.
  for (const table of ['sensor_day', 'availability']) {
    await client.query(`DELETE FROM telemetry.${table} WHERE sensor_id = ANY($1)`, [ids]);
  }
  for (const table of ['reading', 'latest', 'rhythm']) {
    await client.query(`DELETE FROM telemetry.${table} WHERE series_id IN (${series})`, [ids]);
  }
  await deleteMappings(client, ids);
  for (const table of ['binding', 'believable_range', 'series']) {
    await client.query(`DELETE FROM ${table} WHERE sensor_id = ANY($1)`, [ids]);
  }
  await client.query(
    `WITH removed AS (DELETE FROM sensor WHERE id = ANY($1) RETURNING id)
     INSERT INTO removed_sensor (id) SELECT id FROM removed ON CONFLICT DO NOTHING`,
    [ids],
  );
}

/** Those that feed no other sensor; the others only end to feed these. */
async function deleteMappings(client: PoolClient, sensorIds: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    'DELETE FROM mapping_sensor WHERE sensor_id = ANY($1) RETURNING mapping_id AS id',
    [sensorIds],
  );
  const { rows: fed } = await client.query<{ id: number }>(
    'SELECT mapping_id AS id FROM mapping_sensor WHERE mapping_id = ANY($1)',
    [rows.map(({ id }) => id)],
  );
  const others = new Set(fed.map(({ id }) => id));
  const idle = rows.map(({ id }) => id).filter((id) => !others.has(id));
  await client.query('DELETE FROM mapping_version WHERE mapping_id = ANY($1)', [idle]);
  await client.query('DELETE FROM mapping WHERE id = ANY($1)', [idle]);
}
