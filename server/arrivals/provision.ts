import type { Credentials, LoginRights } from '@/contracts/device-login';
import type { Outcome } from '@/contracts/registry';
import { type By, recordEvent } from '@/server/audit';
import type { Database } from '@/server/database';
import { addLogin, revokeLogin } from '@/server/logins/commands';
import { addSensor } from '@/server/registry/commands';

type Pool = Pick<Database, 'pool'>;

/** A sensor and the login of the device that feeds it, in one go; what its messages mean is taught by a mapping. */
export async function provisionSensor(
  database: Pool,
  dataDir: string,
  { name, room, ...rights }: LoginRights & { readonly name: string; readonly room: string | null },
  by: By,
): Promise<Outcome<Credentials & { readonly id: string }>> {
  const login = await addLogin(database, dataDir, { name, ...rights }, by);
  if ('refused' in login) return login;
  const made = await addSensor(database, { name, room, icon: null, profile: null });
  if ('refused' in made) {
    await revokeLogin(database, login.done.user, by);
    return made;
  }
  const { id } = made.done;
  await database.pool.query('UPDATE sensor SET login_id = $2 WHERE id = $1', [id, login.done.user]);
  await recordEvent(database.pool, {
    ...by,
    action: 'sensor added',
    subject: id,
    detail: { after: { name, room } },
  });
  return { done: { id, ...login.done } };
}

/** Ends the login of the device that feeds a sensor; the sensor stays, with its past. */
export async function revokeSensorLogin(database: Pool, id: string, by: By): Promise<Outcome<null>> {
  const { rows } = await database.pool.query<{ user: string | null }>(
    'SELECT login_id AS "user" FROM sensor WHERE id = $1',
    [id],
  );
  if (rows[0] === undefined) return { refused: { problem: `There is no sensor “${id}”.` } };
  const { user } = rows[0];
  if (user === null) return { refused: { problem: `No login belongs to the sensor “${id}”.` } };
  return revokeLogin(database, user, by);
}
