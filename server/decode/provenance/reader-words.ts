import type { Reader } from '@/contracts/provenance';
import type { Database } from '@/server/database';
import { AUTHOR } from '../mapping-versions';
import { storedName } from '../stored-definition';

interface Row {
  readonly definition: unknown;
  readonly who: string | null;
  readonly writtenAt: number;
}

/** A version of a mapping as people know it. */
export async function readerWords(
  { pool }: Pick<Database, 'pool'>,
  id: number,
  version: number,
): Promise<Reader> {
  const { rows } = await pool.query<Row>(
    `SELECT definition, ${AUTHOR}, (extract(epoch FROM created_at) * 1000)::float8 AS "writtenAt"
     FROM mapping_version WHERE mapping_id = $1 AND version = $2`,
    [id, version],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`mapping ${id} has no version ${version}`);
  const { definition, ...written } = row;
  return { kind: 'mapping', id, version, name: storedName(id, definition), ...written };
}
