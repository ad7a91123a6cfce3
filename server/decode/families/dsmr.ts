import type { Measure } from '@/contracts/reading';
import { type Stamp, stampFrom } from '../device-time';
import { loggerField, type MeterField, readerField } from './dsmr-fields';
import { type DeviceSaid, type Family, type FamilyAnswer, type FamilyMessage, said } from './family';
import { isObject, type JsonObject, objectIn, own, textOf } from './json-object';
import { measureFrom } from './sent-value';

const READER = 'dsmr';
const LOGGER = 'DSMR-API';
// Of days, months and the program itself: nothing that lasts.
const READER_REST = /^(?:day-consumption|consumption|meter-stats|current-(?:period|month|year)|day-totals)$/;

/** Smart meters behind DSMR-reader (a topic a value, or a telegram as JSON) and DSMR-logger. */
export const dsmr: Family = {
  name: 'dsmr',
  version: 1,
  topics: (levels) => isReader(levels) || isLogger(levels),
  shares: (levels) => !isReader(levels) && levels[0] !== LOGGER,
  teaches: () => false,
  decode: (message) => {
    if (message.payload.bytes.length === 0) return said();
    const { levels } = message;
    if (!isReader(levels)) return ofLogger(message);
    return levels[1] === 'json' ? ofTelegram(message) : ofReading(message);
  },
};

function isReader(levels: readonly string[]): boolean {
  const [base, kind = '', ...more] = levels;
  if (base !== READER) return false;
  if (kind === 'json') return more.length === 0;
  return (kind === 'reading' && more.length === 1) || READER_REST.test(kind);
}

/** Below another base, by the names that its fields have. */
function isLogger(levels: readonly string[]): boolean {
  if (levels.length < 2) return false;
  return (levels.length === 2 && levels[0] === LOGGER) || loggerField(levels.at(-1) ?? '') !== undefined;
}

function ofReading({ payload, levels }: FamilyMessage): FamilyAnswer {
  const field = levels[1] === 'reading' ? readerField(levels[2] ?? '') : undefined;
  if (field === undefined) return said();
  const text = payload.text();
  if ('refusal' in text) return text;
  return saying({ key: READER, measures: measureFrom(text.value, field) });
}

function ofTelegram({ payload, receivedMs }: FamilyMessage): FamilyAnswer {
  const read = objectIn(payload);
  if ('refusal' in read) return read;
  const telegram = read.value;
  const measuresOf = (wanted: boolean) =>
    Object.keys(telegram).flatMap((name) => {
      const field = readerField(name);
      return field === undefined || isExtra(field) !== wanted ? [] : measureFrom(own(telegram, name), field);
    });
  const stamp = stampOf(telegram, 'timestamp', receivedMs);
  // Gas is read every five minutes or every hour, and says when.
  const extraStamp = stampOf(telegram, 'extra_device_timestamp', receivedMs) ?? stamp;
  return saying(
    { key: READER, measures: measuresOf(false), stamp },
    { key: READER, measures: measuresOf(true), stamp: extraStamp },
  );
}

function isExtra({ quantity }: MeterField): boolean {
  return quantity === 'gas';
}

function stampOf(telegram: JsonObject, name: string, receivedMs: number): Stamp | undefined {
  return stampFrom(own(telegram, name), { format: 'iso8601', zone: undefined }, receivedMs);
}

function ofLogger({ payload, levels }: FamilyMessage): FamilyAnswer {
  const name = levels.at(-1) ?? '';
  const key = levels.slice(0, -1).join('/');
  const isOurs = key === LOGGER;
  const text = payload.text();
  if ('refusal' in text) return isOurs ? text : 'not mine';
  const word = text.value.trim();
  if (isOurs && name === 'LWT') return lastWill(key, word);
  const field = loggerField(name);
  if (field === undefined) return said();
  const json = payload.json();
  const given = 'value' in json && isObject(json.value) ? json.value : undefined;
  // A number alone says little below a name that somebody chose.
  if (!isOurs && (given === undefined || !Object.hasOwn(given, name))) return 'not mine';
  return saying({
    key,
    measures: given === undefined ? measureFrom(word, field) : named(name, given, field),
  });
}

/** `{"gas_delivered":119.69,"unit":"m3"}`, and of older versions `{"gas_delivered":[{"value":119.69,"unit":"m3"}]}`. */
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

function saying(...devices: readonly DeviceSaid[]): FamilyAnswer {
  const telling = devices.filter(({ measures }) => measures.length > 0);
  return telling.length === 0 ? said() : said({ devices: telling });
}
