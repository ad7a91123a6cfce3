import { LOGIN_KINDS } from '@/contracts/device-login';
import type { Outcome } from '@/contracts/registry';
import { provisionSensor, revokeSensorLogin } from '@/server/arrivals/commands';
import { environmentWithFile, readConfig } from '@/server/config';
import type { Database } from '@/server/database';
import { addLogin, revokeLogin, rotateLogin } from '@/server/logins/commands';
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
    case 'login rotate':
      return rotateLogin(database, dataDir, command.user, HERE);
    case 'login revoke':
      return revokeLogin(database, command.user, HERE);
  }
}
