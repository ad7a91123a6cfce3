import type { DeviceName } from '@/contracts/device';
import type { Database } from '@/server/database';
import { msOf } from '@/server/ms-of';
import type { DeviceRow } from './device-groups';
import { likePattern } from './read-sources';

const MOST_DEVICES = 5_000;
const MOST_TOPICS = 20;

/**
 * Devices that were heard or told of, feed no sensor and that nobody ignores. A name that nothing is known of but that something
 * spoke under it (such as Zigbee2MQTT's bridge) can feed none.
 */
export async function readUnboundDevices({ pool }: Pick<Database, 'pool'>): Promise<readonly DeviceRow[]> {
  const { rows } = await pool.query<DeviceRow>(DEVICES, [MOST_DEVICES, MOST_TOPICS]);
  return rows;
}

/** Whether a device's names or topics hold a text. */
export async function findDevices(
  { pool }: Pick<Database, 'pool'>,
  search: string,
): Promise<(device: DeviceName) => boolean> {
  const { rows } = await pool.query<DeviceName>(
    `SELECT family, natural_key AS key FROM device
      WHERE concat_ws(' ', name, model, natural_key, sample_topic) ILIKE $1
      UNION SELECT family, device_key FROM inbox_source
      WHERE reason = 'DEVICE_HEARD' AND family IS NOT NULL AND topic ILIKE $1`,
    [likePattern(search)],
  );
  const found = new Set(rows.map(({ family, key }) => `${family}\n${key}`));
  return ({ family, key }) => found.has(`${family}\n${key}`);
}

const DEVICES = `
  WITH waiting AS (
    SELECT family, device_key, sum(count)::float8 AS count, min(first_seen) AS first_seen, max(last_seen) AS last_seen,
           min(gap_ms) AS gap_ms, (array_agg(topic ORDER BY count DESC, topic))[1:$2] AS topics
    FROM inbox_source WHERE reason = 'DEVICE_HEARD' AND family IS NOT NULL GROUP BY family, device_key)
  SELECT device.family, natural_key AS key, name, model, measures, announced,
         coalesce(waiting.count, 0) AS count, ${msOf('coalesce(waiting.first_seen, first_heard)')} AS "firstSeen",
         ${msOf('coalesce(waiting.last_seen, last_heard)')} AS "lastSeen", gap_ms AS "everyMs",
         coalesce(waiting.topics, ARRAY[sample_topic]) AS topics
  FROM device LEFT JOIN waiting ON waiting.family = device.family AND waiting.device_key = natural_key
  WHERE last_heard IS NOT NULL AND (measures <> '[]' OR announced <> '[]' OR coalesce(name, model) IS NOT NULL)
    AND NOT EXISTS (SELECT FROM binding WHERE device_id = device.id AND (valid_to IS NULL OR valid_to > now()))
    AND NOT EXISTS (SELECT FROM inbox_ignored AS ignored
                    WHERE ignored.family = device.family AND ignored.device_key = natural_key)
  ORDER BY last_heard DESC, device.family, natural_key LIMIT $1`;
