import { agreementOf, MEANS, type MeanKind, type MeanSums, meanOf } from './mean';

/**
 * One pixel column of a chart: its start, mean, lowest, highest and how many readings it holds.
 * All three null: nothing was measured here, and the line breaks. Moments are ms since 1970 UTC, values canonical.
 * A direction is neither low nor high: both are null then, and the last number says how far the directions of the column
 * agree, 0 to 1.
 */
export type SpanPoint = readonly [
  time: number,
  mean: number | null,
  lowest: number | null,
  highest: number | null,
  count: number,
  agreement?: number,
];

/** The sums behind the means of columns. */
export function sumsOf(points: readonly SpanPoint[], meanKind: MeanKind): MeanSums {
  const { along, across } = MEANS[meanKind];
  const sums = { along: 0, across: 0, count: 0 };
  for (const [, mean, , , count, agreement = 1] of points) {
    sums.count += count;
    if (mean === null) continue;
    sums.along += along(mean) * count * agreement;
    sums.across += across(mean) * count * agreement;
  }
  return sums;
}

/** A column of a span. */
export function spanPoint(
  start: number,
  sums: MeanSums,
  lowest: number,
  highest: number,
  meanKind: MeanKind,
): SpanPoint {
  const mean = meanOf(sums, meanKind);
  return meanKind === 'circular_mean'
    ? [start, mean, null, null, sums.count, agreementOf(sums)]
    : [start, mean, lowest, highest, sums.count];
}

/** A column of one reading. */
export function readingPoint(start: number, value: number, meanKind: MeanKind): SpanPoint {
  return meanKind === 'circular_mean' ? [start, value, null, null, 1, 1] : [start, value, value, value, 1];
}
