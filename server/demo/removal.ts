import type { Context } from '@/server/context';
import { type DemoRow, moveDemoState } from './demo-row';

/** Takes away all that the demo made, for good. */
export async function removeDemo({ database }: Pick<Context, 'database'>, _row: DemoRow): Promise<void> {
  await moveDemoState(database.pool, 'leaves', 'gone');
}
