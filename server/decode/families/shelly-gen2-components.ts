import type { Measure } from '@/contracts/reading';
import { isObject, type JsonObject, own } from './json-object';
import { measureFrom } from './sent-value';

interface Field {
  /** Where the value stands: `aenergy/total`. */
  readonly at: string;
  readonly quantity: string;
  readonly unit: string;
}

const field = (at: string, quantity: string, unit: string): Field => ({ at, quantity, unit });

const OUTPUT: readonly Field[] = [
  field('apower', 'power', 'W'),
  field('voltage', 'voltage', 'V'),
  field('current', 'current', 'A'),
  field('freq', 'frequency', 'Hz'),
  field('pf', 'power_factor', ''),
  field('aenergy/total', 'energy', 'Wh'),
  field('ret_aenergy/total', 'energy_returned', 'Wh'),
  field('temperature/tC', 'temperature', '°C'),
];

const PHASE: readonly Field[] = [
  field('act_power', 'power', 'W'),
  field('aprt_power', 'apparent_power', 'VA'),
  field('voltage', 'voltage', 'V'),
  field('current', 'current', 'A'),
  field('freq', 'frequency', 'Hz'),
  field('pf', 'power_factor', ''),
];

const PHASE_ENERGY: readonly Field[] = [
  field('total_act_energy', 'energy', 'Wh'),
  field('total_act_ret_energy', 'energy_returned', 'Wh'),
];

const BLUETOOTH: readonly Field[] = [
  field('battery', 'battery', '%'),
  field('rssi', 'signal_strength', 'dBm'),
];

/** Components whose values are in the channel of the component's key. */
const SIMPLE: Readonly<Record<string, readonly Field[]>> = {
  switch: OUTPUT,
  cover: OUTPUT,
  light: OUTPUT,
  rgb: OUTPUT,
  rgbw: OUTPUT,
  cct: OUTPUT,
  rgbcct: OUTPUT,
  pm1: OUTPUT,
  em1: PHASE,
  em1data: PHASE_ENERGY,
  temperature: [field('tC', 'temperature', '°C')],
  humidity: [field('rh', 'humidity', '%')],
  illuminance: [field('lux', 'illuminance', 'lx')],
  voltmeter: [field('voltage', 'voltage', 'V')],
  thermostat: [field('current_C', 'temperature', '°C')],
  blutrv: [field('current_C', 'temperature', '°C'), ...BLUETOOTH],
  bthomedevice: BLUETOOTH,
  presencezone: [field('value', 'occupancy', '')],
  devicepower: [field('battery/V', 'battery_voltage', 'V'), field('battery/percent', 'battery', '%')],
};

const TOTALS: Readonly<Record<string, readonly Field[]>> = {
  em: [
    field('total_act_power', 'power', 'W'),
    field('total_aprt_power', 'apparent_power', 'VA'),
    field('total_current', 'current', 'A'),
  ],
  emdata: [field('total_act', 'energy', 'Wh'), field('total_act_ret', 'energy_returned', 'Wh')],
};

// The id within a component may be missing: the key tells which one it is.
const KEY = /^([a-z][a-z0-9]*):(\d{1,5})$/;

/** What a component says; `name` is its key in a status, such as `switch:0` or `wifi`. */
export function componentMeasures(name: string, component: JsonObject): Measure[] {
  if (name === 'wifi') return measured(component, [field('rssi', 'signal_strength', 'dBm')], null);
  if (name === 'sys') return measured(component, [field('uptime', 'uptime', 's')], null);
  const [, type = '', index = ''] = KEY.exec(name) ?? [];
  if (type === 'em' || type === 'emdata') return threePhases(type, index, component);
  const fields = Object.hasOwn(SIMPLE, type) ? SIMPLE[type] : undefined;
  // em1data:0 counts what em1:0 measures.
  return fields === undefined ? [] : measured(component, fields, name.replace(/^em1data:/, 'em1:'));
}

// Of a device there is one of each.
const BARE = new Set(['wifi', 'sys', 'cloud', 'mqtt', 'ble', 'ws', 'eth', 'ht_ui', 'knx', 'matter']);
/** What has a state and nothing to measure. */
const SILENT = new Set(['input', 'script', 'schedule', 'button', 'text', 'group', 'plugs_ui', 'ui']);

/** Whether a topic's last level is the name of a component that has no number. */
export function isBareComponent(level: string): boolean {
  return BARE.has(level);
}

/** Whether a component may hold numbers whose meaning only its owner knows: what an input counts, what others send by Bluetooth. */
export function isForMapping(name: string, component: JsonObject): boolean {
  const [, type = ''] = KEY.exec(name) ?? [];
  if (type === '') return false;
  if (type === 'input') return isObject(own(component, 'counts'));
  return !SILENT.has(type) && !Object.hasOwn(SIMPLE, type) && !Object.hasOwn(TOTALS, type);
}

/** Whether a topic's last level names a component, of whatever kind. */
export function isComponentKey(level: string): boolean {
  return KEY.test(level);
}

function threePhases(type: 'em' | 'emdata', index: string, component: JsonObject): Measure[] {
  const channel = (phase: string) => (index === '0' ? phase : `em:${index}:${phase}`);
  const fields = type === 'em' ? PHASE : PHASE_ENERGY;
  const phases = ['a', 'b', 'c'].flatMap((letter) => {
    const ofPhase = fields.map((each) => ({ ...each, at: `${letter}_${each.at}` }));
    return measured(component, ofPhase, channel(letter.toUpperCase()));
  });
  const neutral = measured(component, [field('n_current', 'current', 'A')], channel('N'));
  return [...phases, ...neutral, ...measured(component, TOTALS[type] ?? [], channel('total'))];
}

function measured(component: JsonObject, fields: readonly Field[], channel: string | null): Measure[] {
  return fields.flatMap(({ at, quantity, unit }) =>
    measureFrom(numberOf(valueAt(component, at), quantity), { quantity, unit, channel }),
  );
}

function numberOf(value: unknown, quantity: string): unknown {
  return quantity === 'occupancy' && typeof value === 'boolean' ? Number(value) : value;
}

function valueAt(component: JsonObject, at: string): unknown {
  const [first = '', second] = at.split('/');
  const value = own(component, first);
  if (second === undefined) return value;
  return isObject(value) ? own(value, second) : undefined;
}
