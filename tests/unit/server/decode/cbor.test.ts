import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCbor } from '@/server/decode/cbor';
import { MAX_DEPTH } from '@/server/decode/payload';

const read = (hex: string) => readCbor(Buffer.from(hex, 'hex'));
const code = (hex: string) => {
  const outcome = read(hex);
  return 'refusal' in outcome ? outcome.refusal.code : 'read';
};

describe('readCbor', () => {
  // Examples of RFC 8949, appendix A.
  it.each([
    ['00', 0],
    ['1903e8', 1000],
    ['1b000000e8d4a51000', 1_000_000_000_000],
    ['20', -1],
    ['3903e7', -1000],
    ['f93e00', 1.5],
    ['f90001', 2 ** -24],
    ['f9c400', -4],
    ['fa47c35000', 100_000],
    ['fb3ff199999999999a', 1.1],
    ['f4', false],
    ['f6', null],
    ['6449455446', 'IETF'],
    ['62c3bc', 'ü'],
    ['83010203', [1, 2, 3]],
    ['9f01820203ff', [1, [2, 3]]],
    ['a26161016162820203', { a: 1, b: [2, 3] }],
    ['bf61610161629f0203ffff', { a: 1, b: [2, 3] }],
    ['a1200a', { '-1': 10 }],
    ['c48221196ab3', 273.15],
    ['c11a514b67b0', 1_363_896_240],
    ['7f657374726561646d696e67ff', 'streaming'],
    ['c249010000000000000000', 2 ** 64],
    ['c349010000000000000000', -(2 ** 64)],
    ['c5822003', 1.5],
    ['d9d9f701', 1],
  ])('reads %s', (hex, value) => {
    expect(read(hex)).toEqual({ value });
  });

  it.each([
    ['', 'nothing'],
    ['19', 'a number that ends'],
    ['0000', 'two values'],
    ['9f01', 'an array without an end'],
    ['9bffffffffffffffff', 'an array longer than the message'],
    ['5bffffffffffffffff', 'bytes longer than the message'],
    ['61ff', 'a text that is not UTF-8'],
    ['a1f600', 'a key that is null'],
    ['ff', 'an end of nothing'],
    ['f8ff', 'a simple value'],
    ['1c', 'a reserved length'],
    ['7f6161', 'a text in pieces without an end'],
    ['7f4161ff', 'a text in pieces of bytes'],
    ['c26161', 'a whole number of text'],
    ['c501', 'a fraction of one number'],
  ])('refuses %s: %s', (hex) => {
    expect(code(hex)).toBe('SCHEMA');
  });

  it('reads no deeper and no more than its limits', () => {
    expect(code(`${'81'.repeat(MAX_DEPTH)}00`)).toBe('read');
    expect(code(`${'81'.repeat(MAX_DEPTH + 1)}00`)).toBe('SCHEMA');
    expect(code('81'.repeat(60_000))).toBe('SCHEMA');
    expect(code(`99ffff${'00'.repeat(65_534)}`)).toBe('TOO_LARGE');
    expect(code(`99c350${'00'.repeat(50_000)}`)).toBe('SCHEMA');
  });

  it('takes __proto__ for a key like any other', () => {
    const outcome = read('a1695f5f70726f746f5f5fa1617801');

    expect('value' in outcome && Object.keys(outcome.value as object)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('reads or refuses any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(Object.keys(readCbor(bytes))).toHaveLength(1);
      }),
      { numRuns: 3000 },
    );
  });
});
