import { expect, it } from 'vitest';
import { pastPicture } from '@/components/inbox/past-picture';

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
