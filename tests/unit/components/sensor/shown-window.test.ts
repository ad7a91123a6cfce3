import { expect, it } from 'vitest';
import { beginSpan } from '@/components/charts/live-span';
import { statisticsOf, viewOf } from '@/components/charts/span-view';
import { rangeOf } from '@/components/sensor/ranges';
import { shownWindow } from '@/components/sensor/shown-window';
import type { SeriesSpan } from '@/contracts/history';

const MINUTE_MS = 60_000;
/** Until when the page is known to be, in steps of a pixel: of seven days 17 minutes. */
const UNTIL = 1_796_000_000_000;
const of = { series: { quantity: 'temperature', channel: null }, range: rangeOf('7d') };

const span = (points: SeriesSpan['points']): SeriesSpan => ({
  ...{
    from: UNTIL - of.range.ms,
    to: UNTIL,
    bucketMs: 0,
    meanKind: 'mean',
    points,
    gaps: [],
    implausible: [],
  },
  statistics: { count: points.length, mean: 21, lowest: null, highest: null, complete: 1, rhythmMs: 1_000 },
});
const at = (ms: number) => [ms, 21, 21, 21, 1] as const;

it('reaches to the newest value, so that nothing that is drawn is missing from the statistics', () => {
  const live = beginSpan(span([at(UNTIL + MINUTE_MS), at(UNTIL + 2 * MINUTE_MS)]));

  const { from, to } = shownWindow({ live, of }, UNTIL);

  expect({ from, to }).toEqual({ from: UNTIL + 2 * MINUTE_MS - of.range.ms, to: UNTIL + 2 * MINUTE_MS });
  expect(statisticsOf(viewOf(live, from, to), live)).toMatchObject({ count: 2, mean: 21 });
});

it('goes on with the clock where nothing came, and stays where a span was chosen', () => {
  const live = beginSpan(span([at(UNTIL - MINUTE_MS)]));
  const chosen = { from: 1_000, to: 2_000 };

  expect(shownWindow({ live, of }, UNTIL).to).toBe(UNTIL);
  expect(shownWindow({ live, of: { ...of, range: { ...of.range, chosen } } }, UNTIL)).toEqual(chosen);
});
