import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteReader } from '@/server/stream/byte-reader';
import { ByteWriter } from '@/server/stream/byte-writer';

const int64 = fc.maxSafeInteger();
const int53 = fc.integer({ min: -(2 ** 52), max: 2 ** 52 - 1 });
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

it('reads every number as it was written, from a writer that began too small', () => {
  fc.assert(
    fc.property(int64, int53, int32, fc.nat(2 ** 32 - 1), (long, delta, int, unsigned) => {
      const writer = new ByteWriter(1)
        .int64(long)
        .varlong(delta)
        .int32(int)
        .varint(int)
        .unsignedVarint(unsigned);

      const reader = new ByteReader(writer.written());

      expect([
        reader.int64(),
        reader.varlong(),
        reader.int32(),
        reader.varint(),
        reader.unsignedVarint(),
      ]).toEqual([long, delta, int, int, unsigned]);
      expect(reader.left).toBe(0);
    }),
  );
});

it('reads every text as it was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const reader = new ByteReader(new ByteWriter(1).string(text).compactString(text).noTags().written());

      expect([reader.string(), reader.compactString(), reader.skipTags().left]).toEqual([text, text, 0]);
    }),
  );
});

it('throws at the end of the bytes', () => {
  expect(() => new ByteReader(Buffer.from([0x80])).unsignedVarint()).toThrow(RangeError);
  expect(() => new ByteReader(Buffer.from([1])).int32()).toThrow(RangeError);
  expect(() => new ByteReader(Buffer.from([1])).raw(2)).toThrow(RangeError);
});
