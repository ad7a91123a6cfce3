import { expect, it } from 'vitest';
import { isYoung, messagesADay } from '@/contracts/sensor-facts';

const HOUR_MS = 3_600_000;
const lasted = (hours: number) => ({ messages: 100, since: 0, learntAt: hours * HOUR_MS, complete: 1 });

it('messages a day are those of the last day; of a younger sensor they are scaled; minutes tell nothing', () => {
  expect(messagesADay(lasted(24))).toBe(100);
  expect(messagesADay(lasted(6))).toBe(400);
  expect(messagesADay(lasted(0.1))).toBeNull();
  expect([lasted(24), lasted(23.9)].map(isYoung)).toEqual([false, true]);
});
