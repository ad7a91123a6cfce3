import { afterAll, beforeAll, expect, it } from 'vitest';
import { advanceAlone, positions, storedPosition } from '@/server/stream/offset-fence';
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

it('moves a position once over a batch, and tells where it stands when it stands elsewhere', async () => {
  await storedPosition(database.pool, 'alone', at('moved', 0, 5));
  const batch: StreamBatch = {
    topic: 'readings',
    topicId: 'moved',
    partition: 0,
    records: [],
    first: 5,
    next: 9,
    end: 9,
  };

  await advanceAlone(database.pool, 'alone', batch);
  const again = advanceAlone(database.pool, 'alone', batch);

  await expect(again).rejects.toEqual(new FenceLost(9, 5));
  expect((await positions(database.pool, 'alone', 'readings'))?.offsets).toEqual({ 0: 9 });
});
