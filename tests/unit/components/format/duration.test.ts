import { expect, it } from 'vitest';
import { ageText, durationText } from '@/components/format/duration';

it.each([
  [412, '412 ms'],
  [1_500, '1.5 s'],
  [4_331, '4.3 s'],
  [12_400, '12 s'],
  [90_000, '1 min 30 s'],
  [3_599_600, '1 h'],
  [19_800_000, '5 h 30 min'],
  [7 * 86_400_000, '7 d'],
  [86_400_000 + 3 * 3_600_000 + 60_000, '1 d 3 h'],
])('says %d ms as %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

it('never says an age larger than it is', () => {
  expect([400, 59_900, 7_199_000, 90_000_000].map(ageText)).toEqual([
    'now',
    '59 s ago',
    '1 h ago',
    '1 d ago',
  ]);
});
