import { describe, expect, it } from 'vitest';
import { formatNumber } from '@/components/format/number';
import { typedNumber } from '@/components/format/typed-number';

describe('a number that is typed', () => {
  it.each([
    ['21.5', 21.5],
    ['21,5', 21.5],
    [' 0,001 ', 0.001],
    ['-1.5', -1.5],
    ['−1,5', -1.5],
    ['–40', -40],
    ['+3', 3],
    ['.5', 0.5],
    ['5.', 5],
    ['1e-3', 0.001],
    ['40 000', 40_000],
    ['40\u00a0000,25', 40_000.25],
    ['40\u202f000', 40_000],
    ['1’234’567.8', 1_234_567.8],
    ['1.234.567', 1_234_567],
    ['1,234,567', 1_234_567],
    ['1,234.5', 1_234.5],
    ['1.234,5', 1_234.5],
    ['-12.345,6', -12_345.6],
    // What the form itself writes of a stored number must be read back as that.
    ['1.125', 1.125],
    ['1,125', 1.125],
  ])('%s is %d', (text, value) => {
    expect(typedNumber(text)).toBe(value);
  });

  it.each([
    '',
    ' ',
    'tenfold',
    '1.2.3',
    '1,2,3',
    '1 2',
    '12 34',
    '1.234.5',
    '0x10',
    'Infinity',
    '1e999',
    '--1',
    '5 W',
  ])('“%s” is none', (text) => {
    expect(typedNumber(text)).toBeUndefined();
  });

  it.each(['en', 'de', 'fr', 'de-CH'])('reads what is shown in %s', (locale) => {
    expect(typedNumber(formatNumber(-1_234_567.25, 2, locale))).toBe(-1_234_567.25);
  });
});
