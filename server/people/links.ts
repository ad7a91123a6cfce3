import type pg from 'pg';
import type { PersonRole, Sight } from '@/contracts/people';
import { hashOf, newToken } from '@/server/token';

type Asked = Pick<pg.Pool | pg.PoolClient, 'query'>;

export type LinkKind = 'setup' | 'invitation' | 'reset';

/** A link that works once, as whoever holds it may know it. */
export interface OneTimeLink {
  readonly hash: string;
  readonly kind: LinkKind;
  readonly role: PersonRole | null;
  readonly sight: Sight;
  readonly note: string | null;
  readonly personId: string | null;
}

const PATHS = { setup: '/setup', invitation: '/join', reset: '/join' } as const;

/** Writes it down and answers with its path: the only moment at which the token is known. */
export async function makeLink(
  asked: Asked,
  link: {
    readonly kind: LinkKind;
    readonly role?: PersonRole;
    readonly sight?: Sight;
    readonly note?: string | undefined;
    readonly personId?: string;
    readonly by: string;
    readonly hours: number;
  },
): Promise<string> {
  const { token, hash } = newToken();
  const { kind, role, sight = 'all', note, personId, by, hours } = link;
  await asked.query(
    `INSERT INTO one_time_link (token_hash, kind, role, sees_all, room_ids, note, person_id, created_by, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(hours => $9))`,
    [
      hash,
      kind,
      role ?? null,
      sight === 'all',
      sight === 'all' ? [] : sight,
      note || null,
      personId ?? null,
      by,
      hours,
    ],
  );
  return `${PATHS[kind]}/${token}`;
}

/** Undefined: there is none, it was used, or it is too old. */
export async function findLink(asked: Asked, token: string): Promise<OneTimeLink | undefined> {
  const { rows } = await asked.query<Omit<OneTimeLink, 'sight'> & { seesAll: boolean; roomIds: number[] }>(
    `SELECT token_hash AS hash, kind, role, sees_all AS "seesAll", room_ids AS "roomIds", note, person_id AS "personId"
       FROM one_time_link WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now()`,
    [hashOf(token)],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { seesAll, roomIds, ...link } = row;
  return { ...link, sight: seesAll ? 'all' : roomIds };
}

/** False: somebody else was quicker. */
export async function spend(asked: Asked, { hash }: OneTimeLink): Promise<boolean> {
  const { rowCount } = await asked.query(
    'UPDATE one_time_link SET used_at = now() WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now()',
    [hash],
  );
  return rowCount === 1;
}

/** Those of a kind that nobody has used work no more. */
export async function withdrawLinks(asked: Asked, kind: LinkKind, personId?: string): Promise<void> {
  await asked.query(
    'DELETE FROM one_time_link WHERE kind = $1 AND used_at IS NULL AND ($2::text IS NULL OR person_id = $2)',
    [kind, personId ?? null],
  );
}
