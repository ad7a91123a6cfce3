import type { Measure } from '@/contracts/reading';
import { stampFrom } from '../device-time';
import { numberFrom } from '../number-text';
import type { Payload } from '../payload';
import {
  type DeviceSaid,
  type Family,
  type FamilyAnswer,
  type FamilyKnowledge,
  type FamilyMessage,
  said,
} from './family';
import { isObject, type JsonObject, objectIn, own, textOf } from './json-object';
import { measureFrom } from './sent-value';
import { infoMeasures } from './shelly-gen1-info';
import { addOnMeasures, scalarOf, sensorScalarOf, stateWord } from './shelly-gen1-values';

const ROOT = 'shellies';

/** Shelly's first generation: one value a topic, the motion sensor's and the whole device's state as JSON. */
export const shellyGen1: Family = {
  name: 'shelly-gen1',
  version: 3,
  topics: (levels) => levels[0] === ROOT && levels.length >= 2,
  teaches: (levels) => levels.length === 3 && levels[2] === 'info',
  decode: (message, known) => {
    const [, key = '', ...rest] = message.levels;
    if (message.payload.bytes.length === 0) return said();
    // shellies/announce is every device's; what it holds comes on the device's own topic too.
    if (message.levels.length === 2) return key === 'announce' ? announced(message.payload) : said();
    return key === '' ? said() : ofDevice(key, rest.join('/'), message, known);
  },
};

function ofDevice(
  key: string,
  subject: string,
  message: FamilyMessage,
  known: FamilyKnowledge,
): FamilyAnswer {
  const { payload } = message;
  if (subject === 'announce') return announced(payload, key);
  if (subject === 'status' || subject === 'info') return document(key, subject, message);
  if (subject === 'ext_temperatures' || subject === 'ext_humidities') {
    const read = objectIn(payload);
    return 'refusal' in read ? read : saying({ key, measures: addOnMeasures(read.value) });
  }
  const text = payload.text();
  if ('refusal' in text) return text;
  const word = text.value.trim();
  if (subject === 'online') {
    if (word !== 'true' && word !== 'false') return said();
    return saying({ key, measures: [], availability: word === 'true' ? 'online' : 'offline' });
  }
  if (!SPOKEN.test(subject)) return 'not mine';
  return saying({ key, measures: scalarMeasures(subject, word, unitOf(key, message, known)) });
}

// What a device has topics for, also where there is nothing to measure: the rest below `shellies` is somebody else's.
const SPOKEN =
  /^(?:(?:relay|light|white|color|roller|emeter|sensor|input|input_event|longpush|adc|thermostat)\/|ext_|temperature|overtemperature|overpower|voltage|loaderror|command)/;

function scalarMeasures(subject: string, word: string, temperatureUnit: string): Measure[] {
  const [first = '', second = ''] = subject.split('/');
  if (first === 'sensor' && (second === 'state' || second === 'motion')) return stateWord(second, word);
  const sent = first === 'sensor' ? sensorScalarOf(subject, temperatureUnit) : scalarOf(subject);
  if (sent === undefined) return [];
  const { invalid, ...as } = sent;
  return invalid !== undefined && numberFrom(word) === invalid ? [] : measureFrom(word, as);
}

function document(
  key: string,
  subject: 'status' | 'info',
  { payload, receivedMs }: FamilyMessage,
): FamilyAnswer {
  const read = objectIn(payload);
  if ('refusal' in read) return read;
  const at = own(read.value, subject === 'status' ? 'timestamp' : 'unixtime');
  const stamp = stampFrom(at, { format: 'unix_s', zone: undefined }, receivedMs);
  if (subject === 'status') return saying({ key, measures: motionMeasures(read.value), stamp });
  const temperature = own(read.value, 'tmp');
  const unit = isObject(temperature) ? own(temperature, 'units') : undefined;
  return said({
    devices: [{ key, measures: infoMeasures(read.value), stamp }],
    learnt: unit === 'C' || unit === 'F' ? [{ key, content: { temperature: unit } }] : [],
  });
}

function motionMeasures(status: JsonObject): Measure[] {
  const motion = own(status, 'motion');
  const someone = typeof motion === 'boolean' ? Number(motion) : undefined;
  const temperature = own(status, 'tmp');
  const isValid = isObject(temperature) && own(temperature, 'is_valid') !== false;
  const degrees = isValid ? own(temperature, 'value') : undefined;
  const unit = isObject(temperature) ? (textOf(temperature, 'units') ?? 'C') : 'C';
  // It says −1 of what it has not measured yet.
  const known = (name: string) => (own(status, name) === -1 ? undefined : own(status, name));
  return [
    ...measureFrom(someone, { quantity: 'occupancy', unit: '', channel: null }),
    ...measureFrom(known('lux'), { quantity: 'illuminance', unit: 'lx', channel: null }),
    ...measureFrom(degrees, { quantity: 'temperature', unit, channel: null }),
    ...measureFrom(known('bat'), { quantity: 'battery', unit: '%', channel: null }),
  ];
}

/** The unit in which a battery sensor sends its temperature is set on the device; its owner tells it, or its own word. */
function unitOf(key: string, { settingsOf }: FamilyMessage, known: FamilyKnowledge): string {
  const content = known.of(key);
  const told = isObject(content) ? own(content, 'temperature') : undefined;
  return (settingsOf(key).temperatureUnit ?? told) === 'F' ? '°F' : '°C';
}

function announced(payload: Payload, topicKey?: string): FamilyAnswer {
  const read = objectIn(payload);
  if ('refusal' in read) return read;
  const key = topicKey ?? textOf(read.value, 'id');
  if (key === undefined) return said();
  const model = textOf(read.value, 'model', 120);
  const firmware = textOf(read.value, 'fw_ver', 80);
  return saying({ key, measures: [], ...(model && { model }), ...(firmware && { firmware }) });
}

function saying(device: DeviceSaid): FamilyAnswer {
  const tells = device.measures.length > 0 || device.availability !== undefined;
  return tells || device.model !== undefined || device.firmware !== undefined
    ? said({ devices: [device] })
    : said();
}
