import type { SeriesSummary } from '@/contracts/sensor';

/** A sensor is as alive as what it sent last. */
export function lastSeen(series: readonly SeriesSummary[]): SeriesSummary | undefined {
  return series.reduce<SeriesSummary | undefined>((newest, one) => {
    return (one.latest?.seenAt ?? 0) > (newest?.latest?.seenAt ?? -1) ? one : newest;
  }, undefined);
}
