import type { Cursor, Sample } from '@/contracts/socket-events';
import { READINGS } from '@/contracts/topics';
import { type Database, inTransaction } from '@/server/database';
import { latestSamples } from '@/server/history/queries';
import { positions } from '@/server/stream/offset-fence';

/** History's newest values and the position they belong to: both of one moment. */
export function historyStart(
  database: Pick<Database, 'pool'>,
): Promise<{ samples: readonly Sample[]; cursor: Cursor | undefined }> {
  return inTransaction(
    database,
    async (client) => ({
      cursor: await positions(client, 'history', READINGS),
      samples: await latestSamples(client, { kind: 'home' }),
    }),
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  );
}
