import type { Database } from '@/server/database';

/** Where the role hears that there is something to do, or another connection. */
export const SEARCH_CHANNEL = 'hearth_search';

export async function tellSearch({ pool }: Pick<Database, 'pool'>): Promise<void> {
  await pool.query(`NOTIFY ${SEARCH_CHANNEL}`);
}
