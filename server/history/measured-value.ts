import { CLOCKS, type Reading } from '@/contracts/reading';
import { tieOf } from './tie';

/** Sensor + quantity + channel, in a unit. */
export interface SeriesIdentity {
  readonly sensorId: string;
  readonly quantity: string;
  readonly channel: string | null;
  readonly unit: string;
}

/** One value as `telemetry.reading` keeps it. Moments are µs since 1970. */
export interface MeasuredValue {
  readonly series: SeriesIdentity;
  readonly seriesKey: string;
  readonly time: number;
  readonly tie: number;
  readonly value: number;
  readonly quality: number;
  readonly clock: number;
  readonly receivedAt: number;
  readonly rawPartition: number;
  readonly rawOffset: number;
  readonly version: number;
  readonly generation: number;
}

export const IMPLAUSIBLE = 1;

/** The values of a reading. A message that the broker had kept brings none: it says nothing about when. */
export function valuesOf(reading: Reading): MeasuredValue[] {
  if (reading.replayed) return [];
  const { sensorId, uid, measuredAt, receivedAt, clock, raw, by, replay } = reading;
  const tie = tieOf(uid);
  return reading.measures.map(({ quantity, channel, unit, value, quality }) => ({
    series: { sensorId, quantity, channel, unit },
    seriesKey: seriesKey(sensorId, quantity, channel, unit),
    time: measuredAt,
    tie,
    value,
    quality: quality === 'implausible' ? IMPLAUSIBLE : 0,
    clock: CLOCKS.indexOf(clock),
    receivedAt,
    rawPartition: raw.p,
    rawOffset: raw.o,
    version: by.version,
    generation: replay ?? 0,
  }));
}

function seriesKey(sensorId: string, quantity: string, channel: string | null, unit: string): string {
  return channel === null
    ? `${sensorId}\n${quantity}\n${unit}`
    : `${sensorId}\n${quantity}\n${unit}\n${channel}`;
}
