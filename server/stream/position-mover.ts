import type { Pool } from 'pg';
import { fenceLost } from './offset-fence';
import type { StreamBatch } from './types';

/** Moves a consumer's position over a batch; throws `FenceLost` when another has moved it. */
export type PositionMover = (batch: StreamBatch) => Promise<void>;

interface Asked {
  readonly batch: StreamBatch;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * For batches with which nothing else is stored: all that ask while a statement is under way are moved by the next one.
 * What a crash takes from it, Kafka delivers again.
 */
export function createPositionMover(pool: Pool, consumer: string): PositionMover {
  let waiting: Asked[] = [];
  let moving = false;

  async function moveAll(): Promise<void> {
    moving = true;
    while (waiting.length > 0) {
      const asked = waiting;
      waiting = [];
      await settle(asked);
    }
    moving = false;
  }

  async function settle(asked: readonly Asked[]): Promise<void> {
    try {
      const moved = await move(
        pool,
        consumer,
        asked.map(({ batch }) => batch),
      );
      for (const { batch, resolve, reject } of asked)
        if (moved.has(nameOf(batch))) resolve();
        else fenceLost(pool, consumer, batch).then(reject, reject);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }

  return (batch) =>
    new Promise((resolve, reject) => {
      waiting.push({ batch, resolve, reject });
      if (!moving) void moveAll();
    });
}

const MOVE = `
  WITH unhurried AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
  UPDATE consumer_offset AS stored SET next = batch.next
  FROM unhurried, unnest($2::text[], $3::int[], $4::bigint[], $5::bigint[]) AS batch (topic_id, partition, first, next)
  WHERE stored.consumer = $1 AND stored.topic_id = batch.topic_id AND stored.partition = batch.partition
    AND stored.next = batch.first
  RETURNING stored.topic_id AS "topicId", stored.partition`;

async function move(
  pool: Pool,
  consumer: string,
  batches: readonly StreamBatch[],
): Promise<ReadonlySet<string>> {
  const moved = await pool.query<Pick<StreamBatch, 'topicId' | 'partition'>>({
    name: 'move-positions',
    text: MOVE,
    values: [
      consumer,
      batches.map(({ topicId }) => topicId),
      batches.map(({ partition }) => partition),
      batches.map(({ first }) => first),
      batches.map(({ next }) => next),
    ],
  });
  return new Set(moved.rows.map(nameOf));
}

function nameOf({ topicId, partition }: Pick<StreamBatch, 'topicId' | 'partition'>): string {
  return `${topicId}/${partition}`;
}
