export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'mapping export' }
  /** `-` is standard input. */
  | { readonly name: 'mapping apply'; readonly file: string };

/** A command line that can't be used. The message says what is wrong with it and what is allowed. */
export class BadCommand extends Error {}

export const USAGE = `npm run admin -- COMMAND

  mapping apply FILE   teaches Hearth sensors: rooms, sensors and mappings from a JSON file; - reads standard input
  mapping export       prints what is in force, in the same form
  help                 prints this

FILE is described in docs/mappings.md; examples/mapping.json is one. Answers are JSON on standard output, errors are on
standard error, one a line as FILE:LINE. Ends with 0 when done, 1 when the file is wrong, 2 when the command can't be run.

The database is the one of DATABASE_URL, else that of the Hearth that runs on HEARTH_DATA_DIR (.hearth).
`;

/** What the words of the command line ask for; throws `BadCommand` for anything else. */
export function readCommand(words: readonly string[]): Command {
  const [subject, verb, file, ...more] = words;
  if (subject === undefined) throw new BadCommand(USAGE.trimEnd());
  if (subject === 'help' || words.some((word) => ['--help', '-h'].includes(word))) return { name: 'help' };
  const name = [subject, verb].filter(Boolean).join(' ');
  if (name === 'mapping apply') {
    if (file === undefined) throw new BadCommand('mapping apply needs a FILE; - reads standard input.');
    if (more.length === 0) return { name, file };
    throw new BadCommand(`mapping apply takes one FILE, not ${words.length - 2}.`);
  }
  if (name === 'mapping export' && file === undefined) return { name };
  if (name === 'mapping export')
    throw new BadCommand(`mapping export takes nothing more, and was given "${file}".`);
  throw new BadCommand(`Unknown command "${name}".\n\n${USAGE.trimEnd()}`);
}
