import { expect, it } from 'vitest';
import { answerTo, changedSince, type Judged, whyNotYet } from '@/components/believable/judged';

const KNOWN: Judged = { state: 'known', judgement: { released: 2, marked: 0, since: 1_700_000_000_000 } };
const LOOKING: Judged = { state: 'looking' };
const FAILED: Judged = { state: 'failed' };

it('an answer, also that there is none, is one to its own question alone', () => {
  expect(answerTo('0 to 5', { asked: '0 to 5', judged: KNOWN })).toEqual(KNOWN);
  expect(answerTo('0 to 50', { asked: '0 to 5', judged: KNOWN })).toEqual(LOOKING);
  expect(answerTo('0 to 50', { asked: '0 to 5', judged: FAILED })).toEqual(LOOKING);
  expect(answerTo('0 to 50', undefined)).toEqual(LOOKING);
});

it('the past is changed since the first value that would be another, and only where that is known', () => {
  expect(changedSince(KNOWN)).toBe(1_700_000_000_000);
  expect(changedSince(LOOKING)).toBeNull();
  expect(changedSince(FAILED)).toBeNull();
});

it('says why a range can’t be set: it is none, it is looked up, or that failed', () => {
  expect(whyNotYet(true, KNOWN)).toBeUndefined();
  expect(whyNotYet(false, KNOWN)).toContain('the lower one first');
  expect(whyNotYet(true, LOOKING)).toBe('Looking at what is stored…');
  expect(whyNotYet(true, FAILED)).toContain('could not be looked up');
});
