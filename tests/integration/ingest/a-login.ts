import type { LoginRights } from '@/contracts/device-login';
import { addLogin } from '@/server/logins/commands';
import type { TestDoor } from './a-door';

export interface Credentials {
  readonly username: string;
  readonly password: Buffer;
}

/** A login at the door; a sensor’s with one topic of its own unless it is to be another. */
export async function aLogin({ context }: TestDoor, rights: Partial<LoginRights> = {}): Promise<Credentials> {
  const wanted: LoginRights = { kind: 'sensor', prefixes: ['tele/plug'], reads: ['cmnd/plug/#'], ...rights };
  const by = { who: 'test', address: undefined };
  const made = await addLogin(context.database, context.config.dataDir, { name: 'A plug', ...wanted }, by);
  if ('refused' in made) throw new Error(made.refused.problem);
  return { username: made.done.user, password: Buffer.from(made.done.password) };
}
