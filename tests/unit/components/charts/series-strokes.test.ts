import { expect, it } from 'vitest';
import { yOf } from '@/components/charts/chart-style';
import { bandPath } from '@/components/charts/series-strokes';
import { strokePath } from '@/components/charts/strokes';

const VERTICAL = { lowest: 0, highest: 100, height: 132 };
const row = (x: number, mean: number | null, band: readonly [number, number] | null = null) => ({
  x,
  y: mean === null ? null : yOf(mean, VERTICAL),
  payload: { at: x, mean, band, count: 1 },
});

it('stands a value between the margins by its scale', () => {
  expect([100, 50, 0].map((value) => yOf(value, VERTICAL))).toEqual([8, 58, 108]);
});

it('breaks the line where nothing was measured, and begins anew', () => {
  const rows = [row(0, 100), row(10, 50), row(20, null), row(30, 0)];

  expect(strokePath(rows, 'mean')).toBe('M0 8L10 58M30 108');
});

it('draws directions as dots: nothing lies between 350° and 10°', () => {
  const rows = [row(0, 100), row(10, 50), row(20, null), row(30, 0)];

  expect(strokePath(rows, 'circular_mean')).toBe('M0 8h0M10 58h0M30 108h0');
});

it('draws the band along the highest and back along the lowest, each stretch closed', () => {
  const rows = [row(0, 50, [40, 60]), row(10, 50, [30, 70]), row(20, null), row(30, 10, [0, 20])];

  expect(bandPath(rows, VERTICAL)).toBe('M0 48L10 38L10 78L0 68ZM30 88L30 108Z');
});
