import { describe, expect, it } from 'vitest';
import { countedEnergy } from '@/server/history/counted-energy';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Values a minute apart, or at moments of their own. */
const energyOf = (...values: readonly (number | readonly [at: number, value: number])[]) =>
  countedEnergy(
    values.map((one, index) =>
      typeof one === 'number' ? { at: index * MINUTE, value: one } : { at: one[0], value: one[1] },
    ),
  );

describe('what a counter counted', () => {
  it('is the sum of what it rose', () => {
    expect(energyOf(100, 100.1, 100.1, 100.3)).toBeCloseTo(0.3, 9);
  });

  it('is nothing of a single value, or of none', () => {
    expect(energyOf(100)).toBe(0);
    expect(energyOf()).toBe(0);
  });

  it('goes on where it stood when a drop was a slip', () => {
    expect(energyOf(3.737, 0, 3.746)).toBeCloseTo(0.009, 9);
    expect(energyOf(215.6, 215.5, 0.1, 0.1, 215.6)).toBeCloseTo(0, 9);
  });

  it('leaves a jump out that returns', () => {
    expect(energyOf(10, 999_999, 10.1)).toBeCloseTo(0.1, 9);
  });

  it('counts before and after a reset', () => {
    expect(energyOf([0, 100], [HOUR, 105], [2 * HOUR, 0], [3 * HOUR, 3], [4 * HOUR, 4])).toBeCloseTo(9, 9);
  });

  it('takes a drop for a reset only when it has lasted', () => {
    expect(energyOf([0, 100], [MINUTE, 100.2], [2 * MINUTE, 0.1])).toBeCloseTo(0.2, 9);
  });

  it('credits nothing of a counter that comes back with more than a house can take', () => {
    expect(energyOf([0, 500], [MINUTE, 300], [HOUR, 301], [2 * HOUR, 302])).toBeCloseTo(2, 9);
  });

  it('leaves the jump out when another counter goes on', () => {
    expect(energyOf([0, 10], [MINUTE, 8_000], [HOUR, 8_001], [2 * HOUR, 8_002])).toBeCloseTo(2, 9);
  });

  it('does not count twice what the last digit takes back', () => {
    expect(energyOf(50, 50.02, 50.01, 50.02, 50.03)).toBeCloseTo(0.03, 9);
  });

  it('counts nothing over a month in which it stood still', () => {
    expect(energyOf([0, 1_400], [30 * 24 * HOUR, 1_400])).toBe(0);
  });
});
