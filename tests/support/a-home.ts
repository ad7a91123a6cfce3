import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { People } from '@/server/people/queries';
import { aDatabase } from './a-database';
import { peopleOf } from './signed-in';

/** A home in a database of its own, before anybody is in it. */
export interface TestHome {
  readonly database: Awaited<ReturnType<typeof aDatabase>>;
  readonly dataDir: string;
  readonly people: People;
}

export async function aHome(timeZone: string): Promise<TestHome> {
  const database = await aDatabase();
  await database.pool.query("INSERT INTO home (id, name, time_zone) VALUES (1, 'Home', $1)", [timeZone]);
  const dataDir = mkdtempSync(path.join(process.env.TEST_FOLDER ?? tmpdir(), 'people-'));
  return { database, dataDir, people: peopleOf({ database, dataDir }) };
}
