import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeBetween, MEAN_KINDS, type MeanKind, meanOf } from '@/contracts/mean';
import type { SpanPoint } from '@/contracts/span-point';
import { spanPoint, sumsOf } from '@/contracts/span-point';

const reading = (value: number): SpanPoint => [0, value, value, value, 1];
const mean = (values: readonly number[], meanKind: MeanKind) =>
  meanOf(sumsOf(values.map(reading), meanKind), meanKind);

it('numbers, directions and levels have means of their own', () => {
  expect(mean([350, 10], 'mean')).toBe(180);
  expect(mean([80, 100], 'circular_mean')).toBeCloseTo(90, 9);
  expect(mean([350, 350, 20], 'circular_mean')).toBeCloseTo(359.9, 1);
  // 60 dB and silence: half the energy is 3 dB less.
  expect(mean([60, 0], 'energy_mean')).toBeCloseTo(57, 1);
});

it('there is none of no readings, and none of directions that cancel out', () => {
  for (const meanKind of MEAN_KINDS) expect(mean([], meanKind)).toBeNull();
  expect(mean([0, 90, 180, 270], 'circular_mean')).toBeNull();
});

it('a direction is from 0° to below 360°', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 360 }), { minLength: 1 }), (directions) => {
      const found = mean(directions, 'circular_mean');
      expect(found === null || (found >= 0 && found < 360)).toBe(true);
    }),
  );
});

it('the mean of columns is that of their readings, however they are divided', () => {
  const values = fc.array(fc.array(fc.integer({ min: 0, max: 130 }), { minLength: 1 }), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.constantFrom(...MEAN_KINDS), (columns, meanKind) => {
      const points = columns.map((column) =>
        spanPoint(0, sumsOf(column.map(reading), meanKind), 0, 130, meanKind),
      );

      const whole = sumsOf(columns.flat().map(reading), meanKind);
      const ofColumns = sumsOf(points, meanKind);

      expect(ofColumns.count).toBe(whole.count);
      expect(Math.abs(ofColumns.along - whole.along)).toBeLessThan(1e-6 * (1 + Math.abs(whole.along)));
    }),
  );
});

it('of one reading it is the reading itself, to the last digit', () => {
  const tenths = fc.integer({ min: 0, max: 3_599 }).map((tenth) => tenth / 10);
  fc.assert(
    fc.property(tenths, fc.constantFrom(...MEAN_KINDS), (value, meanKind) => {
      expect(mean([value], meanKind)).toBe(value);
    }),
  );
});

it('from 0° to 350° it is ten degrees back, and from 350° to 4° fourteen on', () => {
  expect(changeBetween(0, 350, 'circular_mean')).toBe(-10);
  expect(changeBetween(350, 4, 'circular_mean')).toBe(14);
  expect(changeBetween(10, 10, 'circular_mean')).toBe(0);
  expect(changeBetween(0, 350, 'mean')).toBe(350);
});
