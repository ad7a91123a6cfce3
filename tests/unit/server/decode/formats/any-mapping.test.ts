import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reading } from '@/contracts/reading';
import { decodeRecord } from '@/server/decode/decode-record';
import { compileMapping } from '@/server/decode/mapping';
import { readDraft } from '@/server/decode/mapping-file';
import { aRawHeader } from '@/tests/support/builders';
import { readMapped } from '@/tests/support/read-mapped';
import { WILD_FORMATS, wildDrafts, wildPayload } from '@/tests/support/wild-drafts';

const RUNS = 600;

it.each(WILD_FORMATS)(
  'any mapping of %s is refused with a reason, or makes sound readings or none',
  (format) => {
    let taken = 0;
    let measured = 0;
    const payloads = fc.array(wildPayload, { minLength: 8, maxLength: 12 });
    fc.assert(
      fc.property(wildDrafts(format), payloads, (given, sent) => {
        const read = readDraft(given);
        if ('errors' in read) {
          for (const { path, message } of read.errors) expect(`${path} ${message}`).toMatch(/^\/\S+ ./);
          return;
        }
        taken += 1;
        const compiled = compileMapping({ mappingId: 1, version: 1 }, read.mapping);
        for (const payload of sent) {
          const message = { header: aRawHeader({ topic: 'a/x' }), payload, partition: 0, offset: 0 };
          const decoded = decodeRecord(message, [compiled], 'Europe/Berlin');
          if (decoded.outcome !== 'readings') continue;
          measured += 1;
          for (const each of decoded.readings) Reading.parse(each);
        }
      }),
      { numRuns: RUNS },
    );
    expect(taken).toBeGreaterThan(RUNS / 5);
    expect(measured).toBeGreaterThan(0);
  },
);

describe('a payload of 64 kB', () => {
  const temperature = { quantity: 'temperature', unit: '°C' };
  const KB_64 = 65_536;
  const filled = (part: string) => part.repeat(Math.floor(KB_64 / part.length));
  const csv = (index: number) => ({ format: 'csv', readings: [{ index, ...temperature }] });
  const kv = { format: 'kv', readings: [{ path: 't', ...temperature }] };
  const number = { format: 'number', allowUnitSuffix: true, readings: [temperature] };

  it.each([
    ['one line of numbers', csv(900), filled('1,'), 'temperature 1 °C'],
    ['quotes that never end', csv(0), filled('"'), 'NO_VALUE'],
    ['doubled quotes', csv(1), `"${filled('""').slice(2)}`, 'NO_VALUE'],
    ['empty lines', csv(0), filled('\n'), 'NO_VALUE'],
    ['lines', csv(0), filled('1\n'), 'temperature 1 °C'],
    ['pairs', kv, filled('t=1 '), 'temperature 1 °C'],
    ['white space', kv, filled(' '), 'NO_VALUE'],
    ['digits', number, filled('1'), 'BAD_NUMBER'],
    ['points', number, filled('.'), 'BAD_NUMBER'],
  ])('of %s is read to its end', (_, mapping, sent, expected) => {
    expect(readMapped(mapping)(sent)).toEqual([expected]);
  });

  it('of letters that make a backtracking engine hang is searched to its end', () => {
    const pattern = '^(?:(a)|b|ab)*(?:a+)+(\\d)$';
    const read = readMapped({ format: 'regex', readings: [{ ...temperature, pattern, group: 2 }] });

    expect(read('a'.repeat(8_000))).toEqual(['UNCLAIMED']);
    expect(read(`${'ab'.repeat(4_000)}a7`)).toEqual(['temperature 7 °C']);
  });
});
