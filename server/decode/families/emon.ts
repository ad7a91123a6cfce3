import type { Measure } from '@/contracts/reading';
import { stampFrom } from '../device-time';
import { numberFrom } from '../number-text';
import type { Payload } from '../payload';
import { type Family, type FamilyAnswer, said } from './family';
import { type JsonObject, objectIn, own } from './json-object';
import { measureFrom } from './sent-value';

const MOST_NAMES = 256;
// The firmware's word for a probe that isn't there.
const NO_PROBE = 300;

/** emonhub: a topic a value, or a node's values as JSON. Its bare lists need a mapping: they name nothing. */
export const emon: Family = {
  name: 'emon',
  version: 1,
  topics: (levels) => levels[0] === 'emon' && (levels.length === 2 || levels.length === 3),
  teaches: () => false,
  decode: ({ levels, payload, receivedMs, zone: ofHome, settingsOf }) => {
    const [, key = '', name] = levels;
    if (payload.bytes.length === 0 || key === '') return said();
    if (name !== undefined) return ofVariable(key, name, payload);
    const read = objectIn(payload);
    if ('refusal' in read) return read;
    const zone = settingsOf(key).timezone ?? ofHome;
    const stamp = stampFrom(own(read.value, 'time'), { format: 'auto', zone }, receivedMs);
    return said({ devices: [{ key, measures: nodeMeasures(read.value), stamp }] });
  },
};

/** A name that its owner chose, or what counts pulses, is a mapping's. */
function ofVariable(key: string, name: string, payload: Payload): FamilyAnswer {
  if (meaningOf(name) === undefined) return 'not mine';
  const text = payload.text();
  if ('refusal' in text) return text;
  const measures = measureOf(name, numberFrom(text.value));
  return measures.length === 0 ? said() : said({ devices: [{ key, measures }] });
}

function nodeMeasures(node: JsonObject): Measure[] {
  return Object.keys(node)
    .slice(0, MOST_NAMES)
    .flatMap((name) => measureOf(name, own(node, name)));
}

interface Named {
  readonly name: RegExp;
  readonly quantity: string;
  readonly unit: string;
}

// Names of the emonTx, emonPi and emonTH firmwares. A pulse is worth what its owner knows.
const NAMES: readonly Named[] = [
  { name: /^(?:p|power)\d*$/, quantity: 'power', unit: 'W' },
  { name: /^(?:e|energy|wh)\d*$/, quantity: 'energy', unit: 'Wh' },
  { name: /^kwh\d*$/, quantity: 'energy', unit: 'kWh' },
  {
    name: /^(?:t|temp|temperature|external|internal)\d*$|^(?:external|internal)[ _]?temp(?:erature)?\d*$/,
    quantity: 'temperature',
    unit: '°C',
  },
  { name: /^(?:vrms|v|voltage)\d*$/, quantity: 'voltage', unit: 'V' },
  { name: /^(?:i|irms|current)\d*$/, quantity: 'current', unit: 'A' },
  { name: /^pf\d*$/, quantity: 'power_factor', unit: '' },
  { name: /^(?:hz|freq|frequency)$/, quantity: 'frequency', unit: 'Hz' },
  { name: /^(?:humidity|hum|rh)\d*$/, quantity: 'humidity', unit: '%' },
  { name: /^(?:battery|batt|vbat)$/, quantity: 'battery_voltage', unit: 'V' },
  { name: /^rssi$/, quantity: 'signal_strength', unit: 'dBm' },
];

// A node has one of each.
const OF_THE_NODE = new Set(['battery_voltage', 'signal_strength']);

function meaningOf(name: string): Named | undefined {
  const small = name.toLowerCase();
  return NAMES.find((each) => each.name.test(small));
}

function measureOf(name: string, value: unknown): Measure[] {
  const named = meaningOf(name);
  if (named === undefined || (named.quantity === 'temperature' && value === NO_PROBE)) return [];
  const { quantity, unit } = named;
  return measureFrom(value, { quantity, unit, channel: OF_THE_NODE.has(quantity) ? null : name });
}
