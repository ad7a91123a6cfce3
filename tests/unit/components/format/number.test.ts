import { expect, it } from 'vitest';
import { formatChange, formatNumber } from '@/components/format/number';

it.each([
  [21.6, 1, 'en-GB', '21.6'],
  [-17.25, 1, 'en-GB', '−17.3'],
  [19_152, 0, 'en-GB', '19,152'],
  [19_152.5, 1, 'de-DE', '19.152,5'],
  [19_152, 0, 'fr-FR', '19\u00a0152'],
  [-1234.5, 1, 'ar-EG', '−1,234.5'],
  [-5, 0, 'fa-IR', '−5'],
  [0, 2, 'en-GB', '0.00'],
  [-0.04, 1, 'en-GB', '0.0'],
  [1e12, 2, 'en-GB', '1.00E12'],
  [-2.5e9, 1, 'de-DE', '−2,5E9'],
])('writes %d with %d decimals for %s as %s', (value, decimals, locale, text) => {
  expect(formatNumber(value, decimals, locale)).toBe(text);
});

it('says the direction of a change, and nothing where it rounds to none', () => {
  expect([0.12, -0.1, 0.04].map((change) => formatChange(change, 1, 'en-GB'))).toEqual(['+0.1', '−0.1', '']);
});
