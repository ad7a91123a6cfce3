/** What can be measured: one row a quantity, with its canonical unit. The one home of units, decimals and ranges. */

/** How buckets of a quantity are summed up. `total_increasing` are counters: never summed on arrival. */
export type StateClass = 'measurement' | 'measurement_angle' | 'total' | 'total_increasing';

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
  /** Outside these the value is implausible. Canonical unit, inclusive. */
  readonly hard: readonly [min: number, max: number];
  readonly decimals: number;
  readonly colour: SeriesColour;
  /** Lucide icon name. */
  readonly icon: string;
  /** English label. */
  readonly label: string;
}

const NO_LIMIT = 1e15;

function row(
  id: string,
  unit: string,
  stateClass: StateClass,
  hard: readonly [number, number],
  decimals: number,
  colour: SeriesColour,
  icon: string,
  label: string,
): Quantity {
  return { id, unit, stateClass, hard, decimals, colour, icon, label };
}

const COUNTER = [0, NO_LIMIT] as const;

/** Ranges are engineering defaults; a sensor may override its own. */
export const QUANTITIES: readonly Quantity[] = [
  row('power', 'W', 'measurement', [-100_000, 100_000], 0, 'grid', 'zap', 'Power'),
  row('energy', 'kWh', 'total_increasing', COUNTER, 2, 'grid', 'gauge', 'Energy'),
  row('energy_returned', 'kWh', 'total_increasing', COUNTER, 2, 'export', 'gauge', 'Energy returned'),
  row('energy_production', 'kWh', 'total_increasing', COUNTER, 2, 'solar', 'sun', 'Energy produced'),
  row('energy_net', 'kWh', 'total', [-NO_LIMIT, NO_LIMIT], 2, 'grid', 'gauge', 'Net energy'),
  row('energy_daily', 'kWh', 'total_increasing', [0, 500], 2, 'grid', 'gauge', 'Energy today'),
  row('apparent_power', 'VA', 'measurement', [0, 100_000], 0, 'grid', 'zap', 'Apparent power'),
  row('reactive_power', 'var', 'measurement', [-100_000, 100_000], 0, 'grid', 'zap', 'Reactive power'),
  row('energy_reactive', 'kvarh', 'total_increasing', COUNTER, 2, 'grid', 'gauge', 'Reactive energy'),
  row('voltage', 'V', 'measurement', [0, 500], 1, 'grid', 'plug', 'Voltage'),
  row('current', 'A', 'measurement', [-400, 400], 2, 'grid', 'activity', 'Current'),
  row('frequency', 'Hz', 'measurement', [45, 65], 2, 'grid', 'audio-waveform', 'Frequency'),
  row('power_factor', '', 'measurement', [-1, 1], 2, 'grid', 'percent', 'Power factor'),
  row('storage_energy', 'kWh', 'measurement', [0, 200], 1, 'battery', 'battery-medium', 'Stored energy'),
  row('energy_price', 'currency/kWh', 'measurement', [-5, 5], 3, 'cost', 'coins', 'Energy price'),
  row('cost', 'currency', 'total', [-NO_LIMIT, NO_LIMIT], 2, 'cost', 'coins', 'Cost'),
  row('grid_co2', 'g/kWh', 'measurement', [0, 1500], 0, 'air', 'leaf', 'Grid carbon'),
  row('temperature', '°C', 'measurement', [-60, 600], 1, 'temperature', 'thermometer', 'Temperature'),
  row('humidity', '%', 'measurement', [0, 103], 0, 'humidity', 'droplets', 'Humidity'),
  row('absolute_humidity', 'g/m³', 'measurement', [0, 100], 1, 'humidity', 'droplets', 'Absolute humidity'),
  row('dew_point', '°C', 'measurement', [-80, 60], 1, 'temperature', 'thermometer', 'Dew point'),
  row('pressure', 'hPa', 'measurement', [-1000, 40_000], 1, 'air', 'gauge', 'Pressure'),
  row('co2', 'ppm', 'measurement', [250, 40_000], 0, 'air', 'wind', 'CO₂'),
  row('voc', 'ppm', 'measurement', [0, 60_000], 3, 'air', 'wind', 'VOC'),
  row('pm1', 'µg/m³', 'measurement', [0, 2000], 0, 'air', 'wind', 'PM1'),
  row('pm25', 'µg/m³', 'measurement', [0, 2000], 0, 'air', 'wind', 'PM2.5'),
  row('pm4', 'µg/m³', 'measurement', [0, 2000], 0, 'air', 'wind', 'PM4'),
  row('pm10', 'µg/m³', 'measurement', [0, 2000], 0, 'air', 'wind', 'PM10'),
  row('aqi', '', 'measurement', [0, 500], 0, 'air', 'wind', 'Air quality index'),
  row('carbon_monoxide', 'ppm', 'measurement', [0, 2000], 0, 'air', 'wind', 'Carbon monoxide'),
  row('illuminance', 'lx', 'measurement', [0, 200_000], 0, 'light', 'sun', 'Light'),
  row('irradiance', 'W/m²', 'measurement', [0, 1600], 0, 'light', 'sun', 'Irradiance'),
  row('uv_index', '', 'measurement', [0, 20], 1, 'light', 'sun', 'UV index'),
  row('gas', 'm³', 'total_increasing', COUNTER, 2, 'gas', 'flame', 'Gas'),
  row('gas_energy', 'kWh', 'total_increasing', COUNTER, 1, 'gas', 'flame', 'Gas energy'),
  row('water', 'm³', 'total_increasing', COUNTER, 3, 'water', 'droplet', 'Water'),
  row('water_flow', 'L/min', 'measurement', [0, 200], 1, 'water', 'droplet', 'Water flow'),
  row('heat_energy', 'kWh', 'total_increasing', COUNTER, 1, 'gas', 'heater', 'Heat'),
  row('tank_volume', 'L', 'measurement', [0, 100_000], 0, 'water', 'waves', 'Tank'),
  row('battery', '%', 'measurement', [0, 100], 0, 'battery', 'battery-medium', 'Battery'),
  row('battery_voltage', 'V', 'measurement', [0, 60], 2, 'battery', 'battery-medium', 'Battery voltage'),
  row('signal_strength', 'dBm', 'measurement', [-130, 20], 0, 'rest', 'wifi', 'Signal'),
  row('link_quality', '', 'measurement', [0, 255], 0, 'rest', 'wifi', 'Link quality'),
  row('uptime', 's', 'measurement', [0, NO_LIMIT], 0, 'rest', 'timer', 'Uptime'),
  row('rain', 'mm', 'total_increasing', COUNTER, 1, 'water', 'cloud-rain', 'Rain'),
  row('rain_rate', 'mm/h', 'measurement', [0, 500], 1, 'water', 'cloud-rain', 'Rain rate'),
  row('wind_speed', 'm/s', 'measurement', [0, 100], 1, 'air', 'wind', 'Wind'),
  row('wind_gust', 'm/s', 'measurement', [0, 100], 1, 'air', 'wind', 'Gust'),
  row('wind_direction', '°', 'measurement_angle', [0, 360], 0, 'air', 'compass', 'Wind direction'),
  row('moisture', '%', 'measurement', [0, 100], 0, 'humidity', 'sprout', 'Moisture'),
  row('conductivity', 'µS/cm', 'measurement', [0, 20_000], 0, 'humidity', 'sprout', 'Conductivity'),
  row('sound_level', 'dB(A)', 'measurement', [0, 140], 0, 'air', 'volume-2', 'Sound'),
  row('distance', 'm', 'measurement', [0, 1000], 2, 'rest', 'ruler', 'Distance'),
  row('weight', 'kg', 'measurement', [-10, 1000], 1, 'rest', 'weight', 'Weight'),
  row('ph', '', 'measurement', [0, 14], 1, 'water', 'flask-conical', 'pH'),
  row('radon', 'Bq/m³', 'measurement', [0, 20_000], 0, 'air', 'radiation', 'Radon'),
  row('data_rate', 'kbit/s', 'measurement', [0, NO_LIMIT], 1, 'rest', 'network', 'Data rate'),
  row('contact', '', 'measurement', [0, 1], 0, 'rest', 'door-open', 'Contact'),
  row('occupancy', '', 'measurement', [0, 1], 0, 'rest', 'user', 'Occupancy'),
];

const BY_ID: ReadonlyMap<string, Quantity> = new Map(QUANTITIES.map((quantity) => [quantity.id, quantity]));

/** The quantity of that id, undefined when there is none. */
export function quantityOf(id: string): Quantity | undefined {
  return BY_ID.get(id);
}
