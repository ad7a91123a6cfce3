import type { MeanKind } from '@/contracts/mean';

/** The addends of `MEANS`, as PostgreSQL makes them of a reading. */
const ADDENDS: Readonly<Record<MeanKind, { readonly along: string; readonly across: string }>> = {
  mean: { along: 'value', across: '0' },
  circular_mean: { along: 'cosd(value)', across: 'sind(value)' },
  energy_mean: { along: 'power(10, value / 10)', across: '0' },
};

/** Columns `along` and `across`: the sums over a group of readings of which the mean is made. */
export function sumsSql(meanKind: MeanKind): string {
  const { along, across } = ADDENDS[meanKind];
  return `sum(${along}) AS along, sum(${across})::float8 AS across`;
}
