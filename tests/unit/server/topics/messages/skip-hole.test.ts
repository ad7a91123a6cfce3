import { expect, it } from 'vitest';
import type { MessageReader } from '@/server/stream/admin/message-reader';
import { skipHole } from '@/server/topics/messages/skip-hole';

const PLACE = { topicId: 't', partition: 0, leader: 1, start: 0, end: 50_000_000, oldest: 0, newest: 0 };

/** A log that holds messages at these offsets alone, one a chunk; counts the questions. */
function aLog(offsets: readonly number[]): MessageReader & { asked: number } {
  const log = {
    asked: 0,
    read: async (_place: unknown, from: number, end: number) => {
      log.asked += 1;
      const offset = offsets.find((one) => one >= from);
      const records =
        offset === undefined ? [] : [{ offset, timestampMs: 0, key: null, value: null, headers: {} }];
      return { records, unreadable: [], next: offset === undefined ? end : offset + 1, bytes: 0 };
    },
    stop: () => undefined,
  };
  return log;
}

it.each([
  [[5, 10, 49_999_990], 49_000_000],
  [[5, 1_234_567, 49_999_990], 49_000_000],
  [[0], 49_999_999],
])('finds what is before a hole of millions of offsets in a few questions: %j', async (offsets, until) => {
  const log = aLog(offsets);
  const before = offsets.filter((offset) => offset < until).at(-1) ?? 0;

  const found = await skipHole(log, PLACE, until, 16);

  expect(found).toBeGreaterThan(before);
  expect(found - before).toBeLessThanOrEqual(16);
  expect(log.asked).toBeLessThan(40);
});

it('ends at the start of a log that holds nothing more', async () => {
  const log = aLog([49_999_990]);

  expect(await skipHole(log, PLACE, 49_000_000, 16)).toBe(0);
});
