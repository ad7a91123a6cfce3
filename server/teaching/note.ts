import type { PoolClient } from 'pg';

export interface ToNote {
  readonly replayId: number | null;
  readonly mapping?: { readonly mappingId: number; readonly version: number };
  readonly bindings: readonly number[];
  readonly sensors: readonly string[];
  readonly made: readonly string[];
  readonly who: string;
}

/** Remembers what was taught, so that it can be taken back; inside the transaction that teaches. */
export async function noteTeaching(
  client: PoolClient,
  { replayId, mapping, bindings, sensors, made, who }: ToNote,
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO inbox_teaching (replay_id, mapping_id, version, bindings, sensors, made, who)
     VALUES ($1, $2, $3, $4, $5, $6, left($7, 120)) RETURNING id`,
    [replayId, mapping?.mappingId ?? null, mapping?.version ?? null, bindings, sensors, made, who],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('what was taught could not be noted');
  return id;
}
