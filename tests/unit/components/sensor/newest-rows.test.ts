import { expect, it } from 'vitest';
import { newestAfter } from '@/components/sensor/newest-rows';
import type { NewestReading } from '@/contracts/history';
import { FLAG_IMPLAUSIBLE, FLAG_LATE, type Sample } from '@/contracts/socket-events';

const TEMPERATURE = { quantity: 'temperature', channel: null };
const row = (measuredAt: number, value: number): NewestReading => ({
  measuredAt,
  value,
  implausible: false,
  late: false,
  clock: 'device',
});
const sample = (at: number, value: number, flags = 0, quantity = 'temperature'): Sample => [
  'kitchen',
  quantity,
  null,
  at * 1_000,
  value,
  flags,
];

it('stands newest first, and keeps no more than are shown', () => {
  const rows = newestAfter(
    [row(20, 2), row(10, 1)],
    [sample(30, 3), sample(15, 9, FLAG_LATE)],
    TEMPERATURE,
    3,
  );

  expect(rows.map(({ value, late }) => [value, late])).toEqual([
    [3, false],
    [2, false],
    [9, true],
  ]);
});

it('shows what a watch brings again once', () => {
  const rows = [row(20, 2)];

  expect(newestAfter(rows, [sample(20, 2)], TEMPERATURE, 9)).toBe(rows);
});

it('is of one series, and shows what can’t be as such', () => {
  const rows = newestAfter(
    [],
    [sample(1, 50, 0, 'humidity'), sample(2, 1e6, FLAG_IMPLAUSIBLE)],
    TEMPERATURE,
    9,
  );

  expect(rows.map(({ value, implausible }) => [value, implausible])).toEqual([[1e6, true]]);
});
