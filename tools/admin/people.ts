import type { Sight } from '@/contracts/people';
import type { Outcome } from '@/contracts/registry';
import { environmentWithFile, readConfig } from '@/server/config';
import type { Database } from '@/server/database';
import {
  addPerson,
  addToken,
  adminLink,
  RoleName,
  revokeToken,
  setUpHere,
  TokenScopeName,
} from '@/server/people/commands';
import { readPeoplePage, readTokens } from '@/server/people/queries';
import { livingRun } from '@/server/run-file';
import { readHome } from '@/server/web/queries';
import { CannotDo } from './cannot-do';
import { contentOf, print } from './file';
import { runLoginCommand } from './logins';
import type { PeopleCommand } from './people-command';
import { withDatabase } from './servers';

/** Who does it: somebody who may log in on this machine. */
const HERE = { who: 'local', address: undefined };

/** Runs a command about people and returns the exit code: 0 done, 1 refused. */
export function runPeopleCommand(command: PeopleCommand): Promise<number> {
  return withDatabase(async (database) => {
    switch (command.name) {
      case 'setup': {
        const home = {
          name: command.home,
          timeZone: command.zone ?? (await readHome(database)).timeZone,
          currency: command.currency,
          language: command.language,
          units: command.units,
        };
        return told(await setUpHere(database, await withPassword(command.person), home));
      }
      case 'user add': {
        const role = RoleName.safeParse(command.role);
        if (!role.success)
          throw new CannotDo(`--role is "${command.role}"; allowed: ${RoleName.options.join(', ')}.`);
        const standing = { role: role.data, sight: await sightOf(database, command.rooms) };
        return told(await addPerson(database, await withPassword(command.person), standing, HERE));
      }
      case 'user list':
        print((await readPeoplePage(database)).people);
        return 0;
      case 'token add': {
        const scope = TokenScopeName.safeParse(command.scope);
        if (!scope.success)
          throw new CannotDo(`--scope is "${command.scope}"; allowed: ${TokenScopeName.options.join(', ')}.`);
        return told(await addToken(database, { name: command.label, scope: scope.data }, HERE));
      }
      case 'token list':
        print(await readTokens(database));
        return 0;
      case 'token revoke':
        return told(await revokeToken(database, command.id, HERE));
      case 'sensor add':
      case 'sensor revoke':
      case 'login add':
      case 'login list':
      case 'login mosquitto':
      case 'login rotate':
      case 'login revoke':
        return told(await runLoginCommand(command, database));
      case 'admin-link': {
        const link = await adminLink(database, command.email, HERE);
        if ('refused' in link) return told(link);
        return told({ done: { email: link.done.email, url: `${addressOfHearth()}${link.done.path}` } });
      }
    }
  });
}

async function withPassword<Person extends { readonly password: string }>(person: Person): Promise<Person> {
  if (person.password !== '-') return person;
  const [password = ''] = (await contentOf('-')).split(/\r?\n/);
  return { ...person, password };
}

async function sightOf({ pool }: Database, names: readonly string[] | undefined): Promise<Sight> {
  if (names === undefined) return 'all';
  const { rows } = await pool.query<{ id: number; name: string }>(
    'SELECT id, name FROM room WHERE name = ANY($1)',
    [names],
  );
  const missing = names.find((name) => !rows.some((row) => row.name === name));
  if (missing !== undefined) throw new CannotDo(`There is no room "${missing}".`);
  return rows.map(({ id }) => id);
}

function told(outcome: Outcome<object | null>): number {
  if ('refused' in outcome) {
    process.stderr.write(`${outcome.refused.problem}\n`);
    return 1;
  }
  print(outcome.done ?? { done: true });
  return 0;
}

function addressOfHearth(): string {
  const config = readConfig(environmentWithFile());
  return config.url ?? livingRun(config.dataDir)?.url ?? `http://${config.host}:${config.port}`;
}
