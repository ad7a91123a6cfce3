import type { SwapLine } from '@/contracts/swap';
import type { Database } from '@/server/database';

const DEVICE = 'coalesce(device.name, device.natural_key)';

/** The swaps of a sensor that hold, oldest first. */
export async function readSwaps(
  { pool }: Pick<Database, 'pool'>,
  sensorId: string,
): Promise<readonly SwapLine[]> {
  const { rows } = await pool.query<SwapLine>(
    `SELECT swap.id, (extract(epoch FROM begins) * 1000)::float8 AS at, ${DEVICE} AS device, binding.offsets,
            binding.valid_to IS NULL AND swap.id = max(swap.id) OVER () AS "isUndoable",
            array(SELECT ${DEVICE} FROM binding AS old JOIN device ON device.id = old.device_id
                   WHERE old.id = ANY(swap.before) ORDER BY old.id) AS before
       FROM device_swap AS swap JOIN binding ON binding.id = binding_id JOIN device ON device.id = binding.device_id
      WHERE swap.sensor_id = $1 AND undone_at IS NULL ORDER BY begins, swap.id`,
    [sensorId],
  );
  return rows;
}
