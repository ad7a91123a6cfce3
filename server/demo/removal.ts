import { setTimeout as wait } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { DEMO_PREFIX, RAW } from '@/contracts/topics';
import type { Context } from '@/server/context';
import { inTransaction } from '@/server/database';
import { removeSensors } from '@/server/registry/commands';
import { startLogReader } from '@/server/stream/log-reader';
import { type DemoRow, moveDemoState } from './demo-row';
import { DEMO_SENSORS } from './devices/devices';

/** Then every decoder knows what is excluded. */
const KNOWN_AFTER_MS = 1_600;
const SENSOR_IDS = DEMO_SENSORS.map(({ id }) => id);

type Parts = Pick<Context, 'database' | 'kafka' | 'log'>;

/**
 * Takes away all that the demo made, for good: what it wrote into the raw log is excluded from being read ever again, its
 * sensors go with their history. Comes to the same when it is done twice.
 */
export async function removeDemo(parts: Parts, { rooms }: DemoRow): Promise<void> {
  const { database, log } = parts;
  await removeSensors(database, SENSOR_IDS, async () => {
    await exclude(parts);
    await wait(KNOWN_AFTER_MS);
  });
  await inTransaction(database, (client) => deleteRest(client, rooms));
  await moveDemoState(database.pool, 'leaves', 'gone');
  log.info({}, 'the demo house is gone');
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

async function deleteRest(client: PoolClient, rooms: readonly string[]): Promise<void> {
  await client.query(
    'DELETE FROM device WHERE starts_with(natural_key, $1) AND NOT EXISTS (SELECT FROM binding WHERE device_id = device.id)',
    [DEMO_PREFIX],
  );
  await client.query("DELETE FROM knowledge WHERE key LIKE '% ' || $1 || '%' OR starts_with(key, $1)", [
    DEMO_PREFIX,
  ]);
  await client.query('DELETE FROM inbox_source WHERE starts_with(topic, $1)', [DEMO_PREFIX]);
  await client.query(
    'DELETE FROM room WHERE name = ANY($1) AND NOT EXISTS (SELECT FROM sensor WHERE room_id = room.id)',
    [rooms],
  );
}
