import type { ShareLine, Sight } from '@/contracts/people';
import type { Outcome } from '@/contracts/registry';
import { recordEvent } from '@/server/audit';
import { inTransaction } from '@/server/database';
import { hashOf, newToken } from '@/server/token';
import type { Actor } from './actor';
import type { People } from './people';
import { roomsThatAre } from './sight';

type Pool = Pick<People, 'pool'>;

const NAME_CHARACTERS = 80;
const LONGEST_DAYS = 366;

/** A path for whoever has it, to look alone; only now is it known. */
export async function share(
  people: Pool,
  { name, sight, days }: { readonly name: string; readonly sight: Sight; readonly days: number },
  by: Actor,
): Promise<Outcome<{ readonly path: string }>> {
  const called = name.trim();
  if (called === '' || called.length > NAME_CHARACTERS)
    return { refused: { problem: `A name has 1 to ${NAME_CHARACTERS} characters.`, field: 'name' } };
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS)
    return { refused: { problem: `1 to ${LONGEST_DAYS} days.`, field: 'days' } };
  const { token, hash } = newToken();
  return inTransaction(people, async (client) => {
    const seen: Sight = sight === 'all' ? 'all' : await roomsThatAre(client, sight);
    if (seen !== 'all' && seen.length === 0)
      return { refused: { problem: 'Choose a room at least, or the whole home.', field: 'rooms' } };
    const { rows } = await client.query<{ id: number }>(
      `INSERT INTO share_link (token_hash, name, sees_all, expires_at, created_by)
       VALUES ($1, $2, $3, now() + make_interval(days => $4), $5) RETURNING id`,
      [hash, called, seen === 'all', days, by.who],
    );
    await client.query('INSERT INTO share_room (share_id, room_id) SELECT $1, unnest($2::int[])', [
      rows[0]?.id,
      seen === 'all' ? [] : seen,
    ]);
    const detail = { after: { sight: seen, days } };
    await recordEvent(client, { ...by, action: 'share link made', subject: called, detail });
    return { done: { path: `/s/${token}` } };
  });
}

/** Counts that it was opened; undefined: it works no more. */
export async function openShare(
  { pool }: Pool,
  token: string,
): Promise<{ readonly until: Date } | undefined> {
  const { rows } = await pool.query<{ until: Date }>(
    `UPDATE share_link SET opened = opened + 1, last_opened_at = now()
      WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > now() RETURNING expires_at AS until`,
    [hashOf(token)],
  );
  return rows[0];
}

/** Whoever looks by it looks no more, within seconds. */
export async function endShare({ pool }: Pool, id: number, by: Actor): Promise<Outcome<null>> {
  const { rows } = await pool.query<{ name: string }>(
    'UPDATE share_link SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL RETURNING name',
    [id],
  );
  if (rows[0] !== undefined)
    await recordEvent(pool, { ...by, action: 'share link ended', subject: rows[0].name, detail: {} });
  return { done: null };
}

export async function readShares({ pool }: Pool): Promise<readonly ShareLine[]> {
  const { rows } = await pool.query<Omit<ShareLine, 'sight'> & { seesAll: boolean; rooms: number[] }>(
    `SELECT id, name, sees_all AS "seesAll", ARRAY(SELECT room_id FROM share_room WHERE share_id = share_link.id) AS rooms,
            (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAt", opened,
            (extract(epoch FROM last_opened_at) * 1000)::float8 AS "lastOpenedAt"
       FROM share_link WHERE revoked_at IS NULL AND expires_at > now() ORDER BY id`,
  );
  return rows.map(({ seesAll, rooms, ...line }) => ({ ...line, sight: seesAll ? 'all' : rooms }));
}
