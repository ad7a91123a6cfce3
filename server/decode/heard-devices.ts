import type { HeardDevice, HeardDevices } from '@/contracts/device';
import type { Database } from '@/server/database';

const MOST_LISTED = 500;

/**
 * What was heard, feeds no sensor and is not ignored, newest first. A name that nothing is known of but that something spoke under it (such as
 * Zigbee2MQTT's bridge) can feed none.
 */
export async function heardDevices({ pool }: Pick<Database, 'pool'>): Promise<HeardDevices> {
  const { rows } = await pool.query<HeardDevice & { readonly total: number }>(
    `SELECT family, natural_key AS key, name, model, availability, sample_topic AS "sampleTopic", measures,
            (extract(epoch FROM first_heard) * 1000)::float8 AS "firstHeard",
            (extract(epoch FROM last_heard) * 1000)::float8 AS "lastHeard", (count(*) OVER ())::int AS total
     FROM device
     WHERE last_heard IS NOT NULL AND (measures <> '[]' OR coalesce(name, model) IS NOT NULL)
       AND NOT EXISTS (SELECT FROM binding WHERE device_id = device.id AND (valid_to IS NULL OR valid_to > now()))
       AND NOT EXISTS (SELECT FROM inbox_ignored AS ignored
                       WHERE ignored.family = device.family AND device_key = natural_key)
     ORDER BY measures = '[]', last_heard DESC, family, natural_key LIMIT $1`,
    [MOST_LISTED],
  );
  return { devices: rows.map(({ total: _, ...device }) => device), total: rows[0]?.total ?? 0 };
}
