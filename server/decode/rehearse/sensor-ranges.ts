import type { Pool } from 'pg';
import type { Mapping } from '@/contracts/mapping';
import { rangeCorrections, rangeRows } from '../knowledge-rows';
import {
  type BelievableRange,
  type CorrectedRange,
  createRangeHistory,
  type RangeHistory,
} from '../range-history';

/** What is said of the values of some sensors, through time: it can be handed to a thread. */
export interface SensorRanges {
  readonly ranges: readonly BelievableRange[];
  readonly corrections: readonly CorrectedRange[];
}

const ALL = { after: '0', until: '9223372036854775807' };

/** Of the sensors that mappings feed. */
export async function sensorRanges(
  pool: Pool,
  mappings: readonly (Mapping | undefined)[],
): Promise<SensorRanges> {
  const fed = new Set(
    mappings.flatMap((mapping) => [mapping?.sensor, ...Object.values(mapping?.sensors ?? {})]),
  );
  const [ranges, corrections] = await Promise.all([
    rangeRows(pool, ALL),
    rangeCorrections(pool, ALL, Number.POSITIVE_INFINITY),
  ]);
  return {
    ranges: ranges.filter(({ sensorId }) => fed.has(sensorId)),
    corrections: corrections.filter(({ said }) => fed.has(said.sensorId)),
  };
}

export function rangeHistory({ ranges, corrections }: SensorRanges): Pick<RangeHistory, 'rangesOf'> {
  const history = createRangeHistory();
  history.limit(ranges);
  history.correctRanges(corrections);
  return history;
}
