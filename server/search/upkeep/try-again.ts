import type { Pool } from 'pg';
import type { TriedAgain } from '@/contracts/search';
import type { SearchServer } from '../target/search-server';
import { settleTemplates } from '../target/settle-templates';
import { type Chunk, createChunkWriter } from '../write/chunk';
import { actionText, type RecordPlace } from '../write/document';
import { createIndices } from '../write/indices';
import { createSink, workOf } from '../write/sink';

const ROWS = `
  SELECT index_name AS index, document_id AS id, version, document AS body, sensor_id AS "sensorId", topic, partition,
         record_offset::float8 AS "offset",
         EXISTS (SELECT FROM sensor WHERE sensor.id = sensor_id) AS "hasSensor"
    FROM search_rejected WHERE cluster = $1 AND ($2::text IS NULL OR (index_name = $2 AND document_id = $3))`;

interface KeptRow extends RecordPlace {
  readonly index: string;
  readonly id: string;
  readonly version: number;
  readonly body: string;
  readonly sensorId: string;
  readonly hasSensor: boolean;
}

/** Sends kept documents again, as they were. Throws `SearchFault` or `NotNow` where nothing can be written; all stay then. */
export async function tryAgain(
  pool: Pool,
  server: SearchServer,
  cluster: string,
  one: { readonly index: string; readonly id: string } | undefined,
): Promise<TriedAgain> {
  const asked = [cluster, one?.index ?? null, one?.id ?? null];
  const { rows } = await pool.query<KeptRow>(ROWS, asked);
  const left = rows.filter(({ hasSensor }) => hasSensor);
  await settleTemplates(server);
  await createIndices(server).ensure(new Set(left.map(({ index }) => index)));
  const work = workOf(chunksOf(left));
  await createSink(server).write(work);
  const refused = new Set(work.refused.map(({ action: { index, id } }) => `${index} ${id}`));
  const done = rows.filter(({ index, id }) => !refused.has(`${index} ${id}`));
  await forget(pool, cluster, done);
  for (const { action, status, type, reason } of work.refused)
    await pool.query(
      `UPDATE search_rejected SET status = $4, type = left($5, 100), reason = $6, rejected_at = now()
        WHERE cluster = $1 AND index_name = $2 AND document_id = $3`,
      [cluster, action.index, action.id, status, type, reason],
    );
  return { stored: left.length - refused.size, refused: refused.size, dropped: rows.length - left.length };
}

function chunksOf(rows: readonly KeptRow[]): readonly Chunk[] {
  const writer = createChunkWriter();
  for (const row of rows) {
    // Nothing is told of it again: where it came from was told when it was refused.
    writer.add(actionText('index', row), { ...row, uid: '', raw: { p: 0, o: 0 } });
  }
  return writer.finish();
}

async function forget(
  pool: Pool,
  cluster: string,
  documents: readonly { readonly index: string; readonly id: string }[],
): Promise<void> {
  await pool.query(
    `DELETE FROM search_rejected USING unnest($2::text[], $3::text[]) AS done (index_name, document_id)
      WHERE cluster = $1 AND search_rejected.index_name = done.index_name
        AND search_rejected.document_id = done.document_id`,
    [cluster, documents.map(({ index }) => index), documents.map(({ id }) => id)],
  );
}
