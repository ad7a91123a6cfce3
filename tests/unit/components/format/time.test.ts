import { expect, it } from 'vitest';
import { formatMoment, formatTime } from '@/components/format/time';

const AT = Date.parse('2026-11-23T13:32:07.412Z');

it.each([
  ['minute', '14:32'],
  ['second', '14:32:07'],
  ['millisecond', '14:32:07.412'],
  ['day', 'Mon 23 Nov'],
  ['weekdayMinute', 'Mon 14:32'],
  ['date', '23 Nov 2026'],
] as const)("writes a moment's %s by the home's clock", (style, text) => {
  expect(formatTime(AT, style, 'Europe/Berlin', 'en-GB')).toBe(text);
});

it("calls a moment today by the home's calendar, not by the age", () => {
  const now = Date.parse('2026-11-23T23:30:00Z');

  expect(formatMoment(now - 3_600_000, now, 'Europe/London', 'en-GB')).toBe('today 22:30');
  expect(formatMoment(now - 3_600_000, now, 'Europe/Berlin', 'en-GB')).toBe('Mon 23 Nov 23:30');
});
