import { afterAll, beforeAll, expect, it } from 'vitest';
import { positions, storedPosition } from '@/server/stream/offset-fence';
import type { PartitionStart } from '@/server/stream/types';
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
