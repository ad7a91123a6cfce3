import { expect, it } from 'vitest';
import { shortMoment } from '@/components/format/short-moment';
import { aFormat } from '@/tests/support/a-format';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 10, 23, 12, 30);

it.each([
  [1, '11:30'],
  [23.9, '12:36'],
  [24, 'Sun 12:30'],
  [7 * 24, '16 Nov 2026'],
])('what was %d h ago is %s', (hours, text) => {
  expect(shortMoment(NOW - hours * HOUR_MS, NOW, aFormat())).toBe(text);
});
