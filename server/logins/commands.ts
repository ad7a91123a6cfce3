import { recordEvent } from '@/server/audit';
import type { Database } from '@/server/database';
import { aclFile, passwordFile } from './mosquitto';
import { readMosquittoLogins } from './stored';

export { addLogin, revokeLogin, rotateLogin } from './stored';

/** Mosquitto's file of passwords, or of what each login may; who took it is written down. */
export async function takeMosquittoFile(
  database: Pick<Database, 'pool'>,
  which: 'password-file' | 'acl-file',
  by: { readonly who: string; readonly address: string | undefined },
): Promise<string> {
  const logins = await readMosquittoLogins(database);
  const detail = { logins: logins.length };
  await recordEvent(database.pool, { ...by, action: 'logins saved', subject: `mosquitto ${which}`, detail });
  return which === 'password-file' ? passwordFile(logins) : aclFile(logins);
}
