import type { Outcome } from '@/contracts/registry';
import type { DocumentQuery, FoundDocuments, RejectedLine } from '@/contracts/search';
import type { Desk } from './desk';
import { findDocuments } from './find-documents';
import { listRejected } from './rejected-list';
import type { StatusTools } from './status';
import { identify } from './target/identify';
import { SearchFault } from './target/search-fault';
import { expiredOf, listIndices, oldestKept } from './upkeep/retention';

export { createDesk, type Desk } from './desk';
export { savedObjectsFile } from './kibana/saved-objects';
export { readStatus, type StatusTools } from './status';

/** Undefined: there is no search server. */
export async function searchDocuments(
  { desk, settings }: Pick<StatusTools, 'desk' | 'settings'>,
  query: DocumentQuery,
): Promise<Outcome<FoundDocuments> | undefined> {
  return unlessFaulty(desk, (open) => findDocuments(open, query, settings.kibanaUrl));
}

/** What was refused, newest first. Undefined: there is no search server. */
export async function rejectedDocuments({
  desk,
  pool,
}: Pick<StatusTools, 'desk' | 'pool'>): Promise<Outcome<readonly RejectedLine[]> | undefined> {
  return unlessFaulty(desk, async ({ server }) => listRejected(pool, (await identify(server)).clusterUuid));
}

/** What keeping these months alone would delete now. Undefined: there is no search server. */
export async function wouldExpire(
  { desk }: Pick<StatusTools, 'desk'>,
  keepMonths: number | null,
): Promise<Outcome<{ readonly indices: number; readonly documents: number }> | undefined> {
  return unlessFaulty(desk, async ({ server }) => {
    const expired = expiredOf(await listIndices(server), oldestKept(keepMonths, Date.now()));
    return { indices: expired.length, documents: expired.reduce((sum, { documents }) => sum + documents, 0) };
  });
}

async function unlessFaulty<Answer>(
  desk: Desk,
  read: (open: NonNullable<Awaited<ReturnType<Desk['open']>>>) => Promise<Answer>,
): Promise<Outcome<Answer> | undefined> {
  try {
    const open = await desk.open();
    return open && { done: await read(open) };
  } catch (error) {
    if (error instanceof SearchFault) return { refused: { problem: error.message } };
    throw error;
  }
}
