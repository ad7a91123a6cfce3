import { expect, it } from 'vitest';
import { isYoung, messagesADay, refusedLately } from '@/contracts/sensor-facts';

const HOUR_MS = 3_600_000;
const lasted = (hours: number) => ({ messages: 100, since: 0, learntAt: hours * HOUR_MS, complete: 1 });

it('messages a day are those of the last day; of a younger sensor they are scaled; minutes tell nothing', () => {
  expect(messagesADay(lasted(24))).toBe(100);
  expect(messagesADay(lasted(6))).toBe(400);
  expect(messagesADay(lasted(0.1))).toBeNull();
  expect([lasted(24), lasted(23.9)].map(isYoung)).toEqual([false, true]);
});

it('logins were turned away lately, unless they came in since', () => {
  const now = 100 * HOUR_MS;
  const login = (id: string, refusedAgo: number, seenAgo?: number) => ({
    id,
    name: id,
    lastRefusedAt: now - refusedAgo * HOUR_MS,
    lastRefusal: 'wrong password',
    lastSeenAt: seenAgo === undefined ? null : now - seenAgo * HOUR_MS,
  });
  const logins = [
    login('days ago', 25),
    login('today', 23, 24),
    login('came in since', 2, 1),
    login('just came in', 0.5, 0.1),
    { ...login('never', 1), lastRefusedAt: null },
  ];

  expect(refusedLately(logins, now).map(({ id }) => id)).toEqual(['just came in', 'today']);
  expect(refusedLately([{ ...login('old', 1), lastRefusal: null }], now)[0]?.why).toBe('it was not said why');
});
