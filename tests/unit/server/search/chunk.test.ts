import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actionAt,
  type Chunk,
  createChunkWriter,
  halvesOf,
  MOST_BYTES,
  pickOf,
} from '@/server/search/write/chunk';
import { actionText } from '@/server/search/write/document';

const ORIGIN = { topic: 't', partition: 0, sensorId: 'kitchen', uid: 'u', raw: { p: 0, o: 0 } };

function chunksOf(bodies: readonly string[]): Chunk[] {
  const writer = createChunkWriter();
  bodies.forEach((body, offset) => {
    writer.add(actionText('index', { index: 'i', id: `d${offset}`, version: 0, body }), {
      ...ORIGIN,
      offset,
    });
  });
  return writer.finish();
}

const idsIn = (chunk: Chunk) => chunk.ends.map((_, place) => actionAt(chunk, place).id);
const bodies = fc.array(
  fc.nat(200).map((length) => `{"a":"${'x'.repeat(length)}"}`),
  { minLength: 1, maxLength: 60 },
);

describe('chunks', () => {
  it('hold at most 2,000 actions and a megabyte, all of them in their order', () => {
    const chunks = chunksOf(Array.from({ length: 4_500 }, () => '{}'));

    expect(chunks.map(({ ends }) => ends.length)).toEqual([2_000, 2_000, 500]);
    expect(chunks.flatMap(idsIn)).toEqual(Array.from({ length: 4_500 }, (_, n) => `d${n}`));
    const large = chunksOf(Array.from({ length: 30 }, () => `{"a":"${'x'.repeat(100_000)}"}`));
    for (const { bytes } of large) expect(bytes.length).toBeLessThanOrEqual(MOST_BYTES);
  });

  it('hold what is larger than one alone', () => {
    const body = `{"a":"${'x'.repeat(2 * MOST_BYTES)}"}`;
    const chunks = chunksOf(['{}', body, '{}']);

    expect(chunks.map(({ ends }) => ends.length)).toEqual([1, 1, 1]);
    expect(chunks[1] && actionAt(chunks[1], 0)).toMatchObject({ id: 'd1', body, origin: { offset: 1 } });
  });

  it('come to the same when they are halved, however often', () => {
    fc.assert(
      fc.property(bodies, (all) => {
        const [whole] = chunksOf(all);
        if (whole === undefined) throw new Error('nothing was written');
        const single = (chunk: Chunk): Chunk[] =>
          chunk.ends.length < 2 ? [chunk] : halvesOf(chunk).flatMap(single);
        const pieces = single(whole);

        expect(pieces.flatMap(idsIn)).toEqual(idsIn(whole));
        expect(Buffer.concat(pieces.map(({ bytes }) => bytes))).toEqual(whole.bytes);
        expect(pieces.map((piece) => actionAt(piece, 0).body)).toEqual(all);
      }),
    );
  });

  it('give any of their actions', () => {
    fc.assert(
      fc.property(bodies, fc.array(fc.nat(59)), (all, wanted) => {
        const [whole] = chunksOf(all);
        if (whole === undefined) throw new Error('nothing was written');
        const places = [...new Set(wanted)].filter((place) => place < all.length).sort((a, b) => a - b);
        const picked = pickOf(whole, places);

        expect(idsIn(picked)).toEqual(places.map((place) => `d${place}`));
        expect(picked.origins.map(({ offset }) => offset)).toEqual(places);
        expect(picked.bytes.length).toBe(picked.ends.at(-1) ?? 0);
      }),
    );
  });
});
