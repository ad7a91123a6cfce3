import type pg from 'pg';
import type { Credentials, LoginLine, LoginRights } from '@/contracts/device-login';
import type { Outcome } from '@/contracts/registry';
import { type By, recordEvent } from '@/server/audit';
import type { Database } from '@/server/database';
import { msOf } from '@/server/ms-of';
import { type MosquittoLogin, mosquittoHash } from './mosquitto';
import { newPassword, newUser, passwordHasher } from './password';
import { rightsProblem } from './rights';

type Pool = Pick<Database, 'pool'>;

const NAME_CHARACTERS = 80;
const OVERLAP_DAYS = 7;
const GONE = 'There is no such login, or it was revoked.';

/** Makes a login; its password is known only now. */
export async function addLogin(
  { pool }: Pool,
  dataDir: string,
  { name, ...rights }: LoginRights & { readonly name: string },
  by: By,
): Promise<Outcome<Credentials>> {
  const called = name.trim();
  if (called === '' || called.length > NAME_CHARACTERS)
    return { refused: { problem: `A name has 1 to ${NAME_CHARACTERS} characters.`, field: 'name' } };
  const problem = rightsProblem(rights);
  if (problem !== undefined) return { refused: { problem, field: 'prefixes' } };
  const credentials = { user: newUser(rights.kind), password: newPassword() };
  await pool.query(
    `INSERT INTO device_login (id, name, kind, prefixes, reads, hash, created_by, mosquitto_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      credentials.user,
      called,
      rights.kind,
      rights.prefixes,
      rights.reads,
      passwordHasher(dataDir)(credentials.password).toString('hex'),
      by.who,
      await mosquittoHash(credentials.password),
    ],
  );
  await recordEvent(pool, {
    ...by,
    action: 'login added',
    subject: credentials.user,
    detail: { after: { name: called, ...rights } },
  });
  return { done: credentials };
}

/** Gives it another password; the one before holds for seven more days, so that a device can be told in peace. */
export async function rotateLogin(
  { pool }: Pool,
  dataDir: string,
  user: string,
  by: By,
): Promise<Outcome<Credentials>> {
  const password = newPassword();
  const { rowCount } = await pool.query(
    `UPDATE device_login
        SET previous_hash = hash, previous_until = now() + make_interval(days => $3), hash = $2,
            mosquitto_hash = $4,
            written = nextval(pg_get_serial_sequence('device_login', 'written'))
      WHERE id = $1 AND revoked_at IS NULL`,
    [user, passwordHasher(dataDir)(password).toString('hex'), OVERLAP_DAYS, await mosquittoHash(password)],
  );
  if (rowCount === 0) return { refused: { problem: GONE } };
  await recordEvent(pool, { ...by, action: 'login rotated', subject: user, detail: {} });
  return { done: { user, password } };
}

/** Its connections end within a second, and nobody gets in by it again. */
export async function revokeLogin({ pool }: Pool, user: string, by: By): Promise<Outcome<null>> {
  const { rowCount } = await pool.query(
    `UPDATE device_login SET revoked_at = now(), written = nextval(pg_get_serial_sequence('device_login', 'written'))
      WHERE id = $1 AND revoked_at IS NULL`,
    [user],
  );
  if (rowCount === 0) return { refused: { problem: GONE } };
  await recordEvent(pool, { ...by, action: 'login revoked', subject: user, detail: {} });
  return { done: null };
}

export async function readLogins({ pool }: Pool): Promise<readonly LoginLine[]> {
  const { rows } = await pool.query<LoginLine>(
    `SELECT id, name, kind, prefixes, reads, ${msOf('last_seen_at')} AS "lastSeenAt", last_seen_from AS "lastSeenFrom",
            ${msOf('last_refused_at')} AS "lastRefusedAt", last_refusal AS "lastRefusal",
            ${msOf('CASE WHEN previous_until > now() THEN previous_until END')} AS "previousUntil"
       FROM device_login WHERE revoked_at IS NULL ORDER BY name, id`,
  );
  return rows;
}

/** Those that hold, for the files of a Mosquitto. */
export async function readMosquittoLogins({ pool }: Pool): Promise<readonly MosquittoLogin[]> {
  const { rows } = await pool.query<MosquittoLogin>(
    `SELECT id, name, kind, prefixes, reads, mosquitto_hash AS "mosquittoHash",
            coalesce(previous_until > now(), false) AS "hasTwo"
       FROM device_login WHERE revoked_at IS NULL ORDER BY name, id`,
  );
  return rows;
}

/** A login as a broker holds it. */
export interface StoredLogin extends LoginRights {
  readonly id: string;
  readonly hash: string;
  readonly previousHash: string | null;
  /** ms since 1970. */
  readonly previousUntil: number | null;
  readonly isRevoked: boolean;
  readonly written: string;
}

/** Those that changed after the last look, in the order of their changes. */
export async function changedLogins(
  pool: Pick<pg.Pool, 'query'>,
  after: string,
): Promise<readonly StoredLogin[]> {
  const { rows } = await pool.query<StoredLogin>(
    `SELECT id, kind, prefixes, reads, hash, previous_hash AS "previousHash",
            (extract(epoch FROM previous_until) * 1000)::float8 AS "previousUntil",
            revoked_at IS NOT NULL AS "isRevoked", written::text
       FROM device_login WHERE written > $1 ORDER BY written`,
    [after],
  );
  return rows;
}
