import type { PoolClient } from 'pg';
import type { ReplayKind } from '@/contracts/replay';
import { type Database, inTransaction } from '@/server/database';
import { announce, writeAlone } from '../write-knowledge';

/** Heard by whoever runs replays. */
export const REPLAY_CHANNEL = 'hearth_replay';

/** What holds for the records of a span: a version of a mapping, a binding, or a believable range. */
export type Correction = (
  | { readonly mappingId: number; readonly version: number }
  | { readonly bindingId: number }
  | { readonly rangeId: number }
) & {
  /** When records were received, ms since 1970; `to` is the first moment that it doesn't hold. */
  readonly from: number;
  readonly to: number;
};

export interface ReplayWish {
  readonly kind: Exclude<ReplayKind, 'undo'>;
  /** A sentence for people, up to 300 characters. */
  readonly what: string;
  readonly who: string;
  /** Filters of the topics whose messages may come to something else. */
  readonly topics: readonly string[];
  /** When the messages were received, ms since 1970. */
  readonly from: number;
  readonly to: number;
  readonly corrections: readonly Correction[];
}

/**
 * Asks for the past to be decoded anew, inside the transaction that writes what shall hold for it; `writeAlone` must have been
 * called. It runs in the order of asking. Answers its id.
 */
export async function askForReplay(client: PoolClient, wish: ReplayWish): Promise<number> {
  const { kind, what, who, topics, from, to, corrections } = wish;
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO replay_job (kind, what, who, topics, from_at, to_at)
     VALUES ($1, left($2, 300), left($3, 120), $4, to_timestamp($5::float8 / 1000), to_timestamp($6::float8 / 1000)) RETURNING id`,
    [kind, what, who, topics, from, to],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('a replay could not be asked for');
  await client.query(
    `INSERT INTO correction (replay_id, mapping_id, version, binding_id, range_id, valid_from, valid_to)
     SELECT $1, mapping_id, version, binding_id, range_id, to_timestamp(begins / 1000), to_timestamp(ends / 1000)
     FROM unnest($2::int[], $3::int[], $4::int[], $5::int[], $6::float8[], $7::float8[])
       AS given (mapping_id, version, binding_id, range_id, begins, ends)`,
    [
      id,
      corrections.map((each) => ('mappingId' in each ? each.mappingId : null)),
      corrections.map((each) => ('mappingId' in each ? each.version : null)),
      corrections.map((each) => ('bindingId' in each ? each.bindingId : null)),
      corrections.map((each) => ('rangeId' in each ? each.rangeId : null)),
      corrections.map((each) => each.from),
      corrections.map((each) => each.to),
    ],
  );
  await tell(client, id);
  return id;
}

/** Why a replay can't be undone. */
export type NotUndoable = 'unknown' | 'undone already' | 'not finished' | 'nothing to undo';

/** Asks for the replay that takes another one back: what held before holds again. */
export async function undoReplay(
  database: Pick<Database, 'pool'>,
  id: number,
  who: string,
): Promise<{ readonly id: number } | { readonly problem: NotUndoable }> {
  return inTransaction(database, async (client) => {
    await writeAlone(client);
    const { rows } = await client.query<{ state: string }>('SELECT state FROM replay_job WHERE id = $1', [
      id,
    ]);
    const state = rows[0]?.state;
    return state === 'waits' || state === 'runs'
      ? { problem: 'not finished' }
      : undoReplayIn(client, id, who);
  });
}

/** The same inside a transaction that writes alone; of a replay that has not ended, too: it ends, and then this one runs. */
export async function undoReplayIn(
  client: PoolClient,
  id: number,
  who: string,
): Promise<{ readonly id: number } | { readonly problem: NotUndoable }> {
  const { rows } = await client.query<{ corrections: number; isUndone: boolean }>(
    `SELECT (SELECT count(*)::int FROM correction WHERE replay_id = job.id) AS corrections,
            EXISTS (SELECT FROM replay_job AS undo WHERE undo.undoes = job.id) AS "isUndone"
       FROM replay_job AS job WHERE id = $1`,
    [id],
  );
  const job = rows[0];
  if (job === undefined) return { problem: 'unknown' };
  if (job.isUndone) return { problem: 'undone already' };
  if (job.corrections === 0) return { problem: 'nothing to undo' };
  return { id: await takeBack(client, id, who) };
}

async function takeBack(client: PoolClient, id: number, who: string): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO replay_job (kind, what, who, topics, from_at, to_at, undoes)
     SELECT 'undo', left('Undo: ' || what, 300), left($2, 120), topics, from_at, to_at, id FROM replay_job WHERE id = $1
     RETURNING id`,
    [id, who],
  );
  const undo = rows[0]?.id;
  if (undo === undefined) throw new Error(`replay ${id} could not be undone`);
  await client.query(
    `UPDATE correction SET undone_by = $2, written = nextval(pg_get_serial_sequence('correction', 'written'))
      WHERE replay_id = $1`,
    [id, undo],
  );
  await tell(client, undo);
  return undo;
}

/** Tells decoders and whoever runs replays, once the transaction is committed. */
export async function tell(client: PoolClient, id: number): Promise<void> {
  await announce(client, `replay ${id}`);
  await client.query('SELECT pg_notify($1, $2)', [REPLAY_CHANNEL, String(id)]);
}
