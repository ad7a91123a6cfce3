import { expect, it } from 'vitest';
import { bridged } from '@/server/history/cells';

it('the line of what speaks seldom has no gaps but real ones', () => {
  const hourly = [1, null, null, null, 5, null, null, null, 9, ...new Array<null>(20).fill(null), 3, null];

  const line = bridged(hourly);

  expect(line.slice(0, 9)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(line.slice(9)).toEqual(hourly.slice(9));
});

it('what speaks in every column has a gap where it missed more than two', () => {
  const steady = Array.from({ length: 20 }, (_, place) => place);

  expect(bridged([...steady, null, null, 22])).toEqual([...steady, 20, 21, 22]);
  expect(bridged([...steady, null, null, null, 23])).toEqual([...steady, null, null, null, 23]);
});
