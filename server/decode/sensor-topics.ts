import type { PoolClient } from 'pg';
import { mqttFilterOf } from '@/contracts/topic-filter';

/**
 * Filters of the topics whose messages may ever have fed a sensor: those of its mappings and, since a family alone knows which
 * topics are a device's, all of them where a device fed it.
 */
export async function topicsOfSensor(client: PoolClient, sensorId: string): Promise<readonly string[]> {
  const bound = await client.query('SELECT FROM binding WHERE sensor_id = $1 LIMIT 1', [sensorId]);
  if (bound.rowCount !== 0) return ['#'];
  const { rows } = await client.query<{ topic: string }>(
    `SELECT DISTINCT definition ->> 'topic' AS topic
     FROM mapping_sensor JOIN mapping_version USING (mapping_id)
     WHERE sensor_id = $1 AND definition ? 'topic' ORDER BY 1`,
    [sensorId],
  );
  return rows.map(({ topic }) => mqttFilterOf(topic));
}
