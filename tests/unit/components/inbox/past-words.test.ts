import { expect, it } from 'vitest';
import { pastWords } from '@/components/inbox/past-words';

const whole = (count: number) => `${count}`;
const PREVIEW = { series: [], looked: 3, isWhole: true, unreadable: [], isBeginGone: false };

it('says how many messages were read, one by one and by the many', () => {
  expect(pastWords(PREVIEW, whole)).toBe('3 messages were read for this.');
  expect(pastWords({ ...PREVIEW, looked: 1 }, whole)).toBe('1 message was read for this.');
  expect(pastWords({ ...PREVIEW, looked: 300, isWhole: false }, whole)).toBe(
    '300 messages were read for this, out of all the time; teaching reads them all.',
  );
  expect(pastWords(undefined, whole)).toBe('Looking at its past…');
});

it('says what comes to nothing, and that the raw log has forgotten the first', () => {
  const unreadable = [
    { code: 'BAD_JSON', count: 1 },
    { code: 'NO_VALUE', count: 2 },
    { code: 'ODD', count: 1 },
  ];
  expect(pastWords({ ...PREVIEW, unreadable, isBeginGone: true }, whole)).toBe(
    '3 messages were read for this. 1 is no JSON. 2 hold no number there. 1 can’t be read (ODD). The raw log has removed the first of them.',
  );
});
