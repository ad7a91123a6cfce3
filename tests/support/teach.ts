import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { admin } from './admin';

/** Applies a mapping file as an admin would, and returns once what it says holds. */
export async function teach(databaseUrl: string, mappingFile: object): Promise<void> {
  const { code, stderr } = await admin(['mapping', 'apply', '-'], {
    databaseUrl,
    input: JSON.stringify(mappingFile),
  });
  if (code !== 0) throw new Error(`the mapping was refused: ${stderr}`);
  await holds(databaseUrl);
}

/** Hearth's clock of receipt follows the system's within a few ms, more on a machine that stands still now and then. */
const CLOCKS_APART_MS = 100;

/** A new mapping holds from a moment after its writing: what is published before belongs to nobody. */
async function holds(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const newest = await client.query<{ at: Date | null }>('SELECT max(valid_from) AS at FROM mapping_version');
  await client.end();
  await sleep(Math.max(0, Number(newest.rows[0]?.at ?? 0) - Date.now() + CLOCKS_APART_MS));
}
