import { afterAll, beforeAll, expect, it } from 'vitest';
import { positions, storedPosition } from '@/server/stream/offset-fence';
import { createPositionMover } from '@/server/stream/position-mover';
import { FenceLost, type PartitionStart, type StreamBatch } from '@/server/stream/types';
import { aDatabase } from '@/tests/support/a-database';

let database: Awaited<ReturnType<typeof aDatabase>>;
beforeAll(async () => {
  database = await aDatabase();
});
afterAll(() => database.drop());

const at = (topicId: string, partition: number, logStart = 0): PartitionStart => ({
  topic: 'readings',
  topicId,
  partition,
  logStart,
  logEnd: 1_000,
});

it('tells positions in the topic that is there, not in a former one of its name', async () => {
  for (const partition of [0, 1, 2])
    await storedPosition(database.pool, 'history', at('former', partition, 7));
  await storedPosition(database.pool, 'history', at('present', 0, 3));
  // Whatever order the rows lie in.
  await database.pool.query("UPDATE consumer_offset SET next = next WHERE topic_id = 'former'");

  expect(await positions(database.pool, 'history', 'readings')).toEqual({
    topicId: 'present',
    offsets: { 0: 3 },
  });
});

it('goes on where it stood in a topic that is found again after all', async () => {
  await storedPosition(database.pool, 'decode', at('one', 0, 5));
  await storedPosition(database.pool, 'decode', at('other', 0, 0));

  expect(await storedPosition(database.pool, 'decode', at('one', 0, 0))).toBe(5);
  expect((await positions(database.pool, 'decode', 'readings'))?.topicId).toBe('one');
});

it('moves positions once over their batches, and tells where one stands that stands elsewhere', async () => {
  for (const partition of [0, 1, 2]) await storedPosition(database.pool, 'alone', at('moved', partition, 5));
  const batch = (partition: number, first: number): StreamBatch => ({
    topic: 'readings',
    topicId: 'moved',
    partition,
    records: [],
    first,
    next: first + 4,
    end: first + 4,
  });
  const move = createPositionMover(database.pool, 'alone');

  // The first goes alone, the others together in the next statement.
  await Promise.all([move(batch(0, 5)), move(batch(1, 5)), move(batch(2, 5))]);
  const again = [move(batch(0, 9)), move(batch(1, 5)), move(batch(2, 9))];
  const settled = await Promise.allSettled(again);

  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  await expect(again[1]).rejects.toEqual(new FenceLost(9, 5));
  expect((await positions(database.pool, 'alone', 'readings'))?.offsets).toEqual({ 0: 13, 1: 9, 2: 13 });
});

it('moves what is asked for after a statement that failed', async () => {
  const refused = await storedPosition(database.pool, 'refused', at('moved', 0, 0));
  const move = createPositionMover(database.pool, 'refused');
  const batch = { topic: 'readings', topicId: 'moved', partition: 0, records: [], first: refused, end: 4 };

  await expect(move({ ...batch, next: Number.MAX_VALUE })).rejects.toThrow(/bigint/);
  await move({ ...batch, next: 4 });

  expect((await positions(database.pool, 'refused', 'readings'))?.offsets).toEqual({ 0: 4 });
});
