import type { NewestReading } from '@/contracts/history';
import { FLAG_IMPLAUSIBLE, FLAG_LATE, FLAG_RECEIPT_TIME, type Sample } from '@/contracts/socket-events';
import type { SeriesRef } from './series-name';

/** The newest readings after these samples, newest first, each once: a watch that begins anew may bring some again. */
export function newestAfter(
  rows: readonly NewestReading[],
  samples: readonly Sample[],
  { quantity, channel }: SeriesRef,
  shown: number,
): readonly NewestReading[] {
  const added = samples
    .filter((sample) => sample[1] === quantity && sample[2] === channel)
    .map(readingOf)
    .filter((reading, index, all) => {
      const isFirst = all.findIndex((other) => isSame(other, reading)) === index;
      return isFirst && !rows.some((row) => isSame(row, reading));
    });
  if (added.length === 0) return rows;
  return [...added, ...rows].sort((a, b) => b.measuredAt - a.measuredAt).slice(0, shown);
}

function readingOf([, , , micros, value, flags]: Sample): NewestReading {
  return {
    measuredAt: micros / 1_000,
    value,
    implausible: (flags & FLAG_IMPLAUSIBLE) !== 0,
    late: (flags & FLAG_LATE) !== 0,
    clock: (flags & FLAG_RECEIPT_TIME) !== 0 ? 'receipt' : 'device',
  };
}

function isSame(one: NewestReading, other: NewestReading): boolean {
  return Math.abs(one.measuredAt - other.measuredAt) < 0.001 && one.value === other.value;
}
