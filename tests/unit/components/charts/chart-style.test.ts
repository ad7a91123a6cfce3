import { expect, it } from 'vitest';
import { plotOf } from '@/components/charts/chart-style';

it('makes room for the longest label, and never so much that no plot is left', () => {
  const lefts = [['0', '500', 'W'], ['12,345.60', '12,345.70', 'kWh'], ['1,000,000,000,000,000']].map(
    (labels) => plotOf(360, labels).left,
  );

  expect(lefts).toEqual([46, 71, 104]);
});

it('ends before the margin', () => {
  expect(plotOf(360, ['0'])).toEqual({ left: 46, width: 302 });
});
