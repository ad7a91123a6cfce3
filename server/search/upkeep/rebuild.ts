import type { Pool } from 'pg';
import { BACKFILL, READINGS } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import type { Appender } from '@/server/stream/types';
import { SearchFault } from '../target/search-fault';
import { readBatch } from '../write/batch-work';
import type { Outlet } from '../write/outlet';
import { tellRejected } from '../write/rejected';
import type { SensorBook } from '../write/sensor-book';
import { workOf } from '../write/sink';

const RECORDS_AT_ONCE = 5_000;

export interface RebuildParts {
  readonly pool: Pool;
  readonly log: LogReader;
  readonly appender: Appender;
  readonly outlet: Outlet;
  readonly sensors: SensorBook;
  readonly oldestIndex: () => string | undefined;
}

interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly next: number;
  readonly end: number;
}

interface Job {
  readonly id: number;
  readonly state: string;
  readonly from: number;
  readonly to: number;
  readonly positions: readonly Position[] | null;
}

/** Writes the spans anew that somebody asked for, one after another; what was begun before a restart goes on where it stood. */
export async function runRebuilds(parts: RebuildParts, isOver: () => boolean): Promise<void> {
  const cluster = parts.outlet.identity.clusterUuid;
  for (
    let job = await nextJob(parts.pool, cluster);
    job !== undefined && !isOver();
    job = await nextJob(parts.pool, cluster)
  )
    await runRebuild(parts, job, isOver);
}

async function nextJob(pool: Pool, cluster: string): Promise<Job | undefined> {
  const { rows } = await pool.query<Job>(
    `SELECT id, state, positions, (extract(epoch FROM from_at) * 1000000)::float8 AS "from",
            (extract(epoch FROM to_at) * 1000000)::float8 AS "to"
       FROM search_rebuild WHERE cluster = $1 AND state IN ('waits', 'runs') ORDER BY id LIMIT 1`,
    [cluster],
  );
  return rows[0];
}

async function runRebuild(parts: RebuildParts, job: Job, isOver: () => boolean): Promise<void> {
  const { pool } = parts;
  try {
    const positions = [...(job.positions ?? (await begin(parts, job)))];
    for (const [place, position] of positions.entries()) {
      let at = position;
      while (at.next < at.end) {
        if (isOver()) return;
        const { next, documents, records } = await rebuildPiece(parts, job, at);
        at = { ...at, next };
        positions[place] = at;
        if (!(await savePiece(pool, job.id, positions, records, documents))) return;
      }
    }
    await pool.query(
      "UPDATE search_rebuild SET state = 'done', ended_at = now() WHERE id = $1 AND state = 'runs'",
      [job.id],
    );
  } catch (error) {
    if (isOver()) return;
    const isFinal = error instanceof SearchFault && error.kind !== 'away';
    const problem = error instanceof Error ? error.message : String(error);
    await pool.query(
      `UPDATE search_rebuild SET problem = left($2, 1000), state = CASE WHEN $3 THEN 'failed' ELSE state END,
              ended_at = CASE WHEN $3 THEN now() END WHERE id = $1 AND state IN ('waits', 'runs')`,
      [job.id, problem, isFinal],
    );
    // Kafka or the search server is away or can't just now: it goes on where it stands at the next turn.
    if (!isFinal) throw error;
  }
}

/** Readings first, replays after them, each partition from the first record that can have been measured in the span. */
async function begin({ pool, log }: RebuildParts, { id, from }: Job): Promise<readonly Position[]> {
  const positions: Position[] = [];
  for (const topic of [READINGS, BACKFILL]) {
    const bounds = await log.bounds(topic);
    for (const { partition, logStart, logEnd } of bounds) {
      const first =
        topic === READINGS ? await log.offsetAtOrAfter(topic, partition, earliest(from)) : logStart;
      positions.push({ topic, partition, next: Math.max(logStart, first ?? logEnd), end: logEnd });
    }
  }
  const records = positions.reduce((sum, { next, end }) => sum + end - next, 0);
  await pool.query(
    "UPDATE search_rebuild SET state = 'runs', positions = $2, records = $3 WHERE id = $1 AND state = 'waits'",
    [id, JSON.stringify(positions), records],
  );
  return positions;
}

/** A device's clock may be two minutes ahead of the receipt, by which the log is ordered. ms since 1970. */
function earliest(fromMicros: number): number {
  return Math.max(0, Math.floor(fromMicros / 1_000) - 150_000);
}

async function rebuildPiece(
  parts: RebuildParts,
  { from, to }: Job,
  { topic, partition, next: begin, end }: Position,
): Promise<{ next: number; documents: number; records: number }> {
  const { log, sensors, oldestIndex, pool, appender, outlet } = parts;
  await outlet.confirm();
  const read = await log.readFrom(topic, partition, begin, Math.min(RECORDS_AT_ONCE, end - begin));
  const next = Math.max(begin + 1, read.next);
  await sensors.refresh();
  const options = { sensors, oldestIndex: oldestIndex(), span: { from, to }, nowMs: Date.now() };
  const { deletions, documents, indices } = readBatch({ topic, partition, records: read.records }, options);
  const work = workOf(deletions, documents);
  await outlet.indices.ensure(indices);
  await outlet.sink.write(work);
  await tellRejected({ pool, appender, cluster: outlet.identity.clusterUuid }, work.refused);
  const { stored, repeated } = work.tally;
  return { next, documents: stored + repeated, records: next - begin };
}

/** False when somebody cancelled it meanwhile. */
async function savePiece(
  pool: Pool,
  id: number,
  positions: readonly Position[],
  records: number,
  documents: number,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE search_rebuild SET positions = $2, problem = NULL, records_done = records_done + $3, documents = documents + $4
      WHERE id = $1 AND state = 'runs'`,
    [id, JSON.stringify(positions), records, documents],
  );
  return rowCount === 1;
}
