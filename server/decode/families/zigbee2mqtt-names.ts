import { phaseLetter } from './phase-letters';
import { remembering } from './remembering';
import { linkyProperty } from './zigbee2mqtt-linky';
import type { Property } from './zigbee2mqtt-property';

const PROPERTIES: Readonly<Record<string, Property>> = {
  temperature: { quantity: 'temperature', unit: '°C' },
  local_temperature: { quantity: 'temperature', unit: '°C' },
  device_temperature: { quantity: 'temperature', unit: '°C', channel: 'device' },
  cpu_temperature: { quantity: 'temperature', unit: '°C', channel: 'device' },
  soil_temperature: { quantity: 'temperature', unit: '°C', channel: 'soil' },
  temp: { quantity: 'temperature', unit: '°C' },
  // °F comes beside it.
  temperature_c: { quantity: 'temperature', unit: '°C' },
  internalTemperature: { quantity: 'temperature', unit: '°C', channel: 'device' },
  dew_point: { quantity: 'dew_point', unit: '°C' },
  humidity: { quantity: 'humidity', unit: '%' },
  soil_moisture: { quantity: 'moisture', unit: '%' },
  moisture: { quantity: 'moisture', unit: '%' },
  soil_fertility: { quantity: 'conductivity', unit: 'µS/cm' },
  conductivity: { quantity: 'conductivity', unit: 'µS/cm' },
  fertility: { quantity: 'conductivity', unit: undefined },
  ec: { quantity: 'conductivity', unit: undefined },
  ph: { quantity: 'ph', unit: '' },
  pressure: { quantity: 'pressure', unit: 'hPa' },
  illuminance_lux: { quantity: 'illuminance', unit: 'lx' },
  illuminance: { quantity: 'illuminance', unit: 'lx' },
  co2: { quantity: 'co2', unit: 'ppm' },
  // Where it is a yes or no, it is an alarm, and called carbon_monoxide.
  co: { quantity: 'carbon_monoxide', unit: 'ppm' },
  voc: { quantity: 'voc', unit: undefined },
  aqi: { quantity: 'aqi', unit: '' },
  pm1: { quantity: 'pm1', unit: 'µg/m³' },
  pm25: { quantity: 'pm25', unit: 'µg/m³' },
  pm4: { quantity: 'pm4', unit: 'µg/m³' },
  pm10: { quantity: 'pm10', unit: 'µg/m³' },
  noise: { quantity: 'sound_level', unit: 'dB(A)' },
  uv_index: { quantity: 'uv_index', unit: '' },
  wind_speed: { quantity: 'wind_speed', unit: 'm/s' },
  gust_speed: { quantity: 'wind_gust', unit: 'm/s' },
  wind_gust: { quantity: 'wind_gust', unit: 'm/s' },
  precipitation: { quantity: 'rain', unit: 'mm' },
  rain_rate: { quantity: 'rain_rate', unit: 'mm/h' },
  wind_direction: { quantity: 'wind_direction', unit: '°' },
  power: { quantity: 'power', unit: 'W' },
  power_apparent: { quantity: 'apparent_power', unit: 'VA' },
  power_reactive: { quantity: 'reactive_power', unit: 'var' },
  power_factor: { quantity: 'power_factor', unit: '' },
  energy: { quantity: 'energy', unit: 'kWh' },
  energy_produced: { quantity: 'energy_returned', unit: 'kWh' },
  produced_energy: { quantity: 'energy_returned', unit: 'kWh' },
  current: { quantity: 'current', unit: 'A' },
  current_neutral: { quantity: 'current', unit: 'A', channel: 'N' },
  voltage: { quantity: 'voltage', unit: 'V' },
  ac_frequency: { quantity: 'frequency', unit: 'Hz' },
  water_consumed: { quantity: 'water', unit: 'm³' },
  flow: { quantity: 'water_flow', unit: undefined },
  // Without a unit it is an alarm, or a share of what explodes.
  gas: { quantity: 'gas', unit: undefined },
  cumulative_heat: { quantity: 'heat_energy', unit: undefined },
  battery: { quantity: 'battery', unit: '%' },
  battery_voltage: { quantity: 'battery_voltage', unit: 'V' },
  linkquality: { quantity: 'link_quality', unit: '' },
  occupancy: { quantity: 'occupancy', unit: '', binary: true },
  presence: { quantity: 'occupancy', unit: '', binary: true },
  contact: { quantity: 'contact', unit: '', binary: true },
};

/** Other names of the same: they count where the first one isn't there. */
const SYNONYMS: Readonly<Record<string, string>> = {
  eco2: 'co2',
  co_ppm: 'co',
  carbon_monoxide_value: 'co',
  tvoc: 'voc',
  total_volatile_organic_compounds: 'voc',
  noise_level: 'noise',
  total_energy: 'energy',
  active_energy: 'energy',
  total_active_energy: 'energy',
  consumed_energy: 'energy',
  energy_consumed: 'energy',
  reverse_energy: 'produced_energy',
  active_power: 'power',
  apparent_power: 'power_apparent',
  reactive_power: 'power_reactive',
  rms_voltage: 'voltage',
  water_total: 'water_consumed',
  water_consumed_total: 'water_consumed',
  water_current: 'flow',
  flow_rate: 'flow',
  volume_flow_rate: 'flow',
  instantaneous_flow_rate: 'flow',
};

/** Whether a value is told under another name, too, that goes before. */
export function isToldBetter(name: string, has: (other: string) => boolean): boolean {
  const other = Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name] : undefined;
  return other !== undefined && has(other);
}

// Tuya's meters name phases, and clamps, by their letter alone.
const PHASE = /^(.+?)(?:_phase)?_([abc])$/;
const OF_PHASES = new Set([
  'power',
  'apparent_power',
  'reactive_power',
  'power_factor',
  'energy',
  'energy_returned',
  'current',
  'voltage',
]);
// What a meter counts by tariff.
const TIER = /^(.+)_tier_(\d{1,2})$/;
// The ends that Zigbee2MQTT gives to several outlets, buttons or probes of one device.
const ENDPOINT = /^(.+?)_(l\d{1,2}|ep\d{1,2}|left|right|(?:center|top|bottom)(?:_left|_right)?|\d{1,2})$/;
// Where it is measured. What is set, offset, or only felt is said by other words.
const WHERE =
  'air|ambient|boiler|dhw|external|floor|indoor|inlet|internal|ntc\\d|outdoor|outlet|probe|return|room|total|water';
const PLACE_FIRST = new RegExp(`^((?:(?:${WHERE})_)+)(.+)$`);
const PLACE_LAST = new RegExp(`^(.+)_(${WHERE})$`);

/** What a property means by its name; `endpoint` is what the device's description says of it. */
export function propertyOf(name: string, endpoint?: string): Property | undefined {
  return endpoint === undefined ? byNameAlone(name) : understood(name, endpoint);
}

const byNameAlone = remembering((name) => understood(name));

// Each of its ends is looked into: of a name that is nothing but ends there would be no end.
const LONGEST_NAME = 80;

function understood(name: string, endpoint?: string): Property | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const plain = plainProperty(name);
  if (plain !== undefined) return endpoint === undefined ? plain : { ...plain, channel: endpoint };
  const linky = linkyProperty(name);
  if (linky !== undefined) return linky;
  return ofPhase(name, endpoint) ?? ofTariff(name) ?? ofEndpoint(name, endpoint) ?? ofPlace(name);
}

// Litres or cubic metres, Wh or kWh, var or varh: the name alone doesn't tell.
const IN_WHAT = new Set(['water_total', 'water_consumed_total', 'consumed_energy', 'reactive_power']);

function plainProperty(name: string): Property | undefined {
  const main = Object.hasOwn(SYNONYMS, name) ? (SYNONYMS[name] ?? name) : name;
  const property = Object.hasOwn(PROPERTIES, main) ? PROPERTIES[main] : undefined;
  return property !== undefined && IN_WHAT.has(name) ? { ...property, unit: undefined } : property;
}

function ofPhase(name: string, endpoint: string | undefined): Property | undefined {
  const [, measured, phase] = PHASE.exec(name) ?? [];
  if (measured === undefined || phase === undefined) return undefined;
  const base = understood(measured, endpoint);
  const letter = phaseLetter(phase);
  if (base === undefined || letter === undefined || !OF_PHASES.has(base.quantity)) return undefined;
  return { ...base, channel: endpoint === undefined ? letter : `${endpoint}:${letter}` };
}

function ofTariff(name: string): Property | undefined {
  const [, counted = '', tariff] = TIER.exec(name) ?? [];
  const base = plainProperty(counted);
  return base?.unit === 'kWh' ? { ...base, channel: `tariff:${tariff}` } : undefined;
}

function ofEndpoint(name: string, endpoint: string | undefined): Property | undefined {
  const [, measured, end] = ENDPOINT.exec(name) ?? [];
  if (measured === undefined || end === undefined) return undefined;
  const channel = endpoint ?? end;
  const base = plainProperty(measured);
  return base === undefined ? ofPhase(measured, channel) : { ...base, channel };
}

/** A probe's value, or that of another sensor. What is called external may have been sent to the device: only its description tells. */
function ofPlace(name: string): Property | undefined {
  const [, before, after = ''] = PLACE_FIRST.exec(name) ?? [];
  const [, measured = after, where = before?.slice(0, -1)] = PLACE_LAST.exec(name) ?? [];
  const base = where === undefined ? undefined : plainProperty(measured);
  if (base === undefined || where === undefined || base.binary) return undefined;
  return { ...base, channel: where, ...(where === 'external' && { unit: undefined }) };
}
