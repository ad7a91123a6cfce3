import { expect, it } from 'vitest';
import { bytesText } from '@/components/format/bytes';
import { aFormat } from '@/tests/support/a-format';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [12_345, '12.3 kB'],
  [999_600, '1.0 MB'],
  [123_400_000, '123 MB'],
  [9_200_000_000, '9.2 GB'],
  [2e15, '2.0 PB'],
  [5e18, '5,000 PB'],
])('%d bytes are %s', (bytes, text) => {
  expect(bytesText(bytes, aFormat().number)).toBe(text);
});
