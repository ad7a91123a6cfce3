import { setTimeout as wait } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { RAW } from '@/contracts/topics';
import type { Context } from '@/server/context';
import { inTransaction } from '@/server/database';
import { applyMappingFile, unbindDevices } from '@/server/decode/commands';
import { startLogReader } from '@/server/stream/log-reader';
import { type DemoRow, moveDemoState } from './demo-row';
import { DEMO_PREFIX } from './devices/device';
import { DEMO_SENSORS } from './devices/devices';

/** Then every decoder knows that the mappings have ended, and what is excluded. */
const KNOWN_AFTER_MS = 1_600;
const SENSOR_IDS = DEMO_SENSORS.map(({ id }) => id);

type Parts = Pick<Context, 'database' | 'kafka' | 'log'>;

/**
 * Takes away all that the demo made, for good: what it wrote into the raw log is excluded from being read ever again, its
 * sensors go with their history. Comes to the same when it is done twice.
 */
export async function removeDemo(parts: Parts, { rooms }: DemoRow): Promise<void> {
  const { database, log } = parts;
  await endKnowledge(parts);
  await exclude(parts);
  await wait(KNOWN_AFTER_MS);
  await inTransaction(database, (client) => deleteAll(client, rooms));
  await moveDemoState(database.pool, 'leaves', 'gone');
  log.info({}, 'the demo house is gone');
}

/** A decoder forgets nothing that is only deleted: it learns that it has ended. */
async function endKnowledge({ database }: Parts): Promise<void> {
  await unbindDevices(database, SENSOR_IDS);
  const { rows } = await database.pool.query<{ sensor: string; topic: string }>(
    `SELECT DISTINCT mapping.sensor_id AS sensor, version.definition ->> 'topic' AS topic
     FROM mapping JOIN mapping_version AS version ON version.mapping_id = mapping.id
     WHERE mapping.sensor_id = ANY($1) AND version.definition IS NOT NULL AND NOT version.definition ? 'match'`,
    [SENSOR_IDS],
  );
  const mappings = rows.map((row) => ({ ...row, removed: true }));
  const result = await applyMappingFile(database, JSON.stringify({ mappings }));
  if ('errors' in result) throw new Error(`the demo's end was refused: ${JSON.stringify(result.errors)}`);
}

/** Its devices are silent by now and all they sent is in the log. What others publish there later is read. */
async function exclude({ database, kafka, log }: Parts): Promise<void> {
  const reader = await startLogReader({ kafka, log });
  try {
    const bounds = await reader.bounds(RAW);
    await database.pool.query(
      `INSERT INTO exclusion AS known (topic_prefix, topic_id, partition, until)
       SELECT $1, * FROM unnest($2::text[], $3::int[], $4::bigint[])
       ON CONFLICT (topic_prefix, topic_id, partition) DO UPDATE SET until = greatest(known.until, excluded.until)`,
      [
        DEMO_PREFIX,
        bounds.map(({ topicId }) => topicId),
        bounds.map(({ partition }) => partition),
        bounds.map(({ logEnd }) => logEnd),
      ],
    );
  } finally {
    await reader.stop();
  }
}

async function deleteAll(client: PoolClient, rooms: readonly string[]): Promise<void> {
  const series = 'SELECT id FROM series WHERE sensor_id = ANY($1)';
  for (const table of ['reading', 'latest']) {
    await client.query(`DELETE FROM telemetry.${table} WHERE series_id IN (${series})`, [SENSOR_IDS]);
  }
  await client.query('DELETE FROM telemetry.availability WHERE sensor_id = ANY($1)', [SENSOR_IDS]);
  await client.query(
    'DELETE FROM mapping_version USING mapping WHERE mapping.id = mapping_id AND mapping.sensor_id = ANY($1)',
    [SENSOR_IDS],
  );
  for (const table of ['mapping', 'binding', 'series']) {
    await client.query(`DELETE FROM ${table} WHERE sensor_id = ANY($1)`, [SENSOR_IDS]);
  }
  await client.query('DELETE FROM sensor WHERE id = ANY($1)', [SENSOR_IDS]);
  await client.query(
    'DELETE FROM device WHERE starts_with(natural_key, $1) AND NOT EXISTS (SELECT FROM binding WHERE device_id = device.id)',
    [DEMO_PREFIX],
  );
  await client.query("DELETE FROM knowledge WHERE key LIKE '% ' || $1 || '%' OR starts_with(key, $1)", [
    DEMO_PREFIX,
  ]);
  await client.query('DELETE FROM inbox_source WHERE starts_with(pattern, $1)', [DEMO_PREFIX]);
  await client.query(
    'DELETE FROM room WHERE name = ANY($1) AND NOT EXISTS (SELECT FROM sensor WHERE room_id = room.id)',
    [rooms],
  );
}
