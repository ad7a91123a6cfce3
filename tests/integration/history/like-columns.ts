import { expect } from 'vitest';
import type { SeriesSpan } from '@/contracts/history';
import type { Given } from './a-kitchen';

/** What one would write without a database: every reading into its column, one after the other. */
export function expectLike(
  found: SeriesSpan,
  readings: readonly Given[],
  span: { readonly from: number; readonly to: number; readonly columns: number },
): void {
  const good = readings.filter(([, , bad]) => !bad);
  const values = good.map(([, value]) => value);
  expect(found.statistics.count).toBe(good.length);
  expect(found.statistics.lowest?.value ?? null).toBe(
    values.length === 0 ? null : values.reduce((a, b) => Math.min(a, b)),
  );
  expect(found.statistics.highest?.value ?? null).toBe(
    values.length === 0 ? null : values.reduce((a, b) => Math.max(a, b)),
  );
  expect(found.bucketMs === 0).toBe(readings.length <= span.columns);
  if (readings.length > span.columns) expectColumns(found, good, span);
}

function expectColumns(
  found: SeriesSpan,
  good: readonly Given[],
  { from, to, columns }: { readonly from: number; readonly to: number; readonly columns: number },
): void {
  const width = Math.floor((to - from) / columns) + 1;
  const expected = new Map<number, number[]>();
  for (const [at, value] of good) {
    const start = from + Math.floor((at - from) / width) * width;
    const own = expected.get(start);
    if (own === undefined) expected.set(start, [value]);
    else own.push(value);
  }
  const points = found.points.filter(([, mean]) => mean !== null);
  expect(points.length).toBeLessThanOrEqual(columns);
  expect(points.map(([start, , lowest, highest, count]) => [start, lowest, highest, count])).toEqual(
    [...expected]
      .sort(([a], [b]) => a - b)
      .map(([start, own]) => [start, Math.min(...own), Math.max(...own), own.length]),
  );
  for (const [start, mean] of points) {
    const own = expected.get(start) ?? [];
    expect(mean).toBeCloseTo(own.reduce((sum, value) => sum + value, 0) / own.length, 3);
  }
  const moments = good.map(([at]) => at).sort((a, b) => a - b);
  const gaps = moments.slice(1).map((at, index) => at - (moments[index] ?? 0));
  const longest = [...gaps].sort((a, b) => b - a);
  const rhythm = moments.length < 3 ? null : longest[Math.ceil((gaps.length - 1) / 100)];
  expect(found.statistics.rhythmMs).toBe(rhythm);
}
