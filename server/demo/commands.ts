import type { Database } from '@/server/database';
import { moveDemoState } from './demo-row';

/** Ends the demo house: whoever runs it takes it away, now or at the next start. Once is enough. */
export async function endDemo({ pool }: Pick<Database, 'pool'>): Promise<void> {
  await moveDemoState(pool, 'runs', 'leaves');
}
