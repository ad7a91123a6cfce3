import { type Arrival, withArrivals } from '@/components/sensors/recent-arrivals';
import type { NewestReading } from '@/contracts/history';
import type { SensorSummary } from '@/contracts/sensor';
import { newestAfter } from './newest-rows';
import { NEWEST_SHOWN } from './sensor-api';
import type { SeriesRef } from './series-name';

/** The newest readings of one series, newest first. */
export interface Tail {
  /** Undefined before the sensor's first reading. */
  readonly of: SeriesRef | undefined;
  readonly readings: readonly NewestReading[];
}

/** What a sensor's page shows besides its chart. The old series' tail stays while another's loads. */
export interface ShownSensor {
  readonly sensor: SensorSummary;
  readonly tail: Tail;
}

/** The same after all of this. What it knows already changes nothing. */
export function shownAfter({ sensor, tail }: ShownSensor, arrivals: readonly Arrival[]): ShownSensor {
  const samples = arrivals.flatMap((arrival) => arrival.samples);
  return {
    sensor: withArrivals([sensor], arrivals)[0] ?? sensor,
    tail:
      tail.of === undefined
        ? tail
        : { ...tail, readings: newestAfter(tail.readings, samples, tail.of, NEWEST_SHOWN) },
  };
}
