import 'server-only';
import { type Database, openDatabase } from '@/server/database';

const CONNECTIONS = 6;
/** Nobody looks at an empty page for longer: an error says more. */
const QUERY_TIMEOUT_MS = 10_000;
const KEY = Symbol.for('hearth.pages.database');
type Held = { [KEY]?: Database };

/** The pages' own connections, opened with the first query. Pages are bundled apart from each other: the process holds it. */
export function database(): Database {
  const held = globalThis as Held;
  held[KEY] ??= openDatabase(addressOf(process.env), {
    applicationName: 'hearth web',
    max: CONNECTIONS,
    queryTimeoutMs: QUERY_TIMEOUT_MS,
  });
  return held[KEY];
}

// The start says where PostgreSQL is before it starts the pages.
function addressOf({ DATABASE_URL }: NodeJS.ProcessEnv): string {
  if (DATABASE_URL === undefined) throw new Error('DATABASE_URL is not set: pages run within Hearth');
  return DATABASE_URL;
}
