import type { IncomingHttpHeaders } from 'node:http';
import { parseCookies } from 'better-auth/cookies';
import type { PersonRole, Sight, Visitor } from '@/contracts/people';
import { hashOf } from '@/server/token';
import { ABSOLUTE_S } from './auth';
import type { People } from './people';
import { keyOfBearer } from './tokens';

export const SHARE_COOKIE = 'hearth.share';
/** "Last here" is as exact as this. */
const HERE_EVERY_S = 60;

/** Who asks, and the cookies that prolong their session. */
export interface Identified {
  readonly visitor: Visitor | undefined;
  readonly setCookies: readonly string[];
}

/** Who sends these headers: a program, somebody who signed in, or a share link's holder. Throws while PostgreSQL is away. */
export async function identify(
  people: People,
  { cookie, authorization }: IncomingHttpHeaders,
): Promise<Identified> {
  // A program says so: it is not taken for the person whose browser it may run in. Other schemes are a proxy's affair.
  if (authorization?.startsWith('Bearer '))
    return { visitor: await byToken(people, authorization), setCookies: [] };
  if (cookie === undefined) return { visitor: undefined, setCookies: [] };
  const { response, headers } = await people.auth.api.getSession({
    headers: new Headers({ cookie }),
    returnHeaders: true,
  });
  const visitor =
    response === null
      ? await byShare(people, parseCookies(cookie).get(SHARE_COOKIE))
      : (await readVisitors(people, [keyOfSession(response.session.id)]))[0];
  if (visitor?.personId !== undefined) await noteHere(people, visitor.personId);
  return { visitor, setCookies: headers.getSetCookie() };
}

async function byToken(people: People, authorization: string): Promise<Visitor | undefined> {
  const key = await keyOfBearer(people, authorization);
  return key === undefined ? undefined : (await readVisitors(people, [key]))[0];
}

async function byShare(people: People, token: string | undefined): Promise<Visitor | undefined> {
  if (token === undefined) return undefined;
  const { rows } = await people.pool.query<{ id: number }>(
    'SELECT id FROM share_link WHERE token_hash = $1',
    [hashOf(token)],
  );
  return rows[0] === undefined ? undefined : (await readVisitors(people, [`share ${rows[0].id}`]))[0];
}

function keyOfSession(id: string): string {
  return `session ${id}`;
}

interface Row {
  readonly key: string;
  readonly personId: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly role: PersonRole;
  readonly seesAll: boolean;
  readonly rooms: readonly number[];
}

const VISITORS = `
  SELECT 'session ' || session.id AS key, person.id AS "personId", person.name, person.email, person.role,
         person.sees_all AS "seesAll",
         ARRAY(SELECT room_id FROM person_room WHERE person_id = person.id ORDER BY room_id) AS rooms
    FROM session JOIN person ON person.id = session.person_id
   WHERE 'session ' || session.id = ANY($1) AND session.expires_at > now()
     AND session.created_at > now() - make_interval(secs => $2) AND (person.ends_at IS NULL OR person.ends_at > now())
  UNION ALL
  SELECT 'share ' || share.id, NULL, share.name, NULL, 'viewer', share.sees_all,
         ARRAY(SELECT room_id FROM share_room WHERE share_id = share.id ORDER BY room_id)
    FROM share_link AS share
   WHERE 'share ' || share.id = ANY($1) AND share.revoked_at IS NULL AND share.expires_at > now()
  UNION ALL
  SELECT 'token ' || token.id, NULL, token.name, NULL, CASE token.scope WHEN 'run' THEN 'admin' ELSE 'viewer' END,
         true, ARRAY[]::int[]
    FROM api_token AS token WHERE 'token ' || token.id = ANY($1) AND token.revoked_at IS NULL`;

/** Of these visitors those who may still come in, as they are now. */
export async function readVisitors(
  { pool }: Pick<People, 'pool'>,
  keys: readonly string[],
): Promise<readonly Visitor[]> {
  const { rows } = await pool.query<Row>(VISITORS, [keys, ABSOLUTE_S]);
  return rows.map(({ key, personId, name, email, role, seesAll, rooms }) => ({
    key,
    name,
    role,
    sight: seesAll ? 'all' : (rooms satisfies Sight),
    ...(personId !== null && { personId }),
    ...(email !== null && { email }),
  }));
}

async function noteHere({ pool }: People, personId: string): Promise<void> {
  await pool.query(
    `UPDATE person SET last_here_at = now()
      WHERE id = $1 AND (last_here_at IS NULL OR last_here_at < now() - make_interval(secs => $2))`,
    [personId, HERE_EVERY_S],
  );
}
