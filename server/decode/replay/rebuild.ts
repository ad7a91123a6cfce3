import { recordEvent } from '@/server/audit';
import { type Database, inTransaction } from '@/server/database';
import { writeAlone } from '../write-knowledge';
import { askForReplay } from './ask';

/**
 * Asks that everything measured in a span (ms since 1970) be decoded anew, by what is in force for it, and written to every store
 * again. Answers the replay's id.
 */
export async function askForRebuild(
  database: Pick<Database, 'pool'>,
  { from, to }: { readonly from: number; readonly to: number },
  who: string,
): Promise<{ readonly id: number } | { readonly problem: string }> {
  if (!(Number.isSafeInteger(from) && Number.isSafeInteger(to) && from < to))
    return { problem: 'A span ends after it begins.' };
  return inTransaction(database, async (client) => {
    await writeAlone(client);
    const what = 'All that was measured in the span, written anew';
    const span = { from: Math.max(0, from), to };
    const id = await askForReplay(client, {
      kind: 'rebuild',
      what,
      who,
      topics: ['#'],
      ...span,
      corrections: [],
    });
    await recordEvent(client, { who, action: 'replay.rebuild', subject: 'history', detail: { id, ...span } });
    return { id };
  });
}

/** What a rebuild has written by then stays: it is what stood there before. False where it has ended already. */
export async function stopRebuild(
  database: Pick<Database, 'pool'>,
  id: number,
  who: string,
): Promise<boolean> {
  return inTransaction(database, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE replay_job SET state = 'stopped', ended_at = now()
        WHERE id = $1 AND kind = 'rebuild' AND state IN ('waits', 'runs')`,
      [id],
    );
    if (rowCount !== 1) return false;
    await recordEvent(client, {
      who,
      action: 'replay.rebuild_stopped',
      subject: 'history',
      detail: { id },
    });
    return true;
  });
}
