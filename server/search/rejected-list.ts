import type { Pool } from 'pg';
import type { RejectedLine } from '@/contracts/search';

const MOST_LISTED = 200;

/** What this search server refused, newest first: at most 200. */
export async function listRejected(pool: Pool, cluster: string): Promise<readonly RejectedLine[]> {
  const { rows } = await pool.query<RejectedLine>(
    `SELECT index_name AS index, document_id AS id, sensor_id AS "sensorId", type, reason, status, topic, partition,
            record_offset::float8 AS "offset", document, (extract(epoch FROM rejected_at) * 1000)::float8 AS at
       FROM search_rejected WHERE cluster = $1 ORDER BY rejected_at DESC, document_id LIMIT ${MOST_LISTED}`,
    [cluster],
  );
  return rows;
}
