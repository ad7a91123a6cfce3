import type { PersonLine, SessionLine } from '@/contracts/people';
import type { Outcome } from '@/contracts/registry';
import { recordEvent } from '@/server/audit';
import { inTransaction } from '@/server/database';
import type { Actor } from './actor';
import { ABSOLUTE_S } from './auth';
import { deviceOf } from './device-of';
import { writePassword } from './enter';
import { hashPassword, passwordProblem, verifyPassword } from './passwords';
import type { People } from './people';
import { admitTry, forgetTries } from './throttle';

type Pool = Pick<People, 'pool'>;

/** Where somebody is signed in; `key`: the session that asks. */
export async function readSessions(
  { pool }: Pool,
  personId: string,
  key: string,
): Promise<readonly SessionLine[]> {
  const { rows } = await pool.query<Omit<SessionLine, 'device' | 'isThis'> & { userAgent: string | null }>(
    `SELECT id, user_agent AS "userAgent", coalesce(ip_address, '') AS address,
            (extract(epoch FROM created_at) * 1000)::float8 AS since,
            (extract(epoch FROM updated_at) * 1000)::float8 AS "lastUsed"
       FROM session WHERE person_id = $1 AND expires_at > now() AND created_at > now() - make_interval(secs => $2)
      ORDER BY updated_at DESC`,
    [personId, ABSOLUTE_S],
  );
  return rows.map(({ userAgent, ...line }) => ({
    ...line,
    device: deviceOf(userAgent ?? ''),
    isThis: key === `session ${line.id}`,
  }));
}

/** Ends one of somebody's own sessions, or with `id` undefined all but the one that asks. */
export async function endSessions(
  { pool }: Pool,
  { personId, key, id }: { readonly personId: string; readonly key: string; readonly id: string | undefined },
  by: Actor,
): Promise<Outcome<null>> {
  const { rowCount } = await pool.query(
    `DELETE FROM session WHERE person_id = $1 AND CASE WHEN $2::text IS NULL THEN 'session ' || id <> $3 ELSE id = $2 END`,
    [personId, id ?? null, key],
  );
  await recordEvent(pool, { ...by, action: 'sessions ended', subject: by.who, detail: { ended: rowCount } });
  return { done: null };
}

/** Everywhere else they are signed out. */
export async function changePassword(
  people: Pool,
  request: {
    readonly personId: string;
    readonly key: string;
    readonly current: string;
    readonly wanted: string;
  },
  by: Actor & { readonly address: string },
): Promise<Outcome<null>> {
  const { personId, key, current, wanted } = request;
  const { rows } = await people.pool.query<Pick<PersonLine, 'name' | 'email'> & { hash: string }>(
    `SELECT name, email, password AS hash FROM person JOIN account ON account.person_id = person.id
      WHERE person.id = $1 AND provider_id = 'credential'`,
    [personId],
  );
  const [own] = rows;
  if (own === undefined) return { refused: { problem: 'You are no longer known here.' } };
  const attempt = { email: own.email, address: by.address };
  if ((await admitTry(people, attempt)) > 0)
    return { refused: { problem: 'Too many tries. Wait a quarter of an hour.', field: 'current' } };
  if (!(await verifyPassword({ hash: own.hash, password: current })))
    return { refused: { problem: 'That is not your password.', field: 'current' } };
  await forgetTries(people, attempt);
  const problem = await passwordProblem(wanted, own);
  if (problem !== undefined) return { refused: { problem, field: 'wanted' } };
  const hash = await hashPassword(wanted);
  return inTransaction(people, async (client) => {
    await writePassword(client, personId, hash);
    await client.query("DELETE FROM session WHERE person_id = $1 AND 'session ' || id <> $2", [
      personId,
      key,
    ]);
    await recordEvent(client, { ...by, action: 'password changed', subject: own.email, detail: {} });
    return { done: null };
  });
}
