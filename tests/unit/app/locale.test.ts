import { expect, it } from 'vitest';
import { localeOf } from '@/app/locale';

it.each([
  ['de-DE,de;q=0.9,en;q=0.8', 'de-DE'],
  ['*', 'en-GB'],
  [null, 'en-GB'],
  ['!!, fr', 'fr'],
  ['x'.repeat(5_000), 'en-GB'],
])('numbers for "%s" are written as in %s', (header, locale) => {
  expect(localeOf(header)).toBe(locale);
});
