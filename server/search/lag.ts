import type { Pool } from 'pg';
import { BACKFILL, RAW, READINGS } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import { consumerOf } from './write/search-projection';

export interface SearchLag {
  /** Records that are not written yet. */
  readonly messages: number;
  /** How long the oldest of them has been in Kafka. */
  readonly seconds: number;
}

/** How far the search server is behind the log, by the positions of whoever carries the readings. Throws while Kafka is away. */
export async function readLag(
  pool: Pool,
  log: LogReader,
  cluster: string,
  nowMs: number,
): Promise<SearchLag> {
  const { rows } = await pool.query<{ topic_id: string; partition: number; next: string }>(
    'SELECT topic_id, partition, next FROM consumer_offset WHERE consumer = $1',
    [consumerOf(cluster)],
  );
  const at = new Map(rows.map((row) => [`${row.topic_id}/${row.partition}`, Number(row.next)]));
  let messages = 0;
  let oldestMs = nowMs;
  for (const topic of [READINGS, BACKFILL]) {
    for (const { topicId, partition, logStart, logEnd } of await log.bounds(topic)) {
      const next = Math.max(logStart, at.get(`${topicId}/${partition}`) ?? logStart);
      if (next >= logEnd) continue;
      messages += logEnd - next;
      const [record] = (await log.readFrom(topic, partition, next, 1)).records;
      if (record !== undefined) oldestMs = Math.min(oldestMs, record.timestampMs);
    }
  }
  return { messages, seconds: (nowMs - oldestMs) / 1_000 };
}

/** When the oldest message of the raw log was received, ms since 1970; undefined: it has none. */
export async function messagesSince(log: LogReader): Promise<number | undefined> {
  const bounds = await log.bounds(RAW);
  const oldest = await Promise.all(
    bounds
      .filter(({ logStart, logEnd }) => logStart < logEnd)
      .map(({ partition, logStart }) => log.readFrom(RAW, partition, logStart, 1)),
  );
  const moments = oldest.flatMap(({ records }) => records.map(({ timestampMs }) => timestampMs));
  return moments.length === 0 ? undefined : Math.min(...moments);
}
