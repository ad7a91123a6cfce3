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
  version: 2,
  topics: (levels) => isWillTopic(levels) || placeIn(levels) !== undefined,
  claims: (levels, known, payload) => {
    if (isWillTopic(levels)) return willIn(payload) !== undefined;
    const place = placeIn(levels);
    if (place === undefined) return false;
    if (known.of(place.device) !== undefined) return meaningOf(place.value) !== undefined;
    return !place.device.includes('/') && Object.hasOwn(VALUES, place.value) && isNumber(payload);
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

interface Place {
  readonly device: string;
  readonly task: string;
  readonly value: string;
}

function placeIn(levels: readonly string[]): Place | undefined {
  const [task = '', value = ''] = levels.slice(-2);
  const device = deviceOf(levels.slice(0, -2));
  return device === '' || task === '' || value === '' ? undefined : { device, task, value };
}

/** Everything above what it speaks of; older versions begin their topics with a slash. */
function deviceOf(levels: readonly string[]): string {
  return levels.slice(levels[0] === '' ? 1 : 0).join('/');
}

function lastWill({ levels, payload }: FamilyMessage, known: FamilyKnowledge): FamilySaid {
  const availability = willIn(payload);
  const key = deviceOf(levels.slice(0, -1));
  if (availability === undefined || key === '') return said();
  const learnt = known.of(key) === undefined ? [{ key, content: {} }] : [];
  return said({ devices: [{ key, measures: [], availability }], learnt });
}

function told({ levels, payload }: FamilyMessage): FamilySaid {
  const place = placeIn(levels);
  const text = payload.text();
  const meaning = meaningOf(place?.value ?? '');
  if (place === undefined || meaning === undefined || 'refusal' in text) return said();
  const { device, task } = place;
  const [quantity, unit] = meaning;
  const channel = quantity === 'signal_strength' ? null : task;
  const measures = measureFrom(text.value, { quantity, unit, channel });
  return measures.length === 0 ? said() : said({ devices: [{ key: device, measures }] });
}

const IN_SMALL_LETTERS = new Map(Object.entries(VALUES).map(([name, value]) => [name.toLowerCase(), value]));

function meaningOf(value: string): (typeof VALUES)[string] | undefined {
  return IN_SMALL_LETTERS.get(value.toLowerCase());
}
