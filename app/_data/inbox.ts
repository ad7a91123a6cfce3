import 'server-only';
import { unclaimedTopics } from '@/server/decode/queries';
import { database } from './database';

/** How many patterns of topics were heard that no mapping claims. */
export function topicsHeard(): Promise<number> {
  return unclaimedTopics(database());
}
