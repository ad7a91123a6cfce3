import type { Pool, PoolClient } from 'pg';
import { FenceLost, type PartitionStart, type StreamBatch } from './types';

/**
 * The position a consumer goes on from; makes the row at the log's start when the partition is new to it.
 * A stored position before the log's start or after its end is returned as it is: the stream reports it as an incident.
 */
export async function storedPosition(pool: Pool, consumer: string, at: PartitionStart): Promise<number> {
  // Positions in a topic of that name that is no more are kept, but belong to no topic any longer.
  const made = await pool.query<{ next: string }>(
    `WITH former AS (
       UPDATE consumer_offset SET topic = '' WHERE consumer = $1 AND topic = $4 AND topic_id <> $2
     ) INSERT INTO consumer_offset (consumer, topic_id, partition, topic, next) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (consumer, topic_id, partition) DO UPDATE SET topic = excluded.topic RETURNING next`,
    [consumer, at.topicId, at.partition, at.topic, at.logStart],
  );
  return Number(made.rows[0]?.next);
}

/** Moves the position over the batch inside the transaction that applies it; throws `FenceLost` when another has moved it. */
export async function advance(client: PoolClient, consumer: string, batch: StreamBatch): Promise<void> {
  const { topicId, partition, first, next } = batch;
  const moved = await client.query(
    'UPDATE consumer_offset SET next = $1 WHERE consumer = $2 AND topic_id = $3 AND partition = $4 AND next = $5',
    [next, consumer, topicId, partition, first],
  );
  if (moved.rowCount !== 1) throw await fenceLost(client, consumer, batch);
}

/** What to throw when a position doesn't stand before the batch: where it stands instead. */
export async function fenceLost(
  client: PoolClient | Pool,
  consumer: string,
  { topicId, partition, first }: StreamBatch,
): Promise<FenceLost> {
  const stored = await client.query<{ next: string }>(
    'SELECT next FROM consumer_offset WHERE consumer = $1 AND topic_id = $2 AND partition = $3',
    [consumer, topicId, partition],
  );
  return new FenceLost(Number(stored.rows[0]?.next ?? first), first);
}

/** All positions of a consumer, for cursors: read in the same transaction as the rows they belong to. */
export async function positions(
  client: PoolClient | Pool,
  consumer: string,
  topic: string,
): Promise<{ topicId: string; offsets: Record<string, number> } | undefined> {
  const rows = await client.query<{ topic_id: string; partition: number; next: string }>(
    'SELECT topic_id, partition, next FROM consumer_offset WHERE consumer = $1 AND topic = $2',
    [consumer, topic],
  );
  const topicId = rows.rows.at(-1)?.topic_id;
  if (topicId === undefined) return undefined;
  const own = rows.rows.filter((row) => row.topic_id === topicId);
  return {
    topicId,
    offsets: Object.fromEntries(own.map((row) => [String(row.partition), Number(row.next)])),
  };
}
