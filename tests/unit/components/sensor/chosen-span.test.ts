import { expect, it } from 'vitest';
import { chosenId, rangeOf, spanRequest } from '@/components/sensor/ranges';

const NOW = 1_800_000_000_000;

it('a chosen span stands in the address, and is asked for as it is', () => {
  const range = rangeOf(chosenId(NOW - 7_200_000, NOW - 3_600_000, NOW));

  expect(range.chosen).toEqual({ from: NOW - 7_200_000, to: NOW - 3_600_000 });
  expect(spanRequest(range, NOW)).toEqual({ from: NOW - 7_200_000, to: NOW - 3_600_000, columns: 600 });
});

it('a chosen span is never shorter than ten seconds, longer than ten years, or after now', () => {
  const lengthOf = (from: number, to: number) => rangeOf(chosenId(from, to, NOW)).ms;

  expect(lengthOf(NOW - 5_000, NOW - 4_000)).toBe(10_000);
  expect(lengthOf(0, NOW)).toBe(10 * 365 * 86_400_000);
  expect(rangeOf(chosenId(NOW, NOW + 60_000, NOW)).chosen).toEqual({ from: NOW - 60_000, to: NOW });
});

it.each(['', 'abc', '5-1', '1-2', '99999999999999999-1', `0-${NOW * 9}`])(
  '%s is no span: it shows a day',
  (id) => {
    expect(rangeOf(id).id).toBe('24h');
  },
);
