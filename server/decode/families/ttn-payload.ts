import type { Measure } from '@/contracts/reading';
import type { Stamp } from '../device-time';
import { rawNumber } from '../measure-rule';
import { withoutRepeats } from '../without-repeats';
import { isObject, type JsonObject, own, textOf } from './json-object';
import { quantityGuess } from './quantity-guess';
import { measureFrom } from './sent-value';
import { type Meaning, meaningOf, tellPhases } from './ttn-names';
import { stateIn } from './ttn-states';

const DEEPEST = 5;
const MOST_FIELDS = 256;
const MOST_MOMENTS = 64;
// What 16 bits hold at most, in hundredths or tenths: no probe.
const NO_PROBE = new Set([327.67, -327.68, 3276.7, -3276.8, 655.35, 6553.5]);
const NO_PROBES = ['temperature', 'humidity', 'moisture'];
// A battery that is no percentage: no cell has thousands of volts.
const MOST_CELL_VOLTS = 5;
const LEAST_MILLIVOLTS = 1000;
const BATTERY = /^batt?(?:ery)?$/i;
const TIMES = ['timestamp', 'time', 'datetime', 'date_time', 'ts', 'measured_at'];
/** Beside a voltage and a power, a current that makes so many times as much is in milliamperes. */
const TOO_MUCH_POWER = 50;

interface Field {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly meaning: Meaning;
  /** The device says the unit itself. */
  readonly described: boolean;
}

/** What was measured at one moment. */
export interface Moment {
  readonly measures: readonly Measure[];
  /** Undefined: when the message says. */
  readonly stamp: Stamp | undefined;
}

/**
 * What a payload formatter made of a device's bytes: its names are whatever its author chose. `stampIn` reads the times that entries of
 * a list have of their own.
 */
export function decodedMoments(
  decoded: JsonObject,
  stampIn: (sent: unknown) => Stamp | undefined,
): readonly Moment[] {
  const gatherer = new Gatherer(stampIn);
  const now: Field[] = [];
  gatherer.gather(decoded, [], now);
  return [
    { fields: now, stamp: undefined },
    ...gatherer.others.map(({ entry, stamp }) => {
      const fields: Field[] = [];
      gatherer.gather(entry, [], fields);
      return { fields, stamp };
    }),
  ].map(({ fields, stamp }) => ({ measures: measuresOf(fields), stamp }));
}

function measuresOf(all: readonly Field[]): Measure[] {
  // One probe that says both says °C.
  const isMetric = all.some(({ meaning }) => meaning.unit === '°C');
  const fields = isMetric ? all.filter(({ meaning }) => meaning.unit !== '°F') : all;
  const times = new Map<string, number>();
  for (const { meaning, described } of fields) {
    if (!described && meaning.index === undefined)
      times.set(meaning.quantity, (times.get(meaning.quantity) ?? 0) + 1);
  }
  const isMilli = isInMilliamperes(fields);
  return withoutRepeats(
    fields.flatMap((field) => {
      const { quantity, unit, unitSaid } = field.meaning;
      if (typeof field.value === 'number' && NO_PROBES.includes(quantity) && NO_PROBE.has(field.value))
        return [];
      const channel = channelOf(field, (times.get(quantity) ?? 0) > 1);
      const isGuessed = quantity === 'current' && !field.described && unitSaid !== true;
      return measureFrom(field.value, { quantity, unit: isGuessed && isMilli ? 'mA' : unit, channel });
    }),
  );
}

function isInMilliamperes(fields: readonly Field[]): boolean {
  const only = (quantity: string) => {
    const found = fields.filter(
      ({ meaning }) => meaning.quantity === quantity && meaning.index === undefined,
    );
    return found.length === 1 && typeof found[0]?.value === 'number' ? found[0].value : undefined;
  };
  const [volts, amperes, watts] = [only('voltage'), only('current'), only('power')];
  if (volts === undefined || amperes === undefined || watts === undefined) return false;
  return volts * Math.abs(amperes) > TOO_MUCH_POWER * Math.max(Math.abs(watts), 1);
}

/** The name where a device has several of a quantity, or its own unit. */
function channelOf({ path, meaning, described }: Field, isOneOfSeveral: boolean): string | null {
  if (meaning.index !== undefined) return meaning.index;
  // A device has one battery, however often it says how full it is.
  if (meaning.quantity.startsWith('battery')) return null;
  const name = path.join('.');
  if (described) return name === meaning.quantity ? null : name;
  return isOneOfSeveral && meaning.unit !== '°F' ? name : null;
}

interface Entry {
  readonly entry: JsonObject;
  readonly stamp: Stamp;
}

class Gatherer {
  /** Entries of lists that were measured at moments of their own. */
  readonly others: Entry[] = [];
  readonly #stampIn: (sent: unknown) => Stamp | undefined;
  #left = MOST_FIELDS;

  constructor(stampIn: (sent: unknown) => Stamp | undefined) {
    this.#stampIn = stampIn;
  }

  gather(object: JsonObject, above: readonly string[], into: Field[]): void {
    const keys = Object.keys(object);
    const arePhases = tellPhases(keys);
    for (const key of keys) {
      if (this.#left <= 0) return;
      this.#add([...above, key], own(object, key), into, arePhases);
    }
  }

  #add(path: readonly string[], value: unknown, into: Field[], arePhases: boolean): void {
    if (isObject(value)) {
      const unit = textOf(value, 'unit', 20) ?? textOf(value, 'units', 20);
      const inner = own(value, 'value');
      if (inner !== undefined && !isObject(inner)) {
        this.#take(unit === undefined ? plainField(path, inner) : describedField(path, unit, inner), into);
      } else if (path.length < DEEPEST) this.gather(value, path, into);
    } else if (Array.isArray(value)) this.#list(path, value.slice(0, this.#left), into);
    else this.#take(plainField(path, value, { arePhases }), into);
  }

  #list(path: readonly string[], items: readonly unknown[], into: Field[]): void {
    const entries = this.#entriesOf(items);
    if (entries !== undefined) {
      this.others.push(...entries.slice(0, MOST_MOMENTS - this.others.length));
      return;
    }
    for (const [index, item] of items.entries()) {
      const place = String(index + 1);
      if (isObject(item) && path.length < DEEPEST) this.gather(item, [...path, place], into);
      else this.#take(plainField(path, item, { index: place }), into);
    }
  }

  /** The items of a list that tell when each of them was; undefined for any other. */
  #entriesOf(items: readonly unknown[]): readonly Entry[] | undefined {
    const entries = items.flatMap((entry) => {
      if (!isObject(entry)) return [];
      const sent = TIMES.map((name) => own(entry, name)).find((time) => time !== undefined);
      const stamp = sent === undefined ? undefined : this.#stampIn(sent);
      return stamp === undefined ? [] : [{ entry, stamp }];
    });
    const moments = new Set(entries.map(({ stamp }) => stamp.micros));
    return items.length > 0 && moments.size === items.length ? entries : undefined;
  }

  #take(fields: readonly Field[], into: Field[]): void {
    this.#left -= fields.length;
    into.push(...fields);
  }
}

// Since the last report: no counter (C1).
const SINCE_LAST = /^(?!.*(?:total|cumul|sum)).*precipitation/i;

function describedField(path: readonly string[], unit: string, value: unknown): Field[] {
  const quantity = quantityGuess(unit, path.join(' '));
  if (quantity === undefined || (quantity === 'rain' && SINCE_LAST.test(path.at(-1) ?? ''))) return [];
  return [{ path, value, meaning: { quantity, unit }, described: true }];
}

interface Place {
  /** Of several values under one name. */
  readonly index?: string;
  readonly arePhases?: boolean;
}

function plainField(
  path: readonly string[],
  sent: unknown,
  { index, arePhases = false }: Place = {},
): Field[] {
  const key = path.at(-1) ?? '';
  const state = index === undefined ? stateIn(key, sent) : undefined;
  if (state !== undefined) return [{ path, ...state, described: false }];
  const value = rawNumber(sent, {}, '');
  const meaning = value === undefined ? undefined : meaningOf(key, arePhases);
  if (meaning === undefined || value === undefined) return [];
  const { quantity, unit } = cellOf(path, key, meaning, value);
  const measured = { ...meaning, quantity, unit };
  return [
    { path, value, meaning: index === undefined ? measured : { ...measured, index }, described: false },
  ];
}

/** What is called a battery is one in % or in volts; what volts below `battery` are is plain. */
function cellOf(path: readonly string[], key: string, { quantity, unit, unitSaid }: Meaning, value: number) {
  const isShare = unitSaid === true || /perc/i.test(key);
  if (quantity.startsWith('battery') && !isShare && value >= LEAST_MILLIVOLTS)
    return { quantity: 'battery_voltage', unit: 'mV' };
  const isVolts = quantity === 'battery' && !isShare && !Number.isInteger(value) && value < MOST_CELL_VOLTS;
  if (isVolts) return { quantity: 'battery_voltage', unit: 'V' };
  const isCells = quantity === 'voltage' && BATTERY.test(path.at(-2) ?? '');
  return isCells ? { quantity: 'battery_voltage', unit } : { quantity, unit };
}
