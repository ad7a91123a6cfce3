import type { LoginLine } from '@/contracts/device-login';
import type { LoginEvent } from '@/contracts/login-event';
import type { Database } from '@/server/database';
import { readLogins } from './stored';

const SHOWN = 100;

/** A login with what feeds by it, and what was seen of it last, newest first. */
export interface SeenLogin {
  readonly login: LoginLine;
  readonly sensors: readonly { readonly id: string; readonly name: string }[];
  readonly events: readonly LoginEvent[];
}

/** Undefined: there is no such login, or it was revoked. */
export async function readSeenLogin(
  database: Pick<Database, 'pool'>,
  user: string,
): Promise<SeenLogin | undefined> {
  const login = (await readLogins(database)).find(({ id }) => id === user);
  if (login === undefined) return undefined;
  const [sensors, events] = await Promise.all([
    database.pool.query<{ id: string; name: string }>(
      'SELECT id, name FROM sensor WHERE login_id = $1 ORDER BY name, id',
      [user],
    ),
    database.pool.query<LoginEvent>(
      `SELECT id::float8 AS id, true AS "isOwn", (extract(epoch FROM at) * 1000)::float8 AS at, kind, address, detail
         FROM login_event WHERE login_id = $1 ORDER BY id DESC LIMIT $2`,
      [user, SHOWN],
    ),
  ]);
  return { login, sensors: sensors.rows, events: events.rows };
}
