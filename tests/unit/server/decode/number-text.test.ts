import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberFrom } from '@/server/decode/number-text';

describe('numberFrom', () => {
  it.each([
    ['21.5', 21.5],
    [' 21.50\r\n', 21.5],
    ['45.2\0', 45.2],
    ['\uFEFF 7', 7],
    ['+4.5', 4.5],
    ['-3.25', -3.25],
    ['5.', 5],
    ['.5', 0.5],
    ['1.01325e+05', 101_325],
    ['1E3', 1000],
    ['90071992547409931', 2 ** 53 * 10 + 16],
  ])('reads %j as a number', (text, value) => {
    expect(numberFrom(text)).toBe(value);
  });

  it.each([
    '',
    ' ',
    '\0',
    '-',
    '.',
    'e5',
    '0x1F',
    '1_000',
    '21,5',
    '21.5C',
    '21.5 °C',
    '1e999',
    '1e',
    '1 2',
    'nan',
  ])('refuses %j', (text) => {
    expect(numberFrom(text)).toBeUndefined();
  });

  it.each([
    'inf',
    'Infinity',
    'null',
    'None',
    'true',
    'unavailable',
    'unknown',
    'undefined',
    'ERR',
    '١٢',
    '--1',
    '[5]',
  ])('takes the word %j for no number', (text) => {
    expect(numberFrom(text)).toBeUndefined();
  });

  it('makes 0 of -0', () => {
    expect(Object.is(numberFrom('-0'), 0)).toBe(true);
    expect(Object.is(numberFrom('-0.00'), 0)).toBe(true);
  });

  it('reads a decimal comma where the mapping says so, and then no point', () => {
    const comma = { decimalSeparator: ',' } as const;

    expect(numberFrom('21,5', comma)).toBe(21.5);
    expect(numberFrom('-,5', comma)).toBe(-0.5);
    expect(numberFrom('21', comma)).toBe(21);
    expect(numberFrom('1.234,5', comma)).toBeUndefined();
    expect(numberFrom('1.234', comma)).toBeUndefined();
    expect(numberFrom('1,2,3', comma)).toBeUndefined();
  });

  it('lets the mapped unit follow where the mapping says so, in any of its spellings', () => {
    const suffix = { allowUnitSuffix: true };

    expect(numberFrom('21.5 °C', suffix, '°C')).toBe(21.5);
    expect(numberFrom('21.5C', suffix, '°C')).toBe(21.5);
    expect(numberFrom('21.5', suffix, '°C')).toBe(21.5);
    expect(numberFrom('1e3W', suffix, 'W')).toBe(1000);
    expect(numberFrom('70 °F', suffix, '°C')).toBeUndefined();
    expect(numberFrom('21.5 soon', suffix, '°C')).toBeUndefined();
    expect(numberFrom('°C', suffix, '°C')).toBeUndefined();
  });

  it('agrees with the grammar on any text', () => {
    const grammar = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
    const alike = fc.string({ unit: fc.constantFrom(...'0123456789+-.eE, xN'.split('')), maxLength: 12 });

    fc.assert(
      fc.property(fc.oneof(alike, fc.string(), fc.double().map(String)), (text) => {
        const trimmed = text.replace(/^[\s\0\uFEFF]+|[\s\0\uFEFF]+$/g, '');
        const expected =
          grammar.test(trimmed) && Number.isFinite(Number(trimmed)) ? Number(trimmed) + 0 : undefined;
        expect(numberFrom(text)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes time in proportion to the text, whatever it is', () => {
    const spaces = `1${' '.repeat(60_000)}x`;

    const startedMs = performance.now();
    numberFrom(spaces);
    numberFrom('1'.repeat(60_000), { allowUnitSuffix: true }, 'W');
    numberFrom(`${'1.'.repeat(30_000)}x`, { allowUnitSuffix: true }, 'W');

    // Quadratic work on 60,000 characters is seconds; the limit is wide for a busy machine.
    expect(performance.now() - startedMs).toBeLessThan(500);
  });
});
