import { expect, it } from 'vitest';
import { isAligned, offsetOf } from '@/contracts/swap';

it('counters go on over a swap; what begins anew each day, and what is no counter, does not', () => {
  expect(['energy', 'water', 'gas', 'energy_returned', 'rain'].map(isAligned)).not.toContain(false);
  expect(['energy_daily', 'energy_net', 'power', 'temperature', 'unheard-of'].map(isAligned)).not.toContain(
    true,
  );
});

it('an offset takes the new counter to where the old one ended', () => {
  const counter = { quantity: 'energy', channel: null, unit: 'kWh' };

  expect(offsetOf({ ...counter, ended: 1_204.3, begins: 0.2 })).toBe(1_204.1);
  expect(offsetOf({ ...counter, ended: 3, begins: 10.5 })).toBe(-7.5);
});
