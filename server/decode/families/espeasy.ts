import type { Availability } from '@/contracts/sensor';
import { numberFrom } from '../number-text';
import type { Payload } from '../payload';
import { type Family, type FamilyKnowledge, type FamilyMessage, type FamilySaid, said } from './family';
import { measureFrom } from './sent-value';

const WILLS: ReadonlyMap<string, Availability> = new Map([
  ['Connected', 'online'],
  ['Connection Lost', 'offline'],
]);
const LONGEST_WORD = 20;

/** What its plugins call their values, unless the owner does. */
const VALUES: Readonly<Record<string, readonly [quantity: string, unit: string]>> = {
  Temperature: ['temperature', '°C'],
  Temp: ['temperature', '°C'],
  Humidity: ['humidity', '%'],
  Pressure: ['pressure', 'hPa'],
  'Dew Point': ['dew_point', '°C'],
  DewPoint: ['dew_point', '°C'],
  Lux: ['illuminance', 'lx'],
  CO2: ['co2', 'ppm'],
  PPM: ['co2', 'ppm'],
  'PM2.5': ['pm25', 'µg/m³'],
  'PM1.0': ['pm1', 'µg/m³'],
  PM10: ['pm10', 'µg/m³'],
  Voltage: ['voltage', 'V'],
  Current: ['current', 'A'],
  Power: ['power', 'W'],
  Watt: ['power', 'W'],
  Watts: ['power', 'W'],
  kWh: ['energy', 'kWh'],
  RSSI: ['signal_strength', 'dBm'],
};

/**
 * ESPEasy: `name/task/value`, each a number. Anything may look like that, so a value counts where it has a plugin's own name,
 * or its device has said that it is connected.
 */
export const espeasy: Family = {
  name: 'espeasy',
  version: 1,
  claims: (levels, known, payload) => {
    if (isWillTopic(levels)) return willIn(payload) !== undefined;
    const { device, value } = placeIn(levels);
    if (device === undefined) return false;
    const isPlain = levels.length === (levels[0] === '' ? 4 : 3);
    const isKnown = known.of(device) !== undefined;
    return isKnown || (isPlain && Object.hasOwn(VALUES, value) && isNumber(payload));
  },
  teaches: (levels) => isWillTopic(levels),
  decode: (message, known) => (isWillTopic(message.levels) ? lastWill(message, known) : told(message)),
};

function isWillTopic(levels: readonly string[]): boolean {
  return levels.length >= 2 && (levels.at(-1) === 'LWT' || levels.at(-1) === 'status');
}

function willIn(payload: Payload): Availability | undefined {
  if (payload.bytes.length > LONGEST_WORD) return undefined;
  const text = payload.text();
  return 'value' in text ? WILLS.get(text.value.trim()) : undefined;
}

function isNumber(payload: Payload): boolean {
  const text = payload.text();
  return 'value' in text && numberFrom(text.value) !== undefined;
}

/** Older versions begin their topics with a slash. */
function placeIn(levels: readonly string[]): { device?: string; task: string; value: string } {
  const [device = '', task = '', value = ''] = levels.slice(-3);
  return levels.length < 3 || device === '' || task === '' ? { task, value } : { device, task, value };
}

function lastWill({ levels, payload }: FamilyMessage, known: FamilyKnowledge): FamilySaid {
  const availability = willIn(payload);
  const key = levels.at(-2) ?? '';
  if (availability === undefined || key === '') return said();
  const learnt = known.of(key) === undefined ? [{ key, content: {} }] : [];
  return said({ devices: [{ key, measures: [], availability }], learnt });
}

function told({ levels, payload }: FamilyMessage): FamilySaid {
  const { device, task, value } = placeIn(levels);
  const text = payload.text();
  const meaning = Object.hasOwn(VALUES, value) ? VALUES[value] : inAnyCase(value);
  if (device === undefined || meaning === undefined || 'refusal' in text) return said();
  const [quantity, unit] = meaning;
  const channel = quantity === 'signal_strength' ? null : task;
  const measures = measureFrom(text.value, { quantity, unit, channel });
  return measures.length === 0 ? said() : said({ devices: [{ key: device, measures }] });
}

const IN_SMALL_LETTERS = new Map(Object.entries(VALUES).map(([name, value]) => [name.toLowerCase(), value]));

function inAnyCase(value: string): (typeof VALUES)[string] | undefined {
  return IN_SMALL_LETTERS.get(value.toLowerCase());
}
