import type { Extreme } from '@/contracts/history';
import { MEANS, type MeanKind } from '@/contracts/mean';
import type { Column } from './span-shape';
import type { Values } from './span-values';

/** One column for each reading. */
export function eachItsColumn({ at: moments, value: values }: Values, meanKind: MeanKind): readonly Column[] {
  const { along, across } = MEANS[meanKind];
  return Array.from(moments, (micros, index) => {
    const [at, value] = [micros / 1_000, values[index] ?? 0];
    return {
      start: at,
      along: along(value),
      across: across(value),
      lowest: value,
      highest: value,
      count: 1,
      first: at,
      last: at,
    };
  });
}

/** One column for each `columnUs` from `from` on that has readings, rising. Moments come as µs and leave as ms. */
export function reduceToColumns(
  { at: moments, value: values }: Values,
  from: number,
  columnUs: number,
  meanKind: MeanKind,
): readonly Column[] {
  const mean = MEANS[meanKind];
  const columns: Column[] = [];
  for (let begin = 0; begin < moments.length; ) {
    const place = Math.floor(((moments[begin] ?? 0) - from) / columnUs);
    const until = from + (place + 1) * columnUs;
    let [end, along, across] = [begin, 0, 0];
    let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (; end < moments.length && (moments[end] ?? 0) < until; end++) {
      const value = values[end] ?? 0;
      along += mean.along(value);
      across += mean.across(value);
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
    const [first, last] = [(moments[begin] ?? 0) / 1_000, (moments[end - 1] ?? 0) / 1_000];
    columns.push({
      start: (from + place * columnUs) / 1_000,
      along,
      across,
      lowest,
      highest,
      count: end - begin,
      first,
      last,
    });
    begin = end;
  }
  return columns;
}

/** The first of the lowest, or of the highest. */
export function extremeOf({ at, value: values }: Values, which: 'lowest' | 'highest'): Extreme | null {
  let found = 0;
  for (let index = 1; index < values.length; index++) {
    const [value, best] = [values[index] ?? 0, values[found] ?? 0];
    if (which === 'lowest' ? value < best : value > best) found = index;
  }
  const [value, micros] = [values[found], at[found]];
  return value === undefined || micros === undefined ? null : { value, at: micros / 1_000 };
}
