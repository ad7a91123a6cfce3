import type { Context } from '@/server/context';
import type { Senders } from './sender';
export async function readBackLog(_c: Context, _s: Senders): Promise<number> {
  return 0;
}
