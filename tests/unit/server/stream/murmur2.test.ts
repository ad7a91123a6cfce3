import fc from 'fast-check';
import { Partitioners } from 'kafkajs';
import { expect, it } from 'vitest';
import { murmur2, partitionOf } from '@/server/stream/murmur2';

it('hashes as Java does', () => {
  const hashes = ['21', 'foobar', 'a-little-bit-long-string', 'abc'].map((text) =>
    murmur2(Buffer.from(text)),
  );

  expect(hashes).toEqual([-973932308, -790332482, -985981536, 479470107]);
});

it('chooses the partition that kafkajs chooses', () => {
  const partitioner = Partitioners.DefaultPartitioner();
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.integer({ min: 1, max: 50 }),
      (key, count) => {
        const bytes = Buffer.from(key);
        const partitionMetadata = Array.from({ length: count }, (_, partitionId) => ({
          partitionId,
          leader: 1,
          isr: [],
          partitionErrorCode: 0,
          replicas: [],
        }));

        const chosen = partitionOf(bytes, bytes.length, count);

        expect(chosen).toBe(partitioner({ topic: 't', partitionMetadata, message: { key, value: '' } }));
      },
    ),
  );
});
