import type { InvitationLine, Sight } from '@/contracts/people';
import type { Outcome } from '@/contracts/registry';
import { recordEvent } from '@/server/audit';
import { inTransaction } from '@/server/database';
import type { Actor } from './actor';
import { makeLink, withdrawLinks } from './links';
import type { People } from './people';
import type { Standing } from './persons';
import { roomsThatAre } from './sight';

type Pool = Pick<People, 'pool'>;

const INVITATION_HOURS = 24 * 7;
const RESET_HOURS = 24;
const NOTE_CHARACTERS = 80;

/** A path that lets one person in, for a week; only now is it known. */
export async function invite(
  people: Pool,
  { role, sight, note }: Standing & { readonly note: string },
  by: Actor,
): Promise<Outcome<{ readonly path: string }>> {
  if (note.length > NOTE_CHARACTERS)
    return { refused: { problem: `At most ${NOTE_CHARACTERS} characters.`, field: 'note' } };
  if (role !== 'viewer' && sight !== 'all')
    return {
      refused: { problem: 'Only viewers see chosen rooms; others see the whole home.', field: 'rooms' },
    };
  return inTransaction(people, async (client) => {
    const seen: Sight = sight === 'all' ? 'all' : await roomsThatAre(client, sight);
    if (seen !== 'all' && seen.length === 0)
      return { refused: { problem: 'Choose a room at least, or the whole home.', field: 'rooms' } };
    const path = await makeLink(client, {
      kind: 'invitation',
      role,
      sight: seen,
      note: note.trim(),
      by: by.who,
      hours: INVITATION_HOURS,
    });
    await recordEvent(client, {
      ...by,
      action: 'person invited',
      subject: note.trim() || role,
      detail: { after: { role, sight: seen } },
    });
    return { done: { path } };
  });
}

/** `id`: as the list of invitations names it. */
export async function withdrawInvitation({ pool }: Pool, id: string, by: Actor): Promise<Outcome<null>> {
  const { rowCount } = await pool.query(
    "DELETE FROM one_time_link WHERE kind = 'invitation' AND used_at IS NULL AND token_hash LIKE $1 || '%' AND length($1) = 16",
    [id],
  );
  if (rowCount === 1)
    await recordEvent(pool, { ...by, action: 'invitation withdrawn', subject: id, detail: {} });
  return { done: null };
}

export async function readInvitations({ pool }: Pool): Promise<readonly InvitationLine[]> {
  const { rows } = await pool.query<Omit<InvitationLine, 'sight'> & { seesAll: boolean; roomIds: number[] }>(
    `SELECT left(token_hash, 16) AS id, note, role, sees_all AS "seesAll", room_ids AS "roomIds",
            (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAt"
       FROM one_time_link WHERE kind = 'invitation' AND used_at IS NULL AND expires_at > now() ORDER BY created_at`,
  );
  return rows.map(({ seesAll, roomIds, ...line }) => ({ ...line, sight: seesAll ? 'all' : roomIds }));
}

/** A path at which they set a new password, for a day; earlier ones work no more. */
export async function resetLink(
  people: Pool,
  personId: string,
  by: Actor,
): Promise<Outcome<{ readonly path: string }>> {
  return inTransaction(people, async (client) => {
    const { rows } = await client.query<{ email: string }>('SELECT email FROM person WHERE id = $1', [
      personId,
    ]);
    if (rows[0] === undefined) return { refused: { problem: 'That person is no more.' } };
    await withdrawLinks(client, 'reset', personId);
    const path = await makeLink(client, { kind: 'reset', personId, by: by.who, hours: RESET_HOURS });
    await recordEvent(client, { ...by, action: 'password link made', subject: rows[0].email, detail: {} });
    return { done: { path } };
  });
}

/** For an admin who is locked out, on the machine itself: the admin of that address, else the first one. */
export async function adminLink(
  people: Pool,
  email: string | undefined,
  by: Actor,
): Promise<Outcome<{ readonly path: string; readonly email: string }>> {
  const { rows } = await people.pool.query<{ id: string; email: string }>(
    `SELECT id, email FROM person WHERE role = 'admin' AND ($1::text IS NULL OR email = lower($1))
      ORDER BY created_at LIMIT 1`,
    [email ?? null],
  );
  const [admin] = rows;
  if (admin === undefined)
    return {
      refused: {
        problem:
          email === undefined
            ? 'This home has no admin yet: the address that the start printed makes the first one.'
            : `There is no admin with the address ${email}.`,
      },
    };
  const link = await resetLink(people, admin.id, by);
  return 'refused' in link ? link : { done: { path: link.done.path, email: admin.email } };
}
