import { z } from 'zod';
import type { TokenLine } from '@/contracts/people';
import { TOKEN_SCOPES } from '@/contracts/people';
import type { Outcome } from '@/contracts/registry';
import { recordEvent } from '@/server/audit';
import { hashOf, newToken } from '@/server/token';
import type { Actor } from './actor';
import type { People } from './people';

type Pool = Pick<People, 'pool'>;

const NAME_CHARACTERS = 80;
/** Says what it is to whoever finds one, and to programs that search for leaked secrets. */
const PREFIX = 'hearth_';
/** "Last used" is as exact as this. */
const USED_EVERY_S = 60;

/** The scope of that name, as a form or a command says it. */
export const TokenScopeName = z.enum(TOKEN_SCOPES);

/** A token for a program; only now is it known. */
export async function addToken(
  { pool }: Pool,
  { name, scope }: { readonly name: string; readonly scope: z.infer<typeof TokenScopeName> },
  by: Actor,
): Promise<Outcome<{ readonly id: number; readonly token: string }>> {
  const called = name.trim();
  if (called === '' || called.length > NAME_CHARACTERS)
    return { refused: { problem: `A name has 1 to ${NAME_CHARACTERS} characters.`, field: 'name' } };
  const token = `${PREFIX}${newToken().token}`;
  const { rows } = await pool.query<{ id: number }>(
    'INSERT INTO api_token (token_hash, name, scope, created_by) VALUES ($1, $2, $3, $4) RETURNING id',
    [hashOf(token), called, scope, by.who],
  );
  await recordEvent(pool, { ...by, action: 'token added', subject: called, detail: { after: { scope } } });
  return { done: { id: rows[0]?.id ?? 0, token } };
}

/** Whatever uses it is refused from the next request on. */
export async function revokeToken({ pool }: Pool, id: number, by: Actor): Promise<Outcome<null>> {
  const { rows } = await pool.query<{ name: string }>(
    'UPDATE api_token SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL RETURNING name',
    [id],
  );
  if (rows[0] === undefined) return { refused: { problem: 'There is no such token.' } };
  await recordEvent(pool, { ...by, action: 'token revoked', subject: rows[0].name, detail: {} });
  return { done: null };
}

export async function readTokens({ pool }: Pool): Promise<readonly TokenLine[]> {
  const { rows } = await pool.query<TokenLine>(
    `SELECT id, name, scope, (extract(epoch FROM last_used_at) * 1000)::float8 AS "lastUsedAt"
       FROM api_token WHERE revoked_at IS NULL ORDER BY id`,
  );
  return rows;
}

/** The key of the visitor that this header lets in; undefined: it names no token that holds. */
export async function keyOfBearer({ pool }: Pool, authorization: string): Promise<string | undefined> {
  const [, token] = /^Bearer (hearth_[\w-]{20,100})$/.exec(authorization) ?? [];
  if (token === undefined) return undefined;
  const { rows } = await pool.query<{ id: number }>('SELECT id FROM api_token WHERE token_hash = $1', [
    hashOf(token),
  ]);
  const [found] = rows;
  if (found === undefined) return undefined;
  await pool.query(
    `UPDATE api_token SET last_used_at = now()
      WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - make_interval(secs => $2))`,
    [found.id, USED_EVERY_S],
  );
  return `token ${found.id}`;
}
