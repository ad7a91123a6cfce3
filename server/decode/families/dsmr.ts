import type { Measure } from '@/contracts/reading';
import { bareField, loggerField, type MeterField, ownLoggerField } from './dsmr-fields';
import { ofReader } from './dsmr-reader';
import { type Family, type FamilyAnswer, type FamilyMessage, said } from './family';
import { isObject, type JsonObject, objectIn, own, textOf } from './json-object';
import { measureFrom } from './sent-value';

const READER = 'dsmr';
const LOGGER = 'DSMR-API';
/** The logger on an ESP32: all fields on one topic, one or several a message. */
const LOGGER_OF_ONE_TOPIC = 'DSMR-ESP32';
const MOST_FIELDS = 256;
// Besides gas nothing that lasts: of days, months and the program itself.
const READER_REST = /^(?:day-consumption|consumption|meter-stats|current-(?:period|month|year)|day-totals)$/;

/** Smart meters behind DSMR-reader (a topic a value, or a telegram as JSON) and DSMR-logger. */
export const dsmr: Family = {
  name: 'dsmr',
  version: 3,
  topics: (levels) => isReader(levels) || isLogger(levels),
  shares: (levels) => !isReader(levels) && levels[0] !== LOGGER && !isOfOneTopic(levels),
  teaches: () => false,
  decode: (message, known) => {
    const { levels, payload } = message;
    if (payload.bytes.length === 0) return said();
    if (isReader(levels)) return ofReader(message, known);
    return isOfOneTopic(levels) ? ofOneTopic(message) : ofLogger(message);
  },
};

function isReader(levels: readonly string[]): boolean {
  const [base, kind = '', ...more] = levels;
  if (base !== READER) return false;
  if (kind === 'json') return more.length === 0;
  return (kind === 'reading' && more.length === 1) || READER_REST.test(kind);
}

function isOfOneTopic(levels: readonly string[]): boolean {
  return levels.length === 1 && levels[0] === LOGGER_OF_ONE_TOPIC;
}

/** Below another base, by the names that its fields have. */
function isLogger(levels: readonly string[]): boolean {
  if (levels.length < 2) return isOfOneTopic(levels);
  return (levels.length === 2 && levels[0] === LOGGER) || loggerField(levels.at(-1) ?? '') !== undefined;
}

/** `{"power_delivered_l1":0.412}` */
function ofOneTopic({ payload }: FamilyMessage): FamilyAnswer {
  const read = objectIn(payload);
  if ('refusal' in read) return read;
  const measures = Object.keys(read.value)
    .slice(0, MOST_FIELDS)
    .flatMap((name) => {
      const field = bareField(name);
      return field === undefined ? [] : measureFrom(own(read.value, name), field);
    });
  return saying(LOGGER_OF_ONE_TOPIC, measures);
}

function ofLogger({ payload, levels }: FamilyMessage): FamilyAnswer {
  const name = levels.at(-1) ?? '';
  const key = levels.slice(0, -1).join('/');
  const isOurs = key === LOGGER;
  const text = payload.text();
  if ('refusal' in text) return isOurs ? text : 'not mine';
  const word = text.value.trim();
  if (isOurs && name === 'LWT') return lastWill(key, word);
  const field = isOurs ? ownLoggerField(name) : loggerField(name);
  if (field === undefined) return said();
  const json = payload.json();
  const sent = 'value' in json ? json.value : undefined;
  const given = isOurs && Array.isArray(sent) ? { [name]: sent } : isObject(sent) ? sent : undefined;
  // A number alone says little below a name that somebody chose.
  if (!isOurs && (given === undefined || !Object.hasOwn(given, name))) return 'not mine';
  return saying(key, given === undefined ? measureFrom(word, field) : named(name, given, field));
}

/** `{"gas_delivered":119.69,"unit":"m3"}`, and of older versions `{"gas_delivered":[{"value":119.69,"unit":"m3"}]}` or the array. */
function named(name: string, given: JsonObject, field: MeterField): Measure[] {
  const value = own(given, name);
  const first = Array.isArray(value) ? value[0] : undefined;
  const source = isObject(first) ? first : given;
  const sent = isObject(first) ? own(first, 'value') : value;
  return measureFrom(sent, { ...field, unit: textOf(source, 'unit', 20) ?? field.unit });
}

function lastWill(key: string, word: string): FamilyAnswer {
  const lower = word.toLowerCase();
  return lower === 'online' || lower === 'offline'
    ? said({ devices: [{ key, measures: [], availability: lower }] })
    : said();
}

function saying(key: string, measures: readonly Measure[]): FamilyAnswer {
  return measures.length === 0 ? said() : said({ devices: [{ key, measures }] });
}
