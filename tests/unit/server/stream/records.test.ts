import fc from 'fast-check';
import Decoder from 'kafkajs/src/protocol/decoder.js';
import decodeBatch from 'kafkajs/src/protocol/recordBatch/v0/decoder.js';
import { describe, expect, it } from 'vitest';
import { decodeRecords, UnreadableBatch } from '@/server/stream/decode-records';
import { encodeRecords, stampBatch } from '@/server/stream/encode-records';
import { BATCH, CONTROL } from '@/server/stream/record-batch';
import type { OutgoingRecord } from '@/server/stream/types';

const NOW_MS = 1_795_000_000_000;

const anOutgoingRecord = fc.record<OutgoingRecord>({
  topic: fc.constant('t'),
  key: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  value: fc.oneof(
    fc.constant(null),
    fc.string({ unit: 'grapheme' }),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  ),
  headers: fc.dictionary(fc.constantFrom('hearth', 'code', 'ü'), fc.string({ unit: 'grapheme' })),
  timestampMs: fc.integer({ min: 0, max: 2 * NOW_MS }),
});

describe('a batch of records', () => {
  it('reads as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anOutgoingRecord, { minLength: 1, maxLength: 50 }), async (written) => {
        const { records, next } = await decodeRecords(await encodeRecords(written, NOW_MS), 0);

        expect(next).toBe(written.length);
        expect(records).toEqual(
          written.map(({ key, value, headers, timestampMs }, offset) => ({
            offset,
            timestampMs,
            key: Buffer.from(key),
            value: value === null ? null : Buffer.from(value),
            headers: Object.fromEntries(
              Object.entries(headers ?? {}).map(([name, text]) => [name, Buffer.from(text)]),
            ),
          })),
        );
      }),
    );
  });

  it('reads the same with kafkajs', async () => {
    const batch = await encodeRecords(
      [
        { topic: 't', key: 'kitchen', value: '21.5', headers: { hearth: '{}' }, timestampMs: NOW_MS },
        { topic: 't', key: 'bath', value: null, timestampMs: NOW_MS - 70_000 },
      ],
      NOW_MS,
    );
    stampBatch(batch, { producerId: 4711, epoch: 3, sequence: 17 });

    const read = await decodeBatch(new Decoder(batch));

    expect(read).toMatchObject({ producerId: '4711', producerEpoch: 3, firstSequence: 17 });
    expect(read.records).toMatchObject([
      { key: Buffer.from('kitchen'), value: Buffer.from('21.5'), timestamp: String(NOW_MS) },
      { key: Buffer.from('bath'), value: null, timestamp: String(NOW_MS - 70_000) },
    ]);
  });

  it('gives only what is at or after the offset asked for, and covers what the log has no record of', async () => {
    const batch = at(await encodeRecords(['a', 'b', 'c'].map(valued), NOW_MS), 10);

    const { records, next } = await decodeRecords(batch, 11);

    expect(records.map((record) => record.offset)).toEqual([11, 12]);
    expect(next).toBe(13);
  });

  it('passes over a control batch', async () => {
    const control = at(await encodeRecords([valued('marker')], NOW_MS), 0);
    control.writeInt16BE(control.readInt16BE(BATCH.attributes) | CONTROL, BATCH.attributes);
    const after = at(await encodeRecords([valued('b')], NOW_MS), 1);

    const { records, next } = await decodeRecords(Buffer.concat([control, after]), 0);

    expect(records.map((record) => record.value?.toString())).toEqual(['b']);
    expect(next).toBe(2);
  });

  it('leaves a batch that is cut by the limit of an answer for the next one', async () => {
    const whole = at(await encodeRecords([valued('a')], NOW_MS), 0);
    const cut = at(await encodeRecords([valued('b')], NOW_MS), 1).subarray(0, -1);

    const { records, next } = await decodeRecords(Buffer.concat([whole, cut]), 0);

    expect(records.map((record) => record.value?.toString())).toEqual(['a']);
    expect(next).toBe(1);
  });

  it('is refused when it is compressed in another way', async () => {
    const zstd = await encodeRecords([valued('a')], NOW_MS);
    zstd.writeInt16BE(4, BATCH.attributes);

    await expect(decodeRecords(zstd, 0)).rejects.toThrow(UnreadableBatch);
    await expect(decodeRecords(zstd, 0)).rejects.toThrow('zstd');
  });
});

function valued(value: string): OutgoingRecord {
  return { topic: 't', key: 'k', value };
}

/** The batch as Kafka gives it back: with its first offset. */
function at(batch: Buffer, firstOffset: number): Buffer {
  batch.writeBigInt64BE(BigInt(firstOffset));
  return batch;
}
