import { chmodSync, writeFileSync } from 'node:fs';
import { LOGIN_KINDS } from '@/contracts/device-login';
import type { Outcome } from '@/contracts/registry';
import { provisionSensor, revokeSensorLogin } from '@/server/arrivals/commands';
import { environmentWithFile, readConfig } from '@/server/config';
import type { Database } from '@/server/database';
import { addLogin, revokeLogin, rotateLogin, takeMosquittoFile } from '@/server/logins/commands';
import { readLogins } from '@/server/logins/queries';
import { CannotDo } from './cannot-do';
import type { LoginCommand } from './people-command';

/** Who does it: somebody who may log in on this machine. */
const HERE = { who: 'local', address: undefined };

/** Does what a command says of the logins of devices; passwords are in its answer alone. */
export async function runLoginCommand(
  command: LoginCommand,
  database: Database,
): Promise<Outcome<object | null>> {
  const { dataDir } = readConfig(environmentWithFile());
  switch (command.name) {
    case 'login add': {
      const kind = LOGIN_KINDS.find((one) => one === command.kind);
      if (kind === undefined)
        throw new CannotDo(`--kind is "${command.kind}"; allowed: ${LOGIN_KINDS.join(', ')}.`);
      const { label: name, prefixes, reads } = command;
      return addLogin(database, dataDir, { name, kind, prefixes, reads }, HERE);
    }
    case 'sensor add': {
      const { label: name, room = null, prefixes } = command;
      return provisionSensor(database, dataDir, { name, room, kind: 'sensor', prefixes, reads: [] }, HERE);
    }
    case 'sensor revoke':
      return revokeSensorLogin(database, command.id, HERE);
    case 'login list':
      return { done: await readLogins(database) };
    case 'login mosquitto':
      return { done: await writeMosquittoFiles(command, database) };
    case 'login rotate':
      return rotateLogin(database, dataDir, command.user, HERE);
    case 'login revoke':
      return revokeLogin(database, command.user, HERE);
  }
}

/** For their owner's eyes alone. */
async function writeMosquittoFiles(
  { passwordFile, aclFile }: Extract<LoginCommand, { name: 'login mosquitto' }>,
  database: Database,
): Promise<object> {
  const wanted = [
    ['password-file', passwordFile],
    ['acl-file', aclFile],
  ] as const;
  const written: string[] = [];
  for (const [which, file] of wanted) {
    if (file === undefined) continue;
    write(file, await takeMosquittoFile(database, which, HERE));
    written.push(file);
  }
  return { written };
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600 });
    // One that stood there had its own.
    chmodSync(file, 0o600);
  } catch (error) {
    throw new CannotDo(`${file} can't be written: ${error instanceof Error ? error.message : error}`);
  }
}
