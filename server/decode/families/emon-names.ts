import { phaseLetter } from './phase-letters';
import type { SentAs } from './sent-value';

interface Named {
  readonly name: RegExp;
  readonly quantity: string;
  readonly unit: string;
  /** Of these nodes alone. */
  readonly node?: RegExp;
}

// A node has one of each.
const OF_THE_NODE = new Set(['battery_voltage', 'signal_strength']);

// Names of the emonTx, emonPi and emonTH firmwares, and those that emonhub's manual gives to meters on a bus, whose counters are
// kWh; an energy without a number may be of either. A pulse is worth what its owner knows.
const NAMES: readonly Named[] = [
  { name: /^(?:p|power)(?:\d*|_?l[123]|_total)$|^power\dpluspower\d$/, quantity: 'power', unit: 'W' },
  { name: /^(?:e|energy)\d+$|^wh(?:\d*|_total)$/, quantity: 'energy', unit: 'Wh' },
  { name: /^kwh\d*$|^ei(?:\d*|_total)$/, quantity: 'energy', unit: 'kWh' },
  { name: /^e$/, quantity: 'energy', unit: 'kWh', node: /^sdm/i },
  { name: /^ee(?:\d*|_total)$/, quantity: 'energy_returned', unit: 'kWh' },
  { name: /^va\d*$/, quantity: 'apparent_power', unit: 'VA' },
  {
    name: /^(?:t|temp|temperature|external|internal)\d*$|^(?:external|internal)[ _]?temp(?:erature)?\d*$/,
    quantity: 'temperature',
    unit: '°C',
  },
  { name: /^(?:vrms|v|voltage)\d*$/, quantity: 'voltage', unit: 'V' },
  { name: /^(?:i|irms|current)\d*$/, quantity: 'current', unit: 'A' },
  { name: /^pf\d*$/, quantity: 'power_factor', unit: '' },
  { name: /^(?:hz|fr|freq|frequency)$/, quantity: 'frequency', unit: 'Hz' },
  { name: /^(?:humidity|hum|rh)\d*$/, quantity: 'humidity', unit: '%' },
  { name: /^(?:battery|batt|vbat)$/, quantity: 'battery_voltage', unit: 'V' },
  { name: /^rssi$/, quantity: 'signal_strength', unit: 'dBm' },
];

/** What a node's variable says; undefined for a name that its owner chose, and for what counts pulses. */
export function emonVariable(node: string, name: string): SentAs | undefined {
  const small = name.toLowerCase();
  const named = NAMES.find((each) => each.name.test(small) && each.node?.test(node) !== false);
  if (named === undefined) return undefined;
  const { quantity, unit } = named;
  if (OF_THE_NODE.has(quantity)) return { quantity, unit, channel: null };
  const [, line = ''] = /(l[123])$/.exec(small) ?? [];
  return { quantity, unit, channel: small.endsWith('total') ? 'total' : (phaseLetter(line) ?? name) };
}
