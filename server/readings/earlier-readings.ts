import type { Pool } from 'pg';
import { READINGS } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import type { StreamBatch } from '@/server/stream/types';

/** It has to wait: the same comes again. */
export class NotYet extends Error {}

/**
 * A replay replaces readings that may not be stored yet, and what they would store later must find it there: its records
 * wait until all readings are stored that the log held when the replay began or, where nobody wrote that down, when it was met.
 */
export interface EarlierReadings {
  /** Throws `NotYet` while a replay of the batch has to wait. */
  passed(batch: Pick<StreamBatch, 'records'>): Promise<void>;
}

interface End {
  readonly topicId: string;
  readonly partition: number;
  readonly logEnd: number;
}

/** `consumer` is the one whose positions in the readings count. */
export function createEarlierReadings(
  pool: Pool,
  consumer: string,
  log: Pick<LogReader, 'bounds'>,
): EarlierReadings {
  const ends = new Map<number, readonly End[]>();
  const done = new Set<number>();
  return {
    passed: async (batch) => {
      for (const replay of replaysIn(batch)) {
        if (done.has(replay)) continue;
        const known = ends.get(replay) ?? (await storedEnds(pool, replay)) ?? (await log.bounds(READINGS));
        ends.set(replay, known);
        const behind = await firstBehind(pool, consumer, await stillThere(log, known));
        if (behind !== undefined) throw new NotYet(`replay ${replay} waits for ${READINGS}/${behind}`);
        done.add(replay);
        ends.delete(replay);
      }
    },
  };
}

/** The replays whose records a batch holds; what can't be read says none. */
function replaysIn({ records }: Pick<StreamBatch, 'records'>): ReadonlySet<number> {
  const replays = records.map(({ value }) => /"replay":(\d+)/.exec(value?.toString('utf8') ?? '')?.[1]);
  return new Set(replays.filter((replay) => replay !== undefined).map(Number));
}

async function storedEnds(pool: Pool, replay: number): Promise<readonly End[] | undefined> {
  const { rows } = await pool.query<{ ends: readonly End[] | null }>(
    'SELECT readings_ends AS ends FROM replay_job WHERE id = $1',
    [replay],
  );
  return rows[0]?.ends ?? undefined;
}

/** Where the readings' log is another one since, nothing of the former can come any more. */
async function stillThere(log: Pick<LogReader, 'bounds'>, ends: readonly End[]): Promise<readonly End[]> {
  const [now] = await log.bounds(READINGS);
  return ends.filter(({ topicId }) => topicId === now?.topicId);
}

async function firstBehind(pool: Pool, consumer: string, ends: readonly End[]): Promise<number | undefined> {
  const { rows } = await pool.query<{ partition: number }>(
    `SELECT wanted.partition FROM unnest($2::text[], $3::int[], $4::bigint[]) AS wanted (topic_id, partition, log_end)
       LEFT JOIN consumer_offset AS at
         ON at.consumer = $1 AND at.topic_id = wanted.topic_id AND at.partition = wanted.partition
      WHERE coalesce(at.next, 0) < wanted.log_end LIMIT 1`,
    [
      consumer,
      ends.map(({ topicId }) => topicId),
      ends.map(({ partition }) => partition),
      ends.map(({ logEnd }) => logEnd),
    ],
  );
  return rows[0]?.partition;
}
