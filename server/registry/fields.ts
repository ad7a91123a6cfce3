import type { PoolClient } from 'pg';
import type { Outcome } from '@/contracts/registry';
import { type Database, inTransaction } from '@/server/database';

/** Characters, of a sensor's or a room's name. */
export const MOST_NAME = 80;

/** Why that can't be a name; undefined when it can. */
export function nameProblem(name: string): string | undefined {
  const length = [...name.trim()].length;
  if (length === 0) return 'It needs a name.';
  if (length > MOST_NAME) return `A name has ${MOST_NAME} characters at most; this one has ${length}.`;
  return name.includes('\0') ? 'A name can’t hold a NUL character.' : undefined;
}

/** Tells open pages that names and places may be others, once this transaction is committed. */
export async function announceChange(client: PoolClient): Promise<void> {
  await client.query(`SELECT pg_notify('hearth_changed', '{"all":true,"from":0,"to":0}')`);
}

/** A transaction that leaves nothing behind where the work is refused. */
export async function allOrNothing<Done>(
  database: Pick<Database, 'pool'>,
  work: (client: PoolClient) => Promise<Outcome<Done>>,
): Promise<Outcome<Done>> {
  try {
    return await inTransaction(database, async (client) => {
      const outcome = await work(client);
      if ('refused' in outcome) throw new Refused(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Refused) return error.outcome;
    throw error;
  }
}

class Refused extends Error {
  constructor(readonly outcome: Extract<Outcome<never>, { readonly refused: unknown }>) {
    super(outcome.refused.problem);
  }
}
