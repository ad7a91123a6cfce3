import type { PoolClient } from 'pg';
import type { Sight } from '@/contracts/people';
import type { SensorDay, SensorFacts } from '@/contracts/sensor-facts';
import { msOf } from '@/server/ms-of';
import { roomsSeen, SEEN_SQL } from '@/server/sight';

const FACTS = `
  SELECT sensor.id, coalesce(device.family, mapped.family) AS family, device.model, device.firmware,
         day.messages, ${msOf('day.began')} AS since, ${msOf('day.learnt_at')} AS "learntAt", day.complete, day.implausible
    FROM sensor
    LEFT JOIN LATERAL (
      SELECT family, model, firmware FROM binding JOIN device ON device.id = binding.device_id
       WHERE binding.sensor_id = sensor.id AND (valid_to IS NULL OR valid_to > now())
       ORDER BY valid_from DESC, binding.id DESC LIMIT 1) AS device ON true
    LEFT JOIN LATERAL (
      SELECT 'mapping' AS family FROM mapping_sensor AS fed JOIN LATERAL (
        SELECT definition FROM mapping_version WHERE mapping_id = fed.mapping_id ORDER BY version DESC LIMIT 1
      ) AS newest ON newest.definition IS NOT NULL
       WHERE fed.sensor_id = sensor.id LIMIT 1) AS mapped ON device.family IS NULL
    LEFT JOIN telemetry.sensor_day AS day ON day.sensor_id = sensor.id AND day.began IS NOT NULL
   WHERE sensor.archived_at IS NULL AND ${SEEN_SQL}`;

type Row = Pick<SensorFacts, 'id' | 'family' | 'model' | 'firmware' | 'implausible'> & {
  readonly [Key in keyof SensorDay]: SensorDay[Key] | null;
};

/** What lists say of every sensor that is seen and not archived. */
export async function readFacts(client: PoolClient, sight: Sight): Promise<readonly SensorFacts[]> {
  const { rows } = await client.query<Row>(FACTS, [roomsSeen(sight)]);
  return rows.map(({ id, family, model, firmware, implausible, ...day }) => ({
    id,
    family,
    model,
    firmware,
    day: dayOf(day),
    implausible,
  }));
}

function dayOf({ messages, since, learntAt, complete }: Pick<Row, keyof SensorDay>): SensorDay | null {
  if (messages === null || since === null || learntAt === null) return null;
  return { messages, since, learntAt, complete };
}
