import { expect, it } from 'vitest';
import { energyBetween, type Profile, powerAt } from '@/tools/simulate/profile';

const MINUTE_MS = 60_000;
const fridge: Profile = {
  periodMs: 40 * MINUTE_MS,
  baseWatts: 2,
  pulses: [{ atMs: 5 * MINUTE_MS, lengthMs: 15 * MINUTE_MS, watts: 80 }],
};

it('draws base and pulse together while the pulse lasts, base alone otherwise', () => {
  expect(powerAt(fridge, 10 * MINUTE_MS)).toBe(82);
  expect(powerAt(fridge, 30 * MINUTE_MS)).toBe(2);
  expect(powerAt(fridge, 45 * MINUTE_MS)).toBe(82);
});

it('counts exactly the energy that the power adds up to, from any moment to any other', () => {
  const from = 7 * MINUTE_MS;
  const to = from + 95 * MINUTE_MS;
  let wattSeconds = 0;
  for (let at = from; at < to; at += 1000) wattSeconds += powerAt(fridge, at);

  expect(energyBetween(fridge, from, to)).toBeCloseTo(wattSeconds / 3_600_000, 9);
});

it('never counts backwards', () => {
  const moments = Array.from({ length: 500 }, (_, index) => energyBetween(fridge, 0, index * 37_000));

  expect(moments).toEqual([...moments].sort((a, b) => a - b));
});
