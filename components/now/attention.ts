import { freshnessOfSeries } from '@/components/sensors/freshness-mark';
import { lastSeen } from '@/components/sensors/last-seen';
import type { SensorSummary } from '@/contracts/sensor';

export type Trouble = 'offline' | 'silent' | 'battery';

/** A sensor that wants to be looked at, and why. */
export interface Attention {
  readonly sensor: SensorSummary;
  readonly trouble: Trouble;
  /** When it was last heard, or since when it is offline; ms since 1970. */
  readonly since: number | undefined;
  /** Percent, where it is low. */
  readonly battery: number | undefined;
}

const LOW_BATTERY = 15;
const ORDER: Readonly<Record<Trouble, number>> = { offline: 0, silent: 1, battery: 2 };

/** What is offline first, then what is silent, then batteries that end. Late is no trouble yet. */
export function attentionOf(sensors: readonly SensorSummary[], knownUntil: number): readonly Attention[] {
  return sensors
    .flatMap((sensor) => troubleOf(sensor, knownUntil) ?? [])
    .sort((one, other) => ORDER[one.trouble] - ORDER[other.trouble]);
}

function troubleOf(sensor: SensorSummary, knownUntil: number): Attention | undefined {
  const { availability, series } = sensor;
  const newest = lastSeen(series);
  const level = series.find(({ quantity }) => quantity === 'battery')?.latest?.value;
  const battery = level !== undefined && level <= LOW_BATTERY ? level : undefined;
  if (availability?.state === 'offline')
    return { sensor, trouble: 'offline', since: availability.since, battery };
  // Before its first reading a sensor owes nothing.
  if (newest?.latest == null) return undefined;
  if (freshnessOfSeries({ series: newest, availability, knownUntil }) === 'silent')
    return { sensor, trouble: 'silent', since: newest.latest.seenAt, battery };
  return battery === undefined ? undefined : { sensor, trouble: 'battery', since: undefined, battery };
}
