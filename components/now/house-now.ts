import { freshnessOfSeries } from '@/components/sensors/freshness-mark';
import { houseOf, powerOf } from '@/contracts/house';
import type { SensorSummary } from '@/contracts/sensor';

export interface Draw {
  readonly sensor: SensorSummary;
  readonly watts: number;
}

/** What flows right now, in watts. What is silent or offline counts as nothing. */
export interface HouseFlows {
  /** The sensor at the grid; undefined where none is. */
  readonly meter: SensorSummary | undefined;
  /** What the house takes; null while the meter is silent. */
  readonly load: number | null;
  /** From the grid; below zero it goes out. */
  readonly grid: number | null;
  /** Null where there is none. */
  readonly solar: number | null;
  /** What they give; below zero they take. Null where there is none. */
  readonly battery: number | null;
  /** Devices that take something, the largest first. */
  readonly draws: readonly Draw[];
}

export function flowsOf(sensors: readonly SensorSummary[], knownUntil: number): HouseFlows {
  const { meter, solar, batteries } = houseOf(sensors);
  const watts = (sensor: SensorSummary) => wattsOf(sensor, knownUntil);
  const grid = meter === undefined ? null : watts(meter);
  const made = solar.length === 0 ? null : sumOf(solar.map(watts));
  const given = batteries.length === 0 ? null : sumOf(batteries.map(watts));
  const own = new Set([meter, ...solar, ...batteries]);
  const draws = sensors
    .filter((sensor) => !own.has(sensor))
    .map((sensor) => ({ sensor, watts: watts(sensor) ?? 0 }))
    .filter((draw) => draw.watts >= 1)
    .sort((one, other) => other.watts - one.watts);
  return {
    meter,
    grid,
    solar: made,
    battery: given,
    load: grid === null ? null : grid + (made ?? 0) + (given ?? 0),
    draws,
  };
}

/** Undefined is told apart from nothing: a sensor that speaks of no power, or is silent. */
function wattsOf(sensor: SensorSummary, knownUntil: number): number | null {
  const series = powerOf(sensor.series);
  if (series?.latest == null) return null;
  const freshness = freshnessOfSeries({ series, availability: sensor.availability, knownUntil });
  return freshness === 'fresh' || freshness === 'late' ? series.latest.value : null;
}

function sumOf(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}
