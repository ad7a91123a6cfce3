import type { Measure } from '@/contracts/reading';
import { stampFrom } from '../device-time';
import { numberFrom } from '../number-text';
import type { Payload } from '../payload';
import { emonVariable } from './emon-names';
import { type Family, type FamilyAnswer, said } from './family';
import { type JsonObject, objectIn, own } from './json-object';
import { measureFrom } from './sent-value';

const MOST_NAMES = 256;
// The firmware's words for a probe that was never there, that says what can't be, and that is gone.
const NO_TEMPERATURE: ReadonlySet<unknown> = new Set([300, 302, 304]);
// Charging stations that publish below emon/ as well: tenths of degrees and thousandths of amperes under the same names.
const OTHERS = /^openevse/i;

/** emonhub: a topic a value, or a node's values as JSON. Its bare lists need a mapping: they name nothing. */
export const emon: Family = {
  name: 'emon',
  version: 2,
  topics: (levels) =>
    levels[0] === 'emon' && (levels.length === 2 || levels.length === 3) && !OTHERS.test(levels[1] ?? ''),
  teaches: () => false,
  decode: ({ levels, payload, receivedMs, zone: ofHome, settingsOf }) => {
    const [, key = '', name] = levels;
    if (payload.bytes.length === 0 || key === '') return said();
    if (name !== undefined) return ofVariable(key, name, payload);
    const read = objectIn(payload);
    if ('refusal' in read) return read;
    const zone = settingsOf(key).timezone ?? ofHome;
    const stamp = stampFrom(own(read.value, 'time'), { format: 'auto', zone }, receivedMs);
    return said({ devices: [{ key, measures: nodeMeasures(key, read.value), stamp }] });
  },
};

/** A name that its owner chose, or what counts pulses, is a mapping's. */
function ofVariable(key: string, name: string, payload: Payload): FamilyAnswer {
  if (emonVariable(key, name) === undefined) return 'not mine';
  const text = payload.text();
  if ('refusal' in text) return text;
  const measures = measureOf(key, name, numberFrom(text.value));
  return measures.length === 0 ? said() : said({ devices: [{ key, measures }] });
}

function nodeMeasures(key: string, node: JsonObject): Measure[] {
  return Object.keys(node)
    .slice(0, MOST_NAMES)
    .flatMap((name) => measureOf(key, name, own(node, name)));
}

function measureOf(key: string, name: string, value: unknown): Measure[] {
  const sent = emonVariable(key, name);
  if (sent === undefined || (sent.quantity === 'temperature' && NO_TEMPERATURE.has(value))) return [];
  return measureFrom(value, sent);
}
