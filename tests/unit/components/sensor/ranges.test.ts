import { expect, it } from 'vitest';
import { RANGES, rangeOf, shownUntil, spanRequest } from '@/components/sensor/ranges';

const NOW = Date.parse('2026-11-23T13:32:07.412Z');

it.each(RANGES)('asks for $label in columns that begin at round moments and reach beyond now', (range) => {
  const { from, to, columns } = spanRequest(range, NOW);

  expect(from % range.columnMs).toBe(0);
  expect(from).toBeLessThanOrEqual(NOW - range.ms + range.columnMs);
  expect(to).toBeGreaterThanOrEqual(NOW);
  // The server's width of a column: whole ms, the last reading still inside.
  expect(Math.floor((to - from) / columns) + 1).toBe(range.columnMs);
  expect(columns).toBeLessThanOrEqual(600);
});

it('ends with the newest reading where a clock is ahead, else now', () => {
  expect(shownUntil(NOW, { measuredAt: NOW + 20_000 })).toBe(NOW + 20_000);
  expect(shownUntil(NOW, { measuredAt: NOW - 20_000 })).toBe(NOW);
  expect(shownUntil(NOW, null)).toBe(NOW);
});

it('is a day for an address that names none', () => {
  expect([rangeOf(undefined).id, rangeOf('17y').id, rangeOf('7d').id]).toEqual(['24h', '24h', '7d']);
});
