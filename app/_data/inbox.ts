import 'server-only';
import { mayDo } from '@/contracts/people';
import { unclaimedTopics } from '@/server/decode/queries';
import { whoMay } from './asking';
import { database } from './database';

/** How many patterns of topics were heard that no mapping claims; none for those who could do nothing about it. */
export async function topicsHeard(): Promise<number> {
  const { role } = await whoMay('look');
  if (!mayDo(role, 'run')) return 0;
  return unclaimedTopics(database());
}
