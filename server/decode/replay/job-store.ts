import type { Pool } from 'pg';
import type { ReplayKind } from '@/contracts/replay';

/** Where a replay stands in a partition of the raw log: it ends where decode had come when it began. */
export interface Position {
  readonly topicId: string;
  readonly partition: number;
  readonly next: number;
  readonly end: number;
}

/** Where the readings' log ended when a replay began. */
export interface ReadingsEnd {
  readonly topicId: string;
  readonly partition: number;
  readonly logEnd: number;
}

/** A replay that is to be done. Moments are ms since 1970. */
export interface Job {
  readonly id: number;
  readonly kind: ReplayKind;
  readonly topics: readonly string[];
  readonly from: number;
  readonly to: number;
  /** Null until it has begun. */
  readonly positions: readonly Position[] | null;
  /** What devices told late: family, key and µs since 1970. */
  readonly told: readonly (readonly [family: string, key: string, validFrom: number])[];
}

/** What devices tell often comes at once: one replay is enough for it, and one a minute at most. */
const KNOWLEDGE_WAITS_S = 2;
const KNOWLEDGE_RESTS_S = 60;

const JOB = `id, kind, topics, positions, coalesce(told, '[]') AS told,
  (extract(epoch FROM from_at) * 1000)::float8 AS "from", (extract(epoch FROM to_at) * 1000)::float8 AS "to"`;

/**
 * The replay to go on with: of those that change something the one that was asked for first, then what is only written anew. What
 * devices told late rests until more of it has come, unless a later one waits for it.
 */
export async function nextJob(pool: Pool): Promise<Job | undefined> {
  const { rows } = await pool.query<Job & { readonly rests: boolean }>(
    `SELECT ${JOB},
            kind = 'knowledge' AND state = 'waits'
              AND (asked_at > now() - ${KNOWLEDGE_WAITS_S} * interval '1 second'
                   OR EXISTS (SELECT FROM replay_job AS before
                               WHERE before.kind = 'knowledge'
                                 AND before.ended_at > now() - ${KNOWLEDGE_RESTS_S} * interval '1 second')) AS rests
       FROM replay_job WHERE state IN ('waits', 'runs') ORDER BY kind = 'rebuild', state, id LIMIT 2`,
  );
  const [next, later] = rows;
  return next?.rests && later === undefined ? undefined : next;
}

/** Whether another replay waits that is not only written anew. */
export async function isAwaited(pool: Pool, id: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    "SELECT FROM replay_job WHERE state IN ('waits', 'runs') AND kind <> 'rebuild' AND id <> $1 LIMIT 1",
    [id],
  );
  return rowCount !== 0;
}

/** From here on nothing is added to it; as it is then. */
export async function claimJob(pool: Pool, job: Job): Promise<Job> {
  await pool.query("UPDATE replay_job SET state = 'runs' WHERE id = $1 AND state = 'waits'", [job.id]);
  const { rows } = await pool.query<Job>(`SELECT ${JOB} FROM replay_job WHERE id = $1`, [job.id]);
  return rows[0] ?? job;
}

export async function beginJob(
  pool: Pool,
  id: number,
  positions: readonly Position[],
  ends: readonly ReadingsEnd[],
): Promise<void> {
  await pool.query(
    `UPDATE replay_job SET positions = $2, readings_ends = $3, records = $4, problem = NULL
      WHERE id = $1 AND state = 'runs' AND positions IS NULL`,
    [
      id,
      JSON.stringify(positions),
      JSON.stringify(ends),
      positions.reduce((sum, { next, end }) => sum + end - next, 0),
    ],
  );
}

/** False when somebody stopped it meanwhile. */
export async function savePiece(
  pool: Pool,
  id: number,
  positions: readonly Position[],
  { records, readings }: { readonly records: number; readonly readings: number },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE replay_job SET positions = $2, problem = NULL, records_done = records_done + $3, readings = readings + $4
      WHERE id = $1 AND state = 'runs'`,
    [id, JSON.stringify(positions), records, readings],
  );
  return rowCount === 1;
}

/** Those that nobody asked for are kept for as long as what they wrote stands in the backfill. */
export async function endJob(pool: Pool, id: number): Promise<void> {
  await pool.query(
    "UPDATE replay_job SET state = 'done', problem = NULL, told = NULL, ended_at = now() WHERE id = $1 AND state = 'runs'",
    [id],
  );
  await pool.query(
    "DELETE FROM replay_job WHERE kind = 'knowledge' AND ended_at < now() - interval '8 days'",
  );
}

/** Why it doesn't go on just now, or never will. */
export async function tellProblem(pool: Pool, id: number, problem: string, isFinal: boolean): Promise<void> {
  await pool.query(
    `UPDATE replay_job SET problem = left($2, 1000), state = CASE WHEN $3 THEN 'failed' ELSE state END,
            ended_at = CASE WHEN $3 THEN now() END WHERE id = $1 AND state IN ('waits', 'runs')`,
    [id, problem, isFinal],
  );
}

/** Up to which offset decode has read each of these partitions. */
export async function readUpTo(
  pool: Pool,
  partitions: readonly { readonly topicId: string; readonly partition: number }[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await pool.query<{ partition: number; next: string }>(
    `SELECT partition, next FROM consumer_offset WHERE consumer = 'decode' AND topic_id = ANY($1)`,
    [partitions.map(({ topicId }) => topicId)],
  );
  return new Map(rows.map(({ partition, next }) => [partition, Number(next)]));
}

/** The partitions of the raw log that decode has not yet read up to these ends. */
export async function behind(
  pool: Pool,
  ends: readonly { readonly topicId: string; readonly partition: number; readonly logEnd: number }[],
): Promise<readonly number[]> {
  const { rows } = await pool.query<{ partition: number }>(
    `SELECT wanted.partition FROM unnest($1::text[], $2::int[], $3::bigint[]) AS wanted (topic_id, partition, log_end)
       LEFT JOIN consumer_offset AS at
         ON at.consumer = 'decode' AND at.topic_id = wanted.topic_id AND at.partition = wanted.partition
      WHERE coalesce(at.next, 0) < wanted.log_end ORDER BY wanted.partition`,
    [
      ends.map(({ topicId }) => topicId),
      ends.map(({ partition }) => partition),
      ends.map(({ logEnd }) => logEnd),
    ],
  );
  return rows.map(({ partition }) => partition);
}
