import type { SeriesSpan } from '@/contracts/history';
import type { HousePoint, HouseSpan } from '@/contracts/house';
import type { SpanPoint } from '@/contracts/span-point';

export interface HouseSpans {
  readonly meter: SeriesSpan;
  readonly solar: readonly SeriesSpan[];
  readonly batteries: readonly SeriesSpan[];
}

/**
 * What the house took in each column: what came in from the grid, the roof and the batteries. A value holds until the next
 * one, as long as its series is not silent; what is silent counts as nothing, and without the meter nothing is known.
 */
export function houseSpan(
  { meter, solar, batteries }: HouseSpans,
  { from, to, columns }: { readonly from: number; readonly to: number; readonly columns: number },
): HouseSpan {
  const columnMs = (to - from) / columns;
  const columnsOf = (span: SeriesSpan) =>
    withLead(inColumns(span.points, from, columnMs, columns), span, from);
  const meters = columnsOf(meter);
  const roofs = solar.map(columnsOf);
  const stores = batteries.map(columnsOf);
  const points = meters.map((grid, index): HousePoint => {
    const made = roofs.length === 0 ? null : sumAt(roofs, index);
    const load = grid === null ? null : grid + (made ?? 0) + (sumAt(stores, index) ?? 0);
    return [from + index * columnMs, load, made];
  });
  return { from, to, columnMs, points };
}

/** Means of the columns; a value holds on where a column has none, up to the row of nulls that breaks the line. */
export function inColumns(
  points: readonly SpanPoint[],
  from: number,
  columnMs: number,
  columns: number,
): readonly (number | null)[] {
  const means: (number | null)[] = [];
  let place = 0;
  let held: number | null = null;
  for (let column = 0; column < columns; column += 1) {
    const end = from + (column + 1) * columnMs;
    let sum = 0;
    let count = 0;
    for (; place < points.length && (points[place]?.[0] ?? 0) < end; place += 1) {
      const [, mean = null, , , readings = 0] = points[place] ?? [];
      held = mean;
      if (mean === null) continue;
      sum += mean * readings;
      count += readings;
    }
    // After the break what was measured before it in this column still counts.
    means.push(count > 0 ? sum / count : held);
  }
  return means;
}

/** Before its first value in the span a series is not silent, unless a gap says so: it was that value, as far as one can know. */
function withLead(
  means: readonly (number | null)[],
  { gaps }: Pick<SeriesSpan, 'gaps'>,
  from: number,
): readonly (number | null)[] {
  const first = means.findIndex((mean) => mean !== null);
  if (first <= 0 || gaps.some(([begin]) => begin <= from)) return means;
  return means.map((mean, column) => (column < first ? (means[first] ?? null) : mean));
}

function sumAt(series: readonly (readonly (number | null)[])[], index: number): number | null {
  let sum: number | null = null;
  for (const values of series) {
    const value = values[index] ?? null;
    if (value !== null) sum = (sum ?? 0) + value;
  }
  return sum;
}
