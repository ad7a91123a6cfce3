import { parseArgs } from 'node:util';
import { BadCommand } from '@/tools/admin/bad-command';

/** What `npm run replay` can do. Moments are ms since 1970. */
export type ReplayCommand =
  | { readonly name: 'help' }
  | { readonly name: 'list' }
  | { readonly name: 'undo'; readonly id: number }
  | { readonly name: 'rebuild'; readonly from: number; readonly to: number }
  | {
      readonly name: 'mapping';
      readonly mappingId: number;
      readonly version: number;
      readonly from: number;
      readonly to: number;
    };

export const USAGE = `npm run replay -- COMMAND: the past, decoded anew from the raw log

  list                                    the newest replays
  undo ID                                 takes one back: what held before holds again
  rebuild --from TIME [--to TIME]         writes what was measured in the span anew, to every store
  mapping ID VERSION --from TIME [--to TIME]
                                          puts a version of a mapping in force for what was received in the span

TIME is ISO 8601 with its zone, such as 2026-11-20T00:00:00Z; --to is now when it is left out.
It runs in the background, in the process with the role decode; list tells how far it is.
`;

/** Throws `BadCommand` for a line that can't be used. `now`: ms since 1970. */
export function readReplayCommand(words: readonly string[], now: number): ReplayCommand {
  const { values, positionals } = parsed(words);
  const [name = 'help', ...rest] = positionals;
  if (name === 'help' || values.help === true) return { name: 'help' };
  const span = () => ({
    from: momentOf('--from', values.from),
    to: values.to === undefined ? now : momentOf('--to', values.to),
  });
  switch (`${name} ${rest.length}`) {
    case 'list 0':
      return { name: 'list' };
    case 'undo 1':
      return { name: 'undo', id: wholeNumber('ID', rest[0]) };
    case 'rebuild 0':
      return { name: 'rebuild', ...span() };
    case 'mapping 2':
      return {
        name: 'mapping',
        mappingId: wholeNumber('ID', rest[0]),
        version: wholeNumber('VERSION', rest[1]),
        ...span(),
      };
    default:
      throw new BadCommand(`"${positionals.join(' ')}" is no command of replay.\n\n${USAGE}`);
  }
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { from: { type: 'string' }, to: { type: 'string' }, help: { type: 'boolean' } },
    });
  } catch (error) {
    throw new BadCommand(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}

function wholeNumber(what: string, text = ''): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new BadCommand(`${what} is "${text}": a whole number is meant.`);
}

const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

function momentOf(what: string, text = ''): number {
  const moment = WITH_ZONE.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(moment)) return moment;
  throw new BadCommand(
    `${what} is "${text}": ISO 8601 with its zone is meant, such as 2026-11-20T00:00:00Z.`,
  );
}
