import type { PoolClient } from 'pg';
import { msOf } from '@/server/ms-of';

/** When a binding holds, ms since 1970. */
export interface HeldSpan {
  readonly id: number;
  readonly from: number;
  readonly to: number;
}

/** When bindings $1 held that are taken back: by themselves, and by replays that stand. */
const HELD = `
  SELECT id AS by, tstzrange(valid_from, valid_to) AS span FROM binding WHERE id = ANY($1) AND valid_from < valid_to
  UNION ALL SELECT binding_id, tstzrange(valid_from, valid_to) FROM correction
             WHERE binding_id = ANY($1) AND undone_by IS NULL AND valid_from < valid_to`;

/** What fed the sensors of bindings $1 until these took its place; where that is taken back as well, what fed them before that. */
const EARLIER = `
  SELECT id AS by, id, sensor_id, device_id, source_channel, valid_from, valid_to, is_taken_back
    FROM binding WHERE id = ANY($1)
  UNION
  SELECT by, binding.id, binding.sensor_id, binding.device_id, binding.source_channel, binding.valid_from, binding.valid_to,
         binding.is_taken_back
    FROM earlier JOIN binding ON binding.sensor_id = earlier.sensor_id AND binding.valid_to = earlier.valid_from
   WHERE earlier.is_taken_back AND NOT binding.is_nobodys`;

/** When the device of the binding `before` fed another sensor. */
const FED_OTHERS = `
  SELECT coalesce(range_agg(tstzrange(other.valid_from, other.valid_to)), '{}') AS spans FROM (
    WITH real AS (SELECT id, valid_from, valid_to FROM binding
                   WHERE device_id = before.device_id AND sensor_id <> before.sensor_id AND NOT is_nobodys AND NOT is_taken_back
                     AND (source_channel IS NULL OR source_channel = before.source_channel))
    SELECT valid_from, valid_to FROM real
    UNION ALL SELECT correction.valid_from, correction.valid_to FROM correction JOIN real ON binding_id = real.id
               WHERE undone_by IS NULL) AS other`;

const ENDS = `${msOf('lower(span)')} AS "from", ${msOf('upper(span)')} AS "to"`;

/** The spans of bindings that are taken back. */
export async function heldBy(client: PoolClient, takenBack: readonly number[]): Promise<readonly HeldSpan[]> {
  const { rows } = await client.query<HeldSpan>(
    `SELECT by AS id, ${ENDS} FROM (${HELD}) AS held ORDER BY by, span`,
    [takenBack],
  );
  return rows;
}

/** What would have fed the sensors meanwhile if these, which are taken back, had never been: but for when it fed another one. */
export async function heldInstead(
  client: PoolClient,
  takenBack: readonly number[],
): Promise<readonly HeldSpan[]> {
  const { rows } = await client.query<HeldSpan>(
    `WITH RECURSIVE earlier AS (${EARLIER}), held AS (${HELD}),
     before AS (SELECT id, sensor_id, device_id, source_channel, range_agg(span) AS spans
                  FROM earlier JOIN held USING (by) WHERE NOT is_taken_back GROUP BY 1, 2, 3, 4)
     SELECT before.id, ${ENDS}
       FROM before CROSS JOIN LATERAL (${FED_OTHERS}) AS others CROSS JOIN LATERAL unnest(before.spans - others.spans) AS span
      ORDER BY before.id, span`,
    [takenBack],
  );
  return rows;
}

/** What would feed the sensors if these, which are taken back, had never been, and was given to no other sensor since. */
export async function holdingInstead(
  client: PoolClient,
  takenBack: readonly number[],
): Promise<readonly number[]> {
  const { rows } = await client.query<{ id: number }>(
    `WITH RECURSIVE earlier AS (${EARLIER})
     SELECT DISTINCT id FROM earlier
      WHERE NOT is_taken_back
        AND NOT EXISTS (SELECT FROM binding AS other
                         WHERE other.device_id = earlier.device_id AND other.valid_to IS NULL
                           AND other.valid_from >= earlier.valid_to)
      ORDER BY id`,
    [takenBack],
  );
  return rows.map(({ id }) => id);
}
