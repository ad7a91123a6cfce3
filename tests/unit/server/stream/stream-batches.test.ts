import { expect, it } from 'vitest';
import { batchesOf } from '@/server/stream/stream-batches';
import type { StreamRecord } from '@/server/stream/types';

const at = { topic: 'raw', topicId: 'id', partition: 0 };

it('cuts after 2,000 records, each batch beginning where the one before ended', () => {
  const records = Array.from({ length: 4_500 }, (_, index) => aRecord(10 + index, 1));

  const batches = batchesOf(at, { records, next: 4_600, end: 5_000 }, 7);

  expect(batches.map(({ first, next, records: { length } }) => [first, next, length])).toEqual([
    [7, 2_010, 2_000],
    [2_010, 4_010, 2_000],
    [4_010, 4_600, 500],
  ]);
});

it('cuts before a megabyte is passed, and lets a larger record go alone', () => {
  const records = [aRecord(0, 600_000), aRecord(1, 600_000), aRecord(2, 2_000_000), aRecord(3, 10)];

  const batches = batchesOf(at, { records, next: 4, end: 4 }, 0);

  expect(batches.map((batch) => batch.records.map((record) => record.offset))).toEqual([[0], [1], [2], [3]]);
});

it('makes no batch of nothing', () => {
  expect(batchesOf(at, { records: [], next: 9, end: 9 }, 5)).toEqual([]);
});

function aRecord(offset: number, bytes: number): StreamRecord {
  return { offset, timestampMs: 0, key: null, value: Buffer.alloc(bytes), headers: {} };
}
