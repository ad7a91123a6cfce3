import { isObject, own } from './json-object';
import { bounded, type Filter, isSame, MISSING, NoValue, numeric } from './template-values';

/** A table that a template writes out. What a message holds are objects. */
export type Table = ReadonlyMap<unknown, unknown>;

/** True is 1, there as here. */
function keyOf(key: unknown): unknown {
  return typeof key === 'boolean' ? Number(key) : key;
}

export function tableOf(rows: readonly (readonly [unknown, unknown])[]): Table {
  return new Map(rows.map(([key, value]) => [keyOf(key), value]));
}

/** What stands under a key or at a place; MISSING where nothing does. */
export function member(of: unknown, key: unknown): unknown {
  if (of === MISSING) throw new NoValue('not in this message');
  if (of instanceof Map) return of.has(keyOf(key)) ? of.get(keyOf(key)) : MISSING;
  if (Array.isArray(of) && typeof key === 'number') return of.at(key) ?? MISSING;
  if (typeof of === 'string' && typeof key === 'number') return [...bounded(of)].at(key) ?? MISSING;
  if (isObject(of) && typeof key === 'string') return Object.hasOwn(of, key) ? own(of, key) : MISSING;
  return MISSING;
}

/** From one place up to another, counted from the end where negative. */
export function sliceOf(of: unknown, from: unknown, to: unknown): unknown {
  const [first, last] = [placeOf(from), placeOf(to)];
  if (Array.isArray(of)) return of.slice(first, last);
  if (typeof of === 'string') return [...bounded(of)].slice(first, last).join('');
  throw new NoValue('nothing has parts but texts and lists');
}

function placeOf(place: unknown): number | undefined {
  if (place === undefined || place === null) return undefined;
  if (typeof place !== 'number' || !Number.isInteger(place)) throw new NoValue('a place is a whole number');
  return place;
}

/** Whether one is among many: in a list, a text, or the keys of a table. */
export function contains(many: unknown, one: unknown): boolean {
  if (typeof many === 'string' && typeof one === 'string') return many.includes(one);
  if (Array.isArray(many)) return many.some((each) => isSame(each, one));
  if (many instanceof Map) return many.has(keyOf(one));
  if (isObject(many) && typeof one === 'string') return Object.hasOwn(many, one);
  throw new NoValue('nothing can be in that');
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return [...bounded(value)].length;
  if (Array.isArray(value)) return value.length;
  if (value instanceof Map) return value.size;
  if (isObject(value)) return Object.keys(value).length;
  throw new NoValue('it has no length');
}

/** A list, of one argument that is one or of several arguments. */
function listOf(value: unknown, others: readonly unknown[] = []): readonly unknown[] {
  if (others.length > 0) return [value, ...others];
  if (!Array.isArray(value)) throw new NoValue('a list is missing');
  return value;
}

/** The greatest or the least; of numbers, or of texts. */
function extremeOf(
  values: readonly unknown[],
  isBefore: (one: string | number, other: string | number) => boolean,
) {
  const numbers = values.filter((value) => typeof value === 'number');
  const texts = values.filter((value) => typeof value === 'string');
  const alike: readonly (string | number)[] = texts.length === 0 ? numbers : texts;
  if (alike.length === 0 || alike.length < values.length) throw new NoValue('they can not be compared');
  return alike.reduce((best, value) => (isBefore(value, best) ? value : best));
}

function sumOf(values: readonly unknown[]): number {
  return values.reduce((sum: number, value) => sum + numeric(value), 0);
}

const greatest: Filter = (value, given) => extremeOf(listOf(value, given), (one, other) => one > other);
const least: Filter = (value, given) => extremeOf(listOf(value, given), (one, other) => one < other);

export const COLLECTION_FILTERS: Readonly<Record<string, Filter>> = {
  first: (value) => member(listed(value), 0),
  last: (value) => member(listed(value), -1),
  length: lengthOf,
  count: lengthOf,
  sum: (value) => sumOf(listOf(value)),
  max: (value) => greatest(value, []),
  min: (value) => least(value, []),
};

export const COLLECTION_FUNCTIONS: Readonly<Record<string, Filter>> = { max: greatest, min: least };

export const COLLECTION_METHODS: Readonly<Record<string, Filter>> = {
  get: (value, [key, fallback = null]) => {
    if (!isObject(value)) throw new NoValue('it has no keys');
    const found = member(value, key);
    return found === MISSING ? fallback : found;
  },
};

/** Texts are lists of their letters. */
function listed(value: unknown): unknown {
  return typeof value === 'string' ? value : listOf(value);
}
