/** What can be measured: one row a quantity, with its canonical unit. The one home of units, decimals and ranges; names stand in `quantity-words.ts`. */

import type { MeanKind } from './mean';

/** What kind of number it is, in Home Assistant's terms. `total_increasing` are counters: never summed on arrival. */
export type StateClass = 'measurement' | 'measurement_angle' | 'total' | 'total_increasing';

/**
 * What one number says of a span of a quantity best; its lowest, highest and newest are kept besides. `increase` and `change`: of
 * a counter, the latter may fall. `circular_mean`: of directions. `energy_mean`: of levels in dB. `share`: of the time that it is 1.
 */
export type Rollup = MeanKind | 'highest' | 'last' | 'increase' | 'change' | 'share';

/** A series colour of the design language (`--c-…`). */
export type SeriesColour =
  | 'grid'
  | 'export'
  | 'solar'
  | 'battery'
  | 'gas'
  | 'water'
  | 'temperature'
  | 'humidity'
  | 'air'
  | 'light'
  | 'cost'
  | 'rest';

export interface Quantity {
  readonly id: string;
  /** Canonical unit, '' where the quantity has none. */
  readonly unit: string;
  readonly stateClass: StateClass;
  readonly rollup: Rollup;
  /** Outside these the value is implausible. Canonical unit, inclusive. */
  readonly hard: readonly [min: number, max: number];
  /** Between these it is at home; what is outside is a hint, no more. Canonical unit; null where nothing can be said. */
  readonly usual: readonly [min: number, max: number] | null;
  readonly decimals: number;
  readonly colour: SeriesColour;
  /** Lucide icon name. */
  readonly icon: string;
}

const NO_LIMIT = 1e15;

function row(
  id: string,
  unit: string,
  stateClass: StateClass,
  rollup: Rollup,
  hard: readonly [number, number],
  usual: readonly [number, number] | null,
  decimals: number,
  colour: SeriesColour,
  icon: string,
): Quantity {
  return { id, unit, stateClass, rollup, hard, usual, decimals, colour, icon };
}

const COUNTER = [0, NO_LIMIT] as const;

/** Ranges are engineering defaults; a sensor may override its own. */
export const QUANTITIES: readonly Quantity[] = [
  row('power', 'W', 'measurement', 'mean', [-100_000, 100_000], [-15_000, 25_000], 0, 'grid', 'zap'),
  row('energy', 'kWh', 'total_increasing', 'increase', COUNTER, null, 2, 'grid', 'gauge'),
  row('energy_returned', 'kWh', 'total_increasing', 'increase', COUNTER, null, 2, 'export', 'gauge'),
  row('energy_production', 'kWh', 'total_increasing', 'increase', COUNTER, null, 2, 'solar', 'sun'),
  row('energy_net', 'kWh', 'total', 'change', [-NO_LIMIT, NO_LIMIT], null, 2, 'grid', 'gauge'),
  row('energy_daily', 'kWh', 'total_increasing', 'increase', [0, 500], [0, 100], 2, 'grid', 'gauge'),
  row('apparent_power', 'VA', 'measurement', 'mean', [0, 100_000], [0, 25_000], 0, 'grid', 'zap'),
  row('reactive_power', 'var', 'measurement', 'mean', [-100_000, 100_000], [-5_000, 5_000], 0, 'grid', 'zap'),
  row('energy_reactive', 'kvarh', 'total_increasing', 'increase', COUNTER, null, 2, 'grid', 'gauge'),
  row('voltage', 'V', 'measurement', 'mean', [0, 500], [108, 253], 1, 'grid', 'plug'),
  row('current', 'A', 'measurement', 'mean', [-400, 400], [0, 63], 2, 'grid', 'activity'),
  row('frequency', 'Hz', 'measurement', 'mean', [45, 65], [49.8, 60.1], 2, 'grid', 'audio-waveform'),
  row('power_factor', '', 'measurement', 'mean', [-1, 1], [0.5, 1], 2, 'grid', 'percent'),
  row('storage_energy', 'kWh', 'measurement', 'last', [0, 200], [0, 30], 1, 'battery', 'battery-medium'),
  row('energy_price', 'currency/kWh', 'measurement', 'mean', [-5, 5], [-0.5, 1], 3, 'cost', 'coins'),
  row('cost', 'currency', 'total', 'change', [-NO_LIMIT, NO_LIMIT], null, 2, 'cost', 'coins'),
  row('grid_co2', 'g/kWh', 'measurement', 'mean', [0, 1500], [20, 800], 0, 'air', 'leaf'),
  row('temperature', '°C', 'measurement', 'mean', [-60, 600], [-28, 95], 1, 'temperature', 'thermometer'),
  row('humidity', '%', 'measurement', 'mean', [0, 103], [25, 75], 0, 'humidity', 'droplets'),
  row('absolute_humidity', 'g/m³', 'measurement', 'mean', [0, 100], [3, 20], 1, 'humidity', 'droplets'),
  row('dew_point', '°C', 'measurement', 'mean', [-80, 60], [-15, 22], 1, 'temperature', 'thermometer'),
  row('pressure', 'hPa', 'measurement', 'mean', [-1000, 40_000], [950, 2500], 1, 'air', 'gauge'),
  row('co2', 'ppm', 'measurement', 'mean', [250, 40_000], [400, 2_000], 0, 'air', 'wind'),
  row('voc', 'ppm', 'measurement', 'mean', [0, 60_000], [0, 0.5], 3, 'air', 'wind'),
  row('pm1', 'µg/m³', 'measurement', 'mean', [0, 2000], [0, 50], 0, 'air', 'wind'),
  row('pm25', 'µg/m³', 'measurement', 'mean', [0, 2000], [0, 50], 0, 'air', 'wind'),
  row('pm4', 'µg/m³', 'measurement', 'mean', [0, 2000], [0, 50], 0, 'air', 'wind'),
  row('pm10', 'µg/m³', 'measurement', 'mean', [0, 2000], [0, 50], 0, 'air', 'wind'),
  row('aqi', '', 'measurement', 'mean', [0, 500], [0, 100], 0, 'air', 'wind'),
  row('carbon_monoxide', 'ppm', 'measurement', 'highest', [0, 2000], [0, 9], 0, 'air', 'wind'),
  row('illuminance', 'lx', 'measurement', 'mean', [0, 200_000], [0, 100_000], 0, 'light', 'sun'),
  row('irradiance', 'W/m²', 'measurement', 'mean', [0, 1600], [0, 1_200], 0, 'light', 'sun'),
  row('uv_index', '', 'measurement', 'highest', [0, 20], [0, 11], 1, 'light', 'sun'),
  row('gas', 'm³', 'total_increasing', 'increase', COUNTER, null, 2, 'gas', 'flame'),
  row('gas_energy', 'kWh', 'total_increasing', 'increase', COUNTER, null, 1, 'gas', 'flame'),
  row('water', 'm³', 'total_increasing', 'increase', COUNTER, null, 3, 'water', 'droplet'),
  row('water_flow', 'L/min', 'measurement', 'mean', [0, 200], [0, 30], 1, 'water', 'droplet'),
  row('heat_energy', 'kWh', 'total_increasing', 'increase', COUNTER, null, 1, 'gas', 'heater'),
  row('tank_volume', 'L', 'measurement', 'last', [0, 100_000], null, 0, 'water', 'waves'),
  row('battery', '%', 'measurement', 'last', [0, 100], [10, 100], 0, 'battery', 'battery-medium'),
  row('battery_voltage', 'V', 'measurement', 'last', [0, 60], [2, 4.3], 2, 'battery', 'battery-medium'),
  row('signal_strength', 'dBm', 'measurement', 'mean', [-130, 20], [-85, -40], 0, 'rest', 'wifi'),
  row('link_quality', '', 'measurement', 'mean', [0, 255], [30, 255], 0, 'rest', 'wifi'),
  row('uptime', 's', 'measurement', 'last', [0, NO_LIMIT], null, 0, 'rest', 'timer'),
  row('rain', 'mm', 'total_increasing', 'increase', COUNTER, null, 1, 'water', 'cloud-rain'),
  row('rain_rate', 'mm/h', 'measurement', 'highest', [0, 500], [0, 50], 1, 'water', 'cloud-rain'),
  row('wind_speed', 'm/s', 'measurement', 'mean', [0, 100], [0, 30], 1, 'air', 'wind'),
  row('wind_gust', 'm/s', 'measurement', 'highest', [0, 100], [0, 30], 1, 'air', 'wind'),
  row('wind_direction', '°', 'measurement_angle', 'circular_mean', [0, 360], null, 0, 'air', 'compass'),
  row('moisture', '%', 'measurement', 'mean', [0, 100], [10, 60], 0, 'humidity', 'sprout'),
  row('conductivity', 'µS/cm', 'measurement', 'mean', [0, 20_000], [200, 2_000], 0, 'humidity', 'sprout'),
  row('sound_level', 'dB(A)', 'measurement', 'energy_mean', [0, 140], [25, 85], 0, 'air', 'volume-2'),
  row('distance', 'm', 'measurement', 'mean', [0, 1000], null, 2, 'rest', 'ruler'),
  row('weight', 'kg', 'measurement', 'last', [-10, 1000], null, 1, 'rest', 'weight'),
  row('ph', '', 'measurement', 'mean', [0, 14], [6.5, 8], 1, 'water', 'flask-conical'),
  row('radon', 'Bq/m³', 'measurement', 'mean', [0, 20_000], [0, 300], 0, 'air', 'radiation'),
  row('data_rate', 'kbit/s', 'measurement', 'mean', [0, NO_LIMIT], null, 1, 'rest', 'network'),
  row('contact', '', 'measurement', 'last', [0, 1], null, 0, 'rest', 'door-open'),
  row('occupancy', '', 'measurement', 'share', [0, 1], null, 0, 'rest', 'user'),
];

const BY_ID: ReadonlyMap<string, Quantity> = new Map(QUANTITIES.map((quantity) => [quantity.id, quantity]));

/** The quantity of that id, undefined when there is none. */
export function quantityOf(id: string): Quantity | undefined {
  return BY_ID.get(id);
}

/** Of which kind the mean over a span of this quantity is. */
export function meanKindOf(quantity: string): MeanKind {
  const rollup = quantityOf(quantity)?.rollup;
  return rollup === 'circular_mean' || rollup === 'energy_mean' ? rollup : 'mean';
}
