import { expect, it } from 'vitest';
import { pointAt } from '@/components/charts/pressed-point';
import type { SpanPoint } from '@/contracts/span-point';

const point = (at: number, mean: number | null = 20): SpanPoint => [at, mean, mean, mean, 1];
const drawn = {
  view: { from: 0, to: 1_000, rows: [point(100), point(200), point(500, null), point(800)] },
  crosses: [{ at: 600, value: 85, shownAt: 30 }],
  plot: { left: 50, width: 500 },
  vertical: { lowest: 0, highest: 40, height: 200 },
};
// 1 ms is half a pixel, right of the axis.
const x = (at: number) => 50 + at / 2;

it('a press is on the point beside it', () => {
  expect(pointAt({ x: x(110), y: 90 }, drawn)?.[0]).toBe(100);
  expect(pointAt({ x: x(160), y: 0 }, drawn)?.[0]).toBe(200);
  expect(pointAt({ x: x(801), y: 0 }, drawn)?.[0]).toBe(800);
});

it('a press far from every point, or where nothing was measured, is on none', () => {
  expect(pointAt({ x: x(500), y: 0 }, drawn)).toBeUndefined();
  expect(pointAt({ x: x(100), y: 0 }, { ...drawn, view: { ...drawn.view, rows: [] } })).toBeUndefined();
});

it('a press on the mark of what can’t be is on that one reading', () => {
  // 30 of 40 from below, of 168 px that begin 8 px below the top.
  expect(pointAt({ x: x(600) + 5, y: 50 }, drawn)).toEqual([600, 85, 85, 85, 0]);
  expect(pointAt({ x: x(600), y: 150 }, drawn)).toBeUndefined();
});
