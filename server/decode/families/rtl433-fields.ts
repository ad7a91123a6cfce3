import type { Measure } from '@/contracts/reading';
import { withoutRepeats } from '../without-repeats';
import { type JsonObject, own } from './json-object';
import { remembering } from './remembering';
import { measureFrom, type SentAs } from './sent-value';

/** Keys without a unit of their own, and those that aren't a name and a unit. */
const WHOLE: Readonly<Record<string, SentAs>> = {
  humidity: { quantity: 'humidity', unit: '%', channel: null },
  moisture: { quantity: 'moisture', unit: '%', channel: null },
  current: { quantity: 'current', unit: 'A', channel: null },
  uvi: { quantity: 'uv_index', unit: '', channel: null },
  // 0 to 1; many sensors only know good and low.
  battery_ok: { quantity: 'battery', unit: 'fraction', channel: null },
  battery_pct: { quantity: 'battery', unit: '%', channel: null },
  charge_pct: { quantity: 'battery', unit: '%', channel: null },
  uv_index: { quantity: 'uv_index', unit: '', channel: null },
  lux: { quantity: 'illuminance', unit: 'lx', channel: null },
  conductivity: { quantity: 'conductivity', unit: 'µS/cm', channel: null },
  power_VA: { quantity: 'apparent_power', unit: 'VA', channel: null },
  power_factor_VA: { quantity: 'power_factor', unit: '', channel: null },
  total_kWh: { quantity: 'energy', unit: 'kWh', channel: null },
  cumulative_kWh: { quantity: 'energy', unit: 'kWh', channel: null },
  reading_kWh: { quantity: 'energy', unit: 'kWh', channel: null },
  // Meters that tell cubic metres or gallons are all of water.
  volume_m3: { quantity: 'water', unit: 'm³', channel: null },
  volume_gal: { quantity: 'water', unit: 'gal', channel: null },
  temperature_C_ext: { quantity: 'temperature', unit: '°C', channel: 'ext' },
  wind_dir_deg: { quantity: 'wind_direction', unit: '°', channel: null },
};

/** A key's last words → its unit. */
const UNITS: Readonly<Record<string, string>> = {
  C: '°C',
  F: '°F',
  hPa: 'hPa',
  kPa: 'kPa',
  PSI: 'psi',
  inHg: 'inHg',
  m_s: 'm/s',
  km_h: 'km/h',
  mi_h: 'mph',
  mph: 'mph',
  kph: 'km/h',
  mm: 'mm',
  in: 'in',
  inch: 'in',
  mm_h: 'mm/h',
  in_h: 'in/h',
  lux: 'lx',
  klx: 'klx',
  W: 'W',
  kW: 'kW',
  VA: 'VA',
  A: 'A',
  mA: 'mA',
  V: 'V',
  mV: 'mV',
  Hz: 'Hz',
  kWh: 'kWh',
  Wh: 'Wh',
  ug_m3: 'µg/m³',
  ppm: 'ppm',
  ppb: 'ppb',
  cm: 'cm',
};
const KEY =
  /^([a-z][a-z0-9_]*?)_?(C|F|hPa|kPa|PSI|inHg|m_s|km_h|mi_h|mph|kph|mm_h|in_h|mm|inch|in|lux|klx|W|kW|VA|A|mA|V|mV|Hz|kWh|Wh|ug_m3|ppm|ppb|cm)$/;

/** A key's first words → what is measured. Setpoints and raw counts are none of it. */
const NAMES: Readonly<Record<string, Omit<SentAs, 'unit'>>> = {
  temperature: { quantity: 'temperature', channel: null },
  temp: { quantity: 'temperature', channel: null },
  temperature_int: { quantity: 'temperature', channel: 'int' },
  temperature_amb: { quantity: 'temperature', channel: 'amb' },
  ambient: { quantity: 'temperature', channel: 'ambient' },
  dewpoint: { quantity: 'dew_point', channel: null },
  pressure: { quantity: 'pressure', channel: null },
  wind_avg: { quantity: 'wind_speed', channel: null },
  wind_speed: { quantity: 'wind_speed', channel: null },
  wind_spd: { quantity: 'wind_speed', channel: null },
  wind_max: { quantity: 'wind_speed', channel: 'max' },
  wind_gust: { quantity: 'wind_speed', channel: 'max' },
  gust_speed: { quantity: 'wind_speed', channel: 'max' },
  rain: { quantity: 'rain', channel: null },
  rain_rate: { quantity: 'rain_rate', channel: null },
  light: { quantity: 'illuminance', channel: null },
  power: { quantity: 'power', channel: null },
  apparent_power: { quantity: 'apparent_power', channel: null },
  current: { quantity: 'current', channel: null },
  voltage: { quantity: 'voltage', channel: null },
  frequency: { quantity: 'frequency', channel: null },
  energy: { quantity: 'energy', channel: null },
  battery: { quantity: 'battery_voltage', channel: null },
  supercap: { quantity: 'battery_voltage', channel: 'supercap' },
  pm1: { quantity: 'pm1', channel: null },
  pm1_0: { quantity: 'pm1', channel: null },
  pm2_5: { quantity: 'pm25', channel: null },
  pm4: { quantity: 'pm4', channel: null },
  pm4_0: { quantity: 'pm4', channel: null },
  pm10: { quantity: 'pm10', channel: null },
  pm10_0: { quantity: 'pm10', channel: null },
  co2: { quantity: 'co2', channel: null },
  voc: { quantity: 'voc', channel: null },
  depth: { quantity: 'distance', channel: null },
};
// temperature_1, power0: the first of several probes or inputs.
const PROBE = /^(temperature|temp|power|current|voltage|energy|humidity|moisture)_?(\d{1,2})$/;
const MOST_KEYS = 256;

/** What alarm contacts and detectors say, 1 or 0 → the quantity, and what 1 is. */
const STATES: Readonly<Record<string, { readonly quantity: string; readonly one: 0 | 1 }>> = {
  contact_open: { quantity: 'contact', one: 0 },
  opened: { quantity: 'contact', one: 0 },
  closed: { quantity: 'contact', one: 1 },
  motion: { quantity: 'occupancy', one: 1 },
};
// It tells how fast its meter counts, extrapolated from each report.
const WITHOUT_COUNTER = new Set(['Efergy-Optical']);

/** What one key of rtl_433 measures; undefined where it says nothing of that. */
export const fieldOf = remembering((key): SentAs | undefined => {
  if (Object.hasOwn(WHOLE, key)) return WHOLE[key];
  const [, name = key, suffix = ''] = KEY.exec(key) ?? [];
  const unit = Object.hasOwn(UNITS, suffix) ? UNITS[suffix] : undefined;
  const named = unit !== undefined && Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  if (unit !== undefined && named !== undefined) return { ...named, unit };
  const [, probed = '', channel = null] = PROBE.exec(name) ?? [];
  if (channel === null) return undefined;
  const whole = unit === undefined && Object.hasOwn(WHOLE, probed) ? WHOLE[probed] : undefined;
  if (whole !== undefined) return { ...whole, channel };
  const several = Object.hasOwn(NAMES, probed) ? NAMES[probed] : undefined;
  return unit === undefined || several === undefined ? undefined : { ...several, unit, channel };
});

/** What a reception says. Degrees Celsius and lux stand before what says the same in another unit. */
export function receivedMeasures(reception: JsonObject): Measure[] {
  const keys = Object.keys(reception).slice(0, MOST_KEYS);
  const metric = keys.filter((key) => !key.endsWith('_F'));
  const others = keys.filter((key) => key.endsWith('_F'));
  const model = own(reception, 'model');
  return withoutRepeats([...metric, ...others].flatMap((key) => measureOf(key, own(reception, key), model)));
}

/** What a value under one of a model's keys is. */
export function measureOf(key: string, value: unknown, model: unknown): Measure[] {
  if (Object.hasOwn(STATES, key)) return stateOf(key, value);
  const field = fieldOf(key);
  const isNone = field === undefined || (field.quantity === 'energy' && WITHOUT_COUNTER.has(String(model)));
  return isNone ? [] : measureFrom(value, field);
}

function stateOf(key: string, value: unknown): Measure[] {
  const state = STATES[key];
  const given = String(value);
  if (state === undefined || (given !== '0' && given !== '1')) return [];
  const counts = given === '1' ? state.one : 1 - state.one;
  return measureFrom(counts, { quantity: state.quantity, unit: '', channel: null });
}
