import type { Pool, PoolClient } from 'pg';
import { CLOCKS } from '@/contracts/reading';
import { type Cursor, FLAG_RECEIPT_TIME, type Sample } from '@/contracts/socket-events';
import { READINGS } from '@/contracts/topics';
import { type Database, inTransaction } from '@/server/database';
import { positions } from '@/server/stream/offset-fence';

/** History's newest values and the position they belong to: both of one moment. */
export function historyStart(
  database: Pick<Database, 'pool'>,
): Promise<{ samples: readonly Sample[]; cursor: Cursor | undefined }> {
  return inTransaction(
    database,
    async (client) => ({
      cursor: await positions(client, 'history', READINGS),
      samples: await newestSamples(client),
    }),
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  );
}

/** The newest value of every series of these sensors, or of all, as history has it just now. */
export function newestOfHistory(
  { pool }: Pick<Database, 'pool'>,
  sensorIds: readonly string[] | undefined,
): Promise<readonly Sample[]> {
  return newestSamples(pool, sensorIds);
}

/** The newest value of every series. The tables are what roles share, as they share topics. */
async function newestSamples(
  client: Pick<PoolClient, 'query'> | Pool,
  sensorIds?: readonly string[],
): Promise<readonly Sample[]> {
  const { rows } = await client.query<[string, string, string | null, number, number, number]>({
    rowMode: 'array',
    text: `SELECT sensor_id, quantity, channel, (extract(epoch FROM time) * 1000000)::float8, value,
                  CASE WHEN clock >= ${CLOCKS.indexOf('receipt')} THEN ${FLAG_RECEIPT_TIME} ELSE 0 END
             FROM telemetry.latest JOIN series ON series.id = latest.series_id
            WHERE $1::text[] IS NULL OR sensor_id = ANY($1)
            ORDER BY series.id`,
    values: [sensorIds ?? null],
  });
  return rows;
}
