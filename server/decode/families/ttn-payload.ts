import type { Measure } from '@/contracts/reading';
import { rawNumber } from '../measure-rule';
import { withoutRepeats } from '../without-repeats';
import { isObject, type JsonObject, own, textOf } from './json-object';
import { quantityGuess } from './quantity-guess';
import { measureFrom } from './sent-value';
import { type Meaning, meaningOf } from './ttn-names';

const DEEPEST = 5;
const MOST_FIELDS = 256;
// What 16 bits hold at most, in hundredths or tenths: no probe.
const NO_PROBE = new Set([327.67, -327.68, 3276.7, -3276.8, 655.35, 6553.5]);
const NO_PROBES = ['temperature', 'humidity'];
// A battery that is no percentage.
const MOST_CELL_VOLTS = 5;
const BATTERY = /^batt?(?:ery)?$/i;

interface Field {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly meaning: Meaning;
  /** The device says the unit itself. */
  readonly described: boolean;
}

/** What a payload formatter made of a device's bytes: its names are whatever its author chose. */
export function decodedMeasures(decoded: JsonObject): Measure[] {
  const all: Field[] = [];
  gather(decoded, [], all);
  // One probe that says both says °C.
  const isMetric = all.some(({ meaning }) => meaning.unit === '°C');
  const fields = isMetric ? all.filter(({ meaning }) => meaning.unit !== '°F') : all;
  const times = new Map<string, number>();
  for (const { meaning, described } of fields) {
    if (!described && meaning.index === undefined)
      times.set(meaning.quantity, (times.get(meaning.quantity) ?? 0) + 1);
  }
  return withoutRepeats(
    fields.flatMap((field) => {
      const { quantity, unit } = field.meaning;
      if (typeof field.value === 'number' && NO_PROBES.includes(quantity) && NO_PROBE.has(field.value))
        return [];
      const channel = channelOf(field, (times.get(quantity) ?? 0) > 1);
      return measureFrom(field.value, { quantity, unit, channel });
    }),
  );
}

/** The name where a device has several of a quantity, or its own unit. */
function channelOf({ path, meaning, described }: Field, isOneOfSeveral: boolean): string | null {
  if (meaning.index !== undefined) return meaning.index;
  const name = path.join('.');
  if (described) return name === meaning.quantity ? null : name;
  // A device has one battery, however often it says how full it is.
  if (meaning.quantity.startsWith('battery')) return null;
  return isOneOfSeveral && meaning.unit !== '°F' ? name : null;
}

function gather(object: JsonObject, above: readonly string[], into: Field[]): void {
  for (const key of Object.keys(object)) {
    if (into.length >= MOST_FIELDS) return;
    add([...above, key], own(object, key), into);
  }
}

function add(path: readonly string[], value: unknown, into: Field[]): void {
  const key = path.at(-1) ?? '';
  if (isObject(value)) {
    const unit = textOf(value, 'unit', 20);
    const inner = own(value, 'value');
    if (unit !== undefined && inner !== undefined) into.push(...describedField(path, unit, inner));
    else if (path.length < DEEPEST) gather(value, path, into);
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.slice(0, MOST_FIELDS - into.length).entries()) {
      if (isObject(item) && path.length < DEEPEST) gather(item, [...path, String(index + 1)], into);
      else into.push(...plainField(path, key, item, String(index + 1)));
    }
    return;
  }
  into.push(...plainField(path, key, value));
}

function describedField(path: readonly string[], unit: string, value: unknown): Field[] {
  const quantity = quantityGuess(unit, path.join(' '));
  return quantity === undefined ? [] : [{ path, value, meaning: { quantity, unit }, described: true }];
}

function plainField(path: readonly string[], key: string, value: unknown, index?: string): Field[] {
  const number = rawNumber(value, {}, '');
  const meaning = number === undefined ? undefined : meaningOf(key);
  if (meaning === undefined || number === undefined) return [];
  const isVolts =
    meaning.unit === '%' &&
    meaning.quantity === 'battery' &&
    !Number.isInteger(number) &&
    number < MOST_CELL_VOLTS;
  const isCells = meaning.quantity === 'voltage' && BATTERY.test(path.at(-2) ?? '');
  const unit = isVolts ? 'V' : meaning.unit;
  const sent = isVolts || isCells ? { ...meaning, quantity: 'battery_voltage', unit } : meaning;
  return [
    { path, value: number, meaning: index === undefined ? sent : { ...sent, index }, described: false },
  ];
}

const SOIL = { channel: 'soil' } as const;
const WHOLE = { channel: null } as const;

// The network's own form, whose units are fixed.
const NORMALIZED = [
  [['air', 'temperature'], { quantity: 'temperature', unit: '°C', ...WHOLE }],
  [['air', 'relativeHumidity'], { quantity: 'humidity', unit: '%', ...WHOLE }],
  [['air', 'pressure'], { quantity: 'pressure', unit: 'hPa', ...WHOLE }],
  [['air', 'co2'], { quantity: 'co2', unit: 'ppm', ...WHOLE }],
  [['air', 'lightIntensity'], { quantity: 'illuminance', unit: 'lx', ...WHOLE }],
  [['wind', 'speed'], { quantity: 'wind_speed', unit: 'm/s', ...WHOLE }],
  [['wind', 'direction'], { quantity: 'wind_direction', unit: '°', ...WHOLE }],
  [['soil', 'moisture'], { quantity: 'moisture', unit: '%', ...SOIL }],
  [['soil', 'temperature'], { quantity: 'temperature', unit: '°C', ...SOIL }],
  [['soil', 'pH'], { quantity: 'ph', unit: '', ...SOIL }],
  [['battery'], { quantity: 'battery_voltage', unit: 'V', ...WHOLE }],
] as const;

/** One measurement of the normalized payload. */
export function normalizedMeasures(measurement: JsonObject): Measure[] {
  return NORMALIZED.flatMap(([path, sent]) => {
    const [first, second] = path;
    const at = own(measurement, first);
    const value = second === undefined ? at : isObject(at) ? own(at, second) : undefined;
    return measureFrom(value, sent);
  });
}
