import { expect, it } from 'vitest';
import { placesOf } from '@/components/charts/use-chart-cursor';
import type { SpanPoint } from '@/contracts/span-point';

const row = (at: number, value: number | null): SpanPoint => [at, value, value, value, 1];

it('has one place an instant, so that no step stands still, and none in a gap', () => {
  const places = placesOf([row(1, 20), row(2, 21), row(2, 22), row(3, null), row(4, 23)]);

  expect(places.map(([at, mean]) => [at, mean])).toEqual([
    [1, 20],
    [2, 22],
    [4, 23],
  ]);
});
