import type { Pool } from 'pg';
import { READINGS } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import { NotNow } from './sink';

/**
 * A replay replaces readings that may not be written yet, and what they would write later must find it there: its records
 * wait until all readings that the log held when they were met are written.
 */
export interface EarlierReadings {
  /** Throws `NotNow` while one of these replays has to wait. */
  passed(replays: ReadonlySet<number>): Promise<void>;
}

export function createEarlierReadings(
  pool: Pool,
  consumer: string,
  log: Pick<LogReader, 'bounds'>,
): EarlierReadings {
  const ends = new Map<number, readonly { topicId: string; partition: number; logEnd: number }[]>();
  const done = new Set<number>();
  return {
    passed: async (replays) => {
      for (const replay of replays) {
        if (done.has(replay)) continue;
        if (!ends.has(replay)) ends.set(replay, await log.bounds(READINGS));
        const behind = await firstBehind(pool, consumer, ends.get(replay) ?? []);
        if (behind !== undefined) throw new NotNow(`replay ${replay} waits for ${READINGS}/${behind}`);
        done.add(replay);
        ends.delete(replay);
      }
    },
  };
}

async function firstBehind(
  pool: Pool,
  consumer: string,
  ends: readonly { readonly topicId: string; readonly partition: number; readonly logEnd: number }[],
): Promise<number | undefined> {
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
