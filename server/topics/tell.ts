import type { Database } from '@/server/database';

/** Where a process hears that somebody changed a wish. */
export const TOPICS_CHANNEL = 'hearth_topics';

/** The reconciler looks at once instead of at its next turn. */
export async function tellReconciler({ pool }: Pick<Database, 'pool'>): Promise<void> {
  await pool.query(`NOTIFY ${TOPICS_CHANNEL}`);
}
