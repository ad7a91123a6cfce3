import { parseArgs } from 'node:util';
import { BadCommand } from './bad-command';

export type PeopleCommand =
  | {
      readonly name: 'setup';
      readonly person: PersonWords;
      readonly home: string;
      readonly zone: string | undefined;
      readonly currency: string;
      readonly language: string;
      readonly units: string;
    }
  | {
      readonly name: 'user add';
      readonly person: PersonWords;
      readonly role: string;
      readonly rooms: readonly string[] | undefined;
    }
  | { readonly name: 'user list' }
  | { readonly name: 'admin-link'; readonly email: string | undefined }
  | { readonly name: 'token add'; readonly label: string; readonly scope: string }
  | { readonly name: 'token list' }
  | { readonly name: 'token revoke'; readonly id: number }
  | LoginCommand;

export type LoginCommand =
  | {
      readonly name: 'login add';
      readonly label: string;
      readonly kind: string;
      readonly prefixes: readonly string[];
      readonly reads: readonly string[];
    }
  | {
      readonly name: 'sensor add';
      readonly label: string;
      readonly room: string | undefined;
      readonly prefixes: readonly string[];
    }
  | { readonly name: 'sensor revoke'; readonly id: string }
  | { readonly name: 'login list' }
  | {
      readonly name: 'login mosquitto';
      readonly passwordFile: string | undefined;
      readonly aclFile: string | undefined;
    }
  | { readonly name: 'login rotate' | 'login revoke'; readonly user: string };

/** `password`: `-` is the first line of standard input. */
interface PersonWords {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

const OPTIONS = {
  setup: ['email', 'password', 'name', 'home', 'zone', 'currency', 'language', 'units'],
  'user add': ['email', 'password', 'name', 'role', 'room'],
  'user list': [],
  'admin-link': ['email'],
  'token add': ['name', 'scope'],
  'token list': [],
  'token revoke': ['id'],
  'sensor add': ['room', 'prefix'],
  'sensor revoke': [],
  'login add': ['name', 'kind', 'prefix', 'reads'],
  'login list': [],
  'login mosquitto': ['password-file', 'acl-file'],
  'login rotate': ['user'],
  'login revoke': ['user'],
} as const satisfies Record<PeopleCommand['name'], readonly string[]>;

/** What the words ask for where they are about people; undefined where they are not. Throws `BadCommand`. */
export function readPeopleCommand(words: readonly string[]): PeopleCommand | undefined {
  const name = (Object.keys(OPTIONS) as PeopleCommand['name'][]).find((one) =>
    one.split(' ').every((word, place) => words[place] === word),
  );
  if (name === undefined) return undefined;
  const [subject, rest] = withSubject(name, words.slice(name.split(' ').length));
  const values = optionsOf(name, rest);
  const one = (option: string) => values[option]?.[0];
  const needed = (option: string) => {
    const value = one(option);
    if (value === undefined) throw new BadCommand(`${name} needs --${option}.`);
    return value;
  };
  const person = () => ({
    email: needed('email'),
    password: needed('password'),
    name: one('name') ?? needed('email').split('@')[0] ?? '',
  });
  switch (name) {
    case 'setup':
      return {
        name,
        person: person(),
        home: needed('home'),
        zone: one('zone'),
        currency: one('currency') ?? 'EUR',
        language: one('language') ?? 'en',
        units: one('units') ?? 'metric',
      };
    case 'user add':
      return { name, person: person(), role: one('role') ?? 'homeowner', rooms: values.room };
    case 'user list':
    case 'token list':
    case 'login list':
      return { name };
    case 'login mosquitto':
      return mosquittoOf(one('password-file'), one('acl-file'));
    case 'login add':
      return {
        name,
        label: needed('name'),
        kind: one('kind') ?? 'sensor',
        prefixes: values.prefix ?? [],
        reads: values.reads ?? [],
      };
    case 'sensor add':
      return { name, label: subject, room: one('room'), prefixes: values.prefix ?? [] };
    case 'sensor revoke':
      return { name, id: subject };
    case 'login rotate':
    case 'login revoke':
      return { name, user: needed('user') };
    case 'admin-link':
      return { name, email: one('email') };
    case 'token add':
      return { name, label: needed('name'), scope: one('scope') ?? 'read' };
    case 'token revoke':
      return { name, id: wholeNumber(needed('id')) };
  }
}

/** What a command is about, where it stands behind it without an option. */
function withSubject(name: string, words: readonly string[]): readonly [string, readonly string[]] {
  if (!name.startsWith('sensor ')) return ['', words];
  const [subject, ...rest] = words;
  if (subject === undefined || subject.startsWith('--'))
    throw new BadCommand(
      name === 'sensor add' ? 'sensor add needs a NAME.' : `${name} needs the sensor’s ID.`,
    );
  return [subject, rest];
}

function mosquittoOf(passwordFile: string | undefined, aclFile: string | undefined): LoginCommand {
  if (passwordFile === undefined && aclFile === undefined)
    throw new BadCommand('login mosquitto needs --password-file FILE, --acl-file FILE or both.');
  return { name: 'login mosquitto', passwordFile, aclFile };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new BadCommand(`--id is "${text}"; token list says which there are.`);
  return Number(text);
}

function optionsOf(
  name: PeopleCommand['name'],
  words: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const allowed = OPTIONS[name].map((option) => [option, { type: 'string', multiple: true }] as const);
  try {
    const { values } = parseArgs({ args: [...words], options: Object.fromEntries(allowed) });
    return values as Record<string, string[]>;
  } catch (error) {
    throw new BadCommand(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
