import { expect, it } from 'vitest';
import { believableOf, rangeOf, typedLimit, typedRange, widened } from '@/components/believable/believing';
import type { BelievableSeries } from '@/contracts/believable';

const FLOW: BelievableSeries = {
  quantity: 'temperature',
  channel: null,
  unit: '°C',
  usual: [-60, 600],
  own: null,
};

it('a range is a person’s word, else what is usual', () => {
  expect(rangeOf(FLOW)).toEqual([-60, 600]);
  expect(rangeOf({ ...FLOW, own: [0, 90] })).toEqual([0, 90]);
});

it('of a series that the page did not know of yet, what is usual holds', () => {
  const { usual: _, own: __, ...series } = FLOW;
  const own = { ...FLOW, own: [0, 90] } as const;

  expect(believableOf([own], series, null)).toEqual(own);
  expect(believableOf([own], { ...series, channel: 'flue' }, null)).toEqual({ ...FLOW, channel: 'flue' });
  expect(believableOf([], series, 'cold').usual).toEqual([-60, 40]);
});

it('a range is widened to hold what is to be believed, and never narrowed', () => {
  expect(widened([-60, 600], [850, 20])).toEqual([-60, 850]);
  expect(widened([0, 30], [-4])).toEqual([-4, 30]);
  expect(widened([0, 30], [])).toEqual([0, 30]);
});

it('a range may be typed with a comma or a minus of print; an empty side stays as it is', () => {
  expect(typedRange('−4,5', '30', FLOW.usual)).toEqual([-4.5, 30]);
  expect(typedRange('', ' ', FLOW.usual)).toEqual([-60, 600]);
});

it('what is no range is none', () => {
  expect(typedRange('30', '30', FLOW.usual)).toBeUndefined();
  expect(typedRange('warm', '30', FLOW.usual)).toBeUndefined();
});

it('what knows no limit is an empty field', () => {
  expect([typedLimit(1e15), typedLimit(-60)]).toEqual(['', '-60']);
});
