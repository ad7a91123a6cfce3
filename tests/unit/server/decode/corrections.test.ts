import { expect, it } from 'vitest';
import { createCorrections } from '@/server/decode/corrections';

const corrected = (id: number, replayId: number, validFrom: number, validTo: number, said: string) => ({
  id,
  replayId,
  validFrom,
  validTo,
  isUndone: false,
  said,
});

it('answers with what the newest replay says that covers the moment', () => {
  const corrections = createCorrections<string, string>();
  corrections.set('hall', corrected(2, 9, 15, 30, 'later'));
  corrections.set('hall', corrected(1, 3, 10, 20, 'first'));

  expect([9, 10, 14, 15, 29, 30].map((at) => corrections.at('hall', at))).toEqual([
    undefined,
    'first',
    'first',
    'later',
    'later',
    undefined,
  ]);
  expect(corrections.at('kitchen', 15)).toBeUndefined();
});

it('forgets what was taken back: what held before holds again', () => {
  const corrections = createCorrections<string, string>();
  corrections.set('hall', corrected(1, 3, 10, 20, 'first'));
  corrections.set('hall', corrected(2, 9, 10, 20, 'later'));
  corrections.set('hall', { ...corrected(2, 9, 10, 20, 'later'), isUndone: true });

  expect(corrections.at('hall', 15)).toBe('first');
});
