import { createHash } from 'node:crypto';
import { type Database, inTransaction } from '@/server/database';

/** So many failures within the window, and then a pause: for one account from anywhere, for one address on any account. */
const WINDOW_S = 900;
const FREE_TRIES = { account: 10, address: 30 } as const;
const KEPT_S = 86_400;

/** Somebody who tries to come in. */
export interface Try {
  readonly email: string;
  readonly address: string;
}

/**
 * Seconds until they may try again; 0: they may now, and this try is counted as failed until it has succeeded. One after
 * another for an account and for an address: a thousand tries at once are a thousand. The same for accounts that aren't.
 */
export function admitTry(database: Pick<Database, 'pool'>, { email, address }: Try): Promise<number> {
  const account = accountOf(email);
  return inTransaction(database, async (client) => {
    for (const what of [account, address].sort())
      await client.query("SELECT pg_advisory_xact_lock(hashtext('sign-in'), hashtext($1))", [what]);
    const { rows } = await client.query<{ wait: number | null }>(NEXT_TRY, [
      account,
      address,
      FREE_TRIES.account,
      FREE_TRIES.address,
      WINDOW_S,
    ]);
    const wait = Math.max(0, rows[0]?.wait ?? 0);
    if (wait > 0) return wait;
    await client.query('INSERT INTO sign_in_failure (account, address) VALUES ($1, $2)', [account, address]);
    await client.query('DELETE FROM sign_in_failure WHERE at < now() - make_interval(secs => $1)', [KEPT_S]);
    return 0;
  });
}

const NEXT_TRY = `
  WITH by_account AS (SELECT at FROM sign_in_failure WHERE account = $1 ORDER BY at DESC OFFSET $3 - 1 LIMIT 1),
       by_address AS (SELECT at FROM sign_in_failure WHERE address = $2 ORDER BY at DESC OFFSET $4 - 1 LIMIT 1)
  SELECT ceil($5 - extract(epoch FROM now() - max(at)))::int AS wait
    FROM (SELECT at FROM by_account UNION ALL SELECT at FROM by_address) AS nth`;

/** It was no failure. Those before it on this account are forgotten. */
export async function forgetTries({ pool }: Pick<Database, 'pool'>, { email }: Try): Promise<void> {
  await pool.query('DELETE FROM sign_in_failure WHERE account = $1', [accountOf(email)]);
}

/** What is tried may be a password in the wrong field: it isn't kept in words. */
function accountOf(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
}
