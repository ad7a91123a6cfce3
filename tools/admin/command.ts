import { parseArgs } from 'node:util';
import { BadCommand } from './bad-command';
import { type PeopleCommand, readPeopleCommand } from './people-command';

/** `-` is standard input. */
interface WithFile {
  readonly file: string;
}

export interface TopicApply extends WithFile {
  readonly name: 'topic apply';
  /** Only what can't lose anything. */
  readonly safe: boolean;
  /** What is lost, as the plan says it. */
  readonly confirmed: readonly string[];
  readonly why: string;
}

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'mapping export' }
  | ({ readonly name: 'mapping apply' } & WithFile)
  | { readonly name: 'topic export' }
  | { readonly name: 'certificates' }
  | { readonly name: 'elk load' | 'elk objects' | 'elk templates' }
  | ({ readonly name: 'topic plan' } & WithFile)
  | TopicApply
  | PeopleCommand;

export const USAGE = `npm run admin -- COMMAND

  setup                makes the first admin and names the home, without a browser
                         --email ADDRESS --password PASSWORD --home NAME [--name NAME] [--zone ZONE]
                         [--currency CODE] [--language en|de] [--units metric|us|uk]
  user add             makes another person
                         --email ADDRESS --password PASSWORD [--name NAME] [--role admin|homeowner|viewer]
                         --room NAME        a viewer sees this room alone; once for each
  user list            prints who there is
  admin-link           prints an address at which an admin who is locked out sets a new password [--email ADDRESS]
  sensor add NAME      makes a sensor and the login of the device that feeds it; the password is printed once
                         --prefix TOPIC (once for each below which it publishes) [--room NAME]
  sensor revoke ID     ends the login of the device that feeds it; the sensor and its past stay
  login add            makes an MQTT login for a device; its password is printed once
                         --name NAME --prefix TOPIC (once for each below which it publishes)
                         [--kind sensor|gateway|program] [--reads FILTER (once for each that it may subscribe)]
  login list           prints which there are, when each was last seen and why it was last refused
  login mosquitto      writes files for a Mosquitto of one's own: who gets in, and what each may
                         --password-file FILE --acl-file FILE (or one of them)
  login rotate         gives one another password; the one before holds for seven more days    --user USER
  login revoke         ends one, and its connections    --user USER
  token add            makes a token by which a program asks the API: authorization: Bearer TOKEN
                         --name NAME [--scope read|run]
  token list           prints which there are; token revoke --id N ends one
  mapping apply FILE   teaches Hearth sensors: rooms, sensors and mappings from a JSON file; - reads standard input
  mapping export       prints what is in force, in the same form
  topic export         prints what is wished of every managed Kafka topic
  topic plan FILE      prints what a file of that form would change; nothing is written
  topic apply FILE     saves and applies it, topic after topic; stops at the first that fails
                         --safe             only what loses nothing
                         --confirm PHRASE   what is lost, as the plan says it; once for each
                         --why TEXT         kept with the revisions
  elk load             puts data view and dashboards into Kibana, over those that are there
  elk objects          prints them, as Kibana imports them by hand
  elk templates        makes Hearth's templates on the search server, for whoever else writes there
  certificates         prints what TLS shows, with fingerprints, and the CA that devices have to trust
  help                 prints this

A PASSWORD of - is read from the first line of standard input: other users of the machine see command lines.
FILE is described in docs/mappings.md (examples/mapping.json is one) and docs/topics.md. Answers are JSON on standard output,
errors are on standard error, one a line as FILE:LINE. Ends with 0 when done, 1 when the file is wrong or could not be applied
whole, 2 when the command can't be run.

The database is the one of DATABASE_URL, else that of the Hearth that runs on HEARTH_DATA_DIR (.hearth); Kafka is KAFKA_BROKERS,
else that Hearth's. The search server and Kibana are those of ELASTICSEARCH_URL and KIBANA_URL, else those that were entered on the
page ELK.
`;

const WITH_FILE = ['mapping apply', 'topic plan', 'topic apply'] as const;
const WITHOUT_FILE = [
  'mapping export',
  'topic export',
  'elk load',
  'elk objects',
  'elk templates',
  'certificates',
] as const;

/** What the words of the command line ask for; throws `BadCommand` for anything else. */
export function readCommand(words: readonly string[]): Command {
  if (words.length === 0) throw new BadCommand(USAGE.trimEnd());
  if (words[0] === 'help' || words.some((word) => ['--help', '-h'].includes(word))) return { name: 'help' };
  const aboutPeople = readPeopleCommand(words);
  if (aboutPeople !== undefined) return aboutPeople;
  const { positionals, values } = parsed(words);
  const [subject, verb, file, ...more] = positionals;
  const name = [subject, verb].filter(Boolean).join(' ');
  if (name !== 'topic apply' && Object.keys(values).length > 0)
    throw new BadCommand(`${name} takes no --${Object.keys(values)[0]}.`);
  const exporting = WITHOUT_FILE.find((one) => one === name);
  if (exporting !== undefined) {
    if (file === undefined) return { name: exporting };
    throw new BadCommand(`${name} takes nothing more, and was given "${file}".`);
  }
  const reading = WITH_FILE.find((one) => one === name);
  if (reading === undefined) throw new BadCommand(`Unknown command "${name}".\n\n${USAGE.trimEnd()}`);
  if (file === undefined) throw new BadCommand(`${name} needs a FILE; - reads standard input.`);
  if (more.length > 0) throw new BadCommand(`${name} takes one FILE, not ${more.length + 1}.`);
  if (reading !== 'topic apply') return { name: reading, file };
  return {
    name: reading,
    file,
    safe: values.safe ?? false,
    confirmed: values.confirm ?? [],
    why: values.why ?? `From the file ${file}`,
  };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        safe: { type: 'boolean' },
        confirm: { type: 'string', multiple: true },
        why: { type: 'string' },
      },
    });
  } catch (error) {
    throw new BadCommand(error instanceof Error ? error.message : String(error));
  }
}
