import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { applyMappingFile } from '@/server/decode/commands';

/** Hearth's clock of receipt follows the system's within a few ms, more on a machine that stands still now and then. */
const CLOCKS_APART_MS = 100;

/** Applies a mapping file, and returns once what it says holds. */
export async function teach(databaseUrl: string, mappingFile: object): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  try {
    const result = await applyMappingFile({ pool }, JSON.stringify(mappingFile), { who: 'test' });
    if ('errors' in result) throw new Error(`the mapping was refused: ${JSON.stringify(result.errors)}`);
    await holds(pool);
  } finally {
    await pool.end();
  }
}

/** A new mapping holds from a moment after its writing: what is published before belongs to nobody. */
async function holds(pool: pg.Pool): Promise<void> {
  const newest = await pool.query<{ at: Date | null }>('SELECT max(valid_from) AS at FROM mapping_version');
  await sleep(Math.max(0, Number(newest.rows[0]?.at ?? 0) - Date.now() + CLOCKS_APART_MS));
}
