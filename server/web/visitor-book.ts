import type { IncomingHttpHeaders } from 'node:http';
import { hasAdmin, type Identified, identify, type People } from '@/server/people/queries';

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

interface Known {
  readonly atMs: number;
  readonly identified: Promise<Identified>;
  /** What was last answered without an error. */
  readonly last: Identified | undefined;
}

export function createVisitorBook(people: People): VisitorBook {
  const known = new Map<string, Known>();
  let isSetUp = false;

  function look(cookie: string): Promise<Identified> {
    const before = known.get(cookie);
    const now = Date.now();
    if (before !== undefined && now - before.atMs < FRESH_MS) return before.identified;
    const last = before !== undefined && now - before.atMs < KNOWN_MS ? before.last : undefined;
    const identified = identify(people, { cookie }).then(
      (found) => {
        remember(cookie, { atMs: now, identified, last: { ...found, setCookies: [] } });
        return found;
      },
      (error: unknown) => {
        known.delete(cookie);
        if (last === undefined) throw error;
        // Its age goes on from when it was true.
        known.set(cookie, { atMs: before?.atMs ?? 0, identified: Promise.resolve(last), last });
        return last;
      },
    );
    remember(cookie, { atMs: now, identified, last });
    return identified;
  }

  function remember(cookie: string, one: Known): void {
    known.delete(cookie);
    known.set(cookie, one);
    const [oldest] = known.keys();
    if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  }

  return {
    identify: ({ cookie }) =>
      cookie === undefined ? Promise.resolve({ visitor: undefined, setCookies: [] }) : look(cookie),
    isSetUp: async () => {
      // Once there is an admin there is always one.
      isSetUp ||= await hasAdmin(people);
      return isSetUp;
    },
  };
}
