import type { IncomingHttpHeaders } from 'node:http';
import { hasAdmin } from './enter';
import type { People } from './people';
import { type Identified, identify } from './visitor';

/** A page asks for a dozen things at once: who asks is looked up once. */
const FRESH_MS = 1_000;
/** While PostgreSQL is away, who was known stays known for so long: pages then show what they have. */
const KNOWN_MS = 600_000;
const MOST_KNOWN = 1_000;

/** Who asks, remembered for a moment. */
export interface VisitorBook {
  identify(headers: IncomingHttpHeaders): Promise<Identified>;
  /** False until there is an admin. */
  isSetUp(): Promise<boolean>;
}

type Who = Pick<IncomingHttpHeaders, 'cookie' | 'authorization'>;

interface Known {
  readonly atMs: number;
  readonly identified: Promise<Identified>;
  /** What was last answered without an error. */
  readonly last: Identified | undefined;
}

export function createVisitorBook(people: People): VisitorBook {
  const known = new Map<string, Known>();
  let isSetUp = false;

  function look(name: string, headers: Who): Promise<Identified> {
    const before = known.get(name);
    const now = Date.now();
    if (before !== undefined && now - before.atMs < FRESH_MS) return before.identified;
    const last = before !== undefined && now - before.atMs < KNOWN_MS ? before.last : undefined;
    const identified = identify(people, headers).then(
      (found) => {
        remember(name, { atMs: now, identified, last: { ...found, setCookies: [] } });
        return found;
      },
      (error: unknown) => {
        known.delete(name);
        if (last === undefined) throw error;
        // Its age goes on from when it was true.
        known.set(name, { atMs: before?.atMs ?? 0, identified: Promise.resolve(last), last });
        return last;
      },
    );
    remember(name, { atMs: now, identified, last });
    return identified;
  }

  function remember(name: string, one: Known): void {
    known.delete(name);
    known.set(name, one);
    const [oldest] = known.keys();
    if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  }

  return {
    identify: ({ cookie, authorization }) =>
      cookie === undefined && authorization === undefined
        ? Promise.resolve({ visitor: undefined, setCookies: [] })
        : look(JSON.stringify([authorization, cookie]), { cookie, authorization }),
    isSetUp: async () => {
      // Once there is an admin there is always one.
      isSetUp ||= await hasAdmin(people);
      return isSetUp;
    },
  };
}
