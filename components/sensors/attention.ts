import type { SensorSummary } from '@/contracts/sensor';
import type { ImplausibleReading, RefusedLogin, SensorFacts } from '@/contracts/sensor-facts';
import { batteryOf } from './battery';
import { freshnessOfSeries } from './freshness-mark';
import { lastSeen } from './last-seen';

type SensorTrouble = 'offline' | 'silent' | 'battery';

/** A sensor that wants to be looked at, and why. */
export interface Attention {
  readonly sensor: SensorSummary;
  readonly trouble: SensorTrouble;
  /** When it was last heard, or since when it is offline; ms since 1970. */
  readonly since: number | undefined;
  /** Percent, where it is low. */
  readonly battery: number | undefined;
}

/** All that a home's sensors and logins want somebody to look at. */
export type Trouble =
  | Attention
  | { readonly trouble: 'refused'; readonly login: RefusedLogin }
  | { readonly trouble: 'range'; readonly sensor: SensorSummary; readonly reading: ImplausibleReading };

const ORDER: Readonly<Record<Trouble['trouble'], number>> = {
  offline: 0,
  silent: 1,
  refused: 2,
  range: 3,
  battery: 4,
};

/** What is offline first, then what is silent, then batteries that end. Late is no trouble yet. */
export function attentionOf(sensors: readonly SensorSummary[], knownUntil: number): readonly Attention[] {
  return inOrder(sensors.flatMap((sensor) => troubleOf(sensor, knownUntil) ?? []));
}

/** The same with the logins that were turned away, and with readings that can't be. */
export function allTroubles(
  sensors: readonly SensorSummary[],
  facts: readonly SensorFacts[],
  logins: readonly RefusedLogin[],
  knownUntil: number,
): readonly Trouble[] {
  const known = new Map(sensors.map((sensor) => [sensor.id, sensor]));
  return inOrder<Trouble>([
    ...attentionOf(sensors, knownUntil),
    ...logins.map((login) => ({ trouble: 'refused', login }) as const),
    ...facts.flatMap(({ id, implausible: reading }) => {
      const sensor = known.get(id);
      return sensor === undefined || reading === null || isOver(reading, sensor)
        ? []
        : [{ trouble: 'range', sensor, reading } as const];
    }),
  ]);
}

/** How many are late, and not silent yet. */
export function lateOf(sensors: readonly SensorSummary[], knownUntil: number): number {
  return sensors.filter(({ series, availability }) => {
    const state = { series: lastSeen(series), availability, knownUntil };
    return freshnessOfSeries(state) === 'late';
  }).length;
}

function inOrder<Kind extends Trouble>(troubles: readonly Kind[]): readonly Kind[] {
  return troubles.toSorted((one, other) => ORDER[one.trouble] - ORDER[other.trouble]);
}

/** A believable value came after it. */
function isOver(reading: ImplausibleReading, { series }: SensorSummary): boolean {
  const same = series.find(
    ({ quantity, channel }) => quantity === reading.quantity && channel === reading.channel,
  );
  return (same?.latest?.measuredAt ?? 0) > reading.measuredAt;
}

function troubleOf(sensor: SensorSummary, knownUntil: number): Attention | undefined {
  const { availability, series } = sensor;
  const newest = lastSeen(series);
  const level = batteryOf(sensor);
  const battery = level?.state === undefined ? undefined : level.value;
  if (availability?.state === 'offline')
    return { sensor, trouble: 'offline', since: availability.since, battery };
  // Before its first reading a sensor owes nothing.
  if (newest?.latest == null) return undefined;
  if (freshnessOfSeries({ series: newest, availability, knownUntil }) === 'silent')
    return { sensor, trouble: 'silent', since: newest.latest.seenAt, battery };
  return battery === undefined ? undefined : { sensor, trouble: 'battery', since: undefined, battery };
}
