import { expect, it } from 'vitest';
import { pastPicture, unbroken } from '@/components/inbox/past-picture';

it('draws from point to point, the newest at the right', () => {
  expect(
    pastPicture(
      [
        [0, 10],
        [50, 20],
        [100, 15],
      ],
      110,
      110,
    ),
  ).toEqual({
    line: 'M5 105L55 5L105 55',
    area: 'M5 105L55 5L105 55L105 110L5 110Z',
    end: { x: 105, y: 55 },
    lowest: 10,
    highest: 20,
  });
});

it('draws one value, and nothing where there is none', () => {
  expect(pastPicture([[7, 3]], 100, 40)?.end).toEqual({ x: 95, y: 20 });
  expect(pastPicture([], 100, 40)).toBeUndefined();
});

it('breaks where nothing came for five of its steps, and draws one value alone as a point', () => {
  const minute = 60_000;
  const points = [0, 1, 2, 8, 9, 20].map((at) => [at * minute, 1] as const);

  expect(unbroken(points).map((piece) => piece.map(([at]) => at / minute))).toEqual([
    [0, 1, 2],
    [8, 9],
    [20],
  ]);

  const picture = pastPicture(points, 210, 20);
  expect(picture?.line).toBe('M5 10L15 10L25 10M85 10L95 10M205 10h0');
  expect(picture?.area.match(/Z/g)).toHaveLength(2);
});

it('a few seconds are no gap, however often it sends', () => {
  expect(unbroken([0, 1, 2, 3, 40].map((second) => [second * 1_000, 1] as const))).toHaveLength(1);
  expect(unbroken([0, 1, 2, 3, 60].map((second) => [second * 1_000, 1] as const))).toHaveLength(2);
});
