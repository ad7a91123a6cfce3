import { PLAIN_NAMES } from '@/contracts/quantity-names';
import type { SentAs } from './sent-value';

type Sent = Omit<SentAs, 'channel'>;

/** Home Assistant's device classes and the quantities they are; what a class leaves open, the name tells. */
export const BY_CLASS: Readonly<Record<string, string>> = {
  temperature: 'temperature',
  humidity: 'humidity',
  absolute_humidity: 'absolute_humidity',
  moisture: 'moisture',
  pressure: 'pressure',
  atmospheric_pressure: 'pressure',
  carbon_dioxide: 'co2',
  carbon_monoxide: 'carbon_monoxide',
  volatile_organic_compounds: 'voc',
  volatile_organic_compounds_parts: 'voc',
  pm1: 'pm1',
  pm25: 'pm25',
  pm4: 'pm4',
  pm10: 'pm10',
  aqi: 'aqi',
  illuminance: 'illuminance',
  irradiance: 'irradiance',
  power: 'power',
  apparent_power: 'apparent_power',
  reactive_power: 'reactive_power',
  power_factor: 'power_factor',
  energy: 'energy',
  reactive_energy: 'energy_reactive',
  energy_storage: 'storage_energy',
  voltage: 'voltage',
  current: 'current',
  frequency: 'frequency',
  battery: 'battery',
  signal_strength: 'signal_strength',
  gas: 'gas',
  water: 'water',
  volume_flow_rate: 'water_flow',
  volume_storage: 'tank_volume',
  wind_speed: 'wind_speed',
  wind_direction: 'wind_direction',
  precipitation: 'rain',
  precipitation_intensity: 'rain_rate',
  distance: 'distance',
  weight: 'weight',
  ph: 'ph',
  sound_pressure: 'sound_level',
  conductivity: 'conductivity',
  data_rate: 'data_rate',
};

/** Classes whose unit another quantity has, too. */
export const NO_CLASS_OF_OURS = new Set(['temperature_delta', 'energy_distance']);

/** What the last words of a name say, with the unit where nobody tells one. The longest that fits counts. */
const BY_NAME: ReadonlyMap<string, Sent> = new Map(
  PLAIN_NAMES.map(([words, quantity, unit]) => [words, { quantity, unit }]),
);

const MOST_WORDS = 3;

/** Lower case, one space between words, without accents of spelling. */
export function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** By the last words of a name, such as `garage_temperature`. */
export function byLastWords(name: string): Sent | undefined {
  const words = wordsOf(name);
  for (let count = Math.min(MOST_WORDS, words.length); count > 0; count -= 1) {
    const found = BY_NAME.get(words.slice(-count).join(' '));
    if (found !== undefined) return found;
  }
  return undefined;
}

const NUMBERED = /(?: (?:sensor|value|reading|\d+))+$/;

/** By its last words, but for those that only count it: `Temperature Sensor 2`. */
export function byPlainName(name: string): Sent | undefined {
  return byLastWords(wordsOf(name).join(' ').replace(NUMBERED, ''));
}

/** By the words of a name wherever they stand, the last ones first: `Temperature Sensor 2`. */
export function byAnyWords(name: string): Sent | undefined {
  const words = wordsOf(name);
  for (let end = words.length; end > 0; end -= 1) {
    const found = byLastWords(words.slice(0, end).join(' '));
    if (found !== undefined) return found;
  }
  return undefined;
}
