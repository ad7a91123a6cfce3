import { numberFrom } from '../number-text';
import { UnsupportedTemplate } from './template-tokens';

/** A missing value: none to reckon with, and nothing when it is written out. */
export const MISSING = Symbol('missing');

/** The message gives no value by this template; nothing is wrong with the template. */
export class NoValue extends Error {}

const MOST_CHARACTERS = 10_000;
const MOST_DIGITS = 15;

/** A number of a value, as `float` makes it; undefined where it is none. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'string' ? numberFrom(value) : undefined;
}

/** Numbers alone: "2" + 1 is an error there, too. */
export function numeric(value: unknown): number {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'number') throw new NoValue('a number is missing');
  return value;
}

/** As Home Assistant writes it. */
export function asText(value: unknown): string {
  if (value === MISSING) return '';
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return bounded(value);
  if (typeof value === 'number') return String(value);
  throw new NoValue('an object or array is no value');
}

export function bounded(text: string): string {
  if (text.length > MOST_CHARACTERS) throw new NoValue('the text grows too long');
  return text;
}

export function isTrue(value: unknown): boolean {
  if (value === MISSING || value === null || value === '' || value === 0 || value === false) return false;
  if (typeof value !== 'object') return true;
  if (value instanceof Map) return value.size > 0;
  return Array.isArray(value) ? value.length > 0 : Object.keys(value).length > 0;
}

/** Refuses before it writes what would be too long. */
function replaced(text: string, what: string, by: string): string {
  const pieces = what === '' ? [...text].length + 2 : text.split(what).length;
  if (text.length + (pieces - 1) * by.length > MOST_CHARACTERS) throw new NoValue('the text grows too long');
  return text.replaceAll(what, () => by);
}

export type Filter = (value: unknown, given: readonly unknown[]) => unknown;

function orFallback(number: number | undefined, fallback: unknown): unknown {
  if (number === undefined && fallback === undefined) throw new NoValue('no number');
  return number ?? fallback;
}

function whole(value: unknown, [fallback, base = 10]: readonly unknown[]): unknown {
  const number = (typeof value === 'string' ? inBase(value, base) : undefined) ?? asNumber(value);
  return orFallback(number === undefined ? undefined : Math.trunc(number), fallback);
}

const PREFIXES: Readonly<Record<number, string>> = { 2: '0b', 8: '0o', 16: '0x' };

/** The whole number that a text is in another base than 10. */
function inBase(text: string, base: unknown): number | undefined {
  if (base === 10) return undefined;
  if (typeof base !== 'number' || !Number.isInteger(base) || base < 2 || base > 36)
    throw new UnsupportedTemplate('that base is not read');
  const [, sign = '', digits = ''] = /^([+-]?)([0-9a-z]{1,40})$/.exec(text.trim().toLowerCase()) ?? [];
  const prefix = PREFIXES[base];
  const bare = prefix !== undefined && digits.startsWith(prefix) ? digits.slice(prefix.length) : digits;
  const isWhole = bare !== '' && [...bare].every((digit) => Number.parseInt(digit, 36) < base);
  return isWhole ? Number.parseInt(`${sign}${bare}`, base) : undefined;
}

function formatted(pattern: unknown, given: readonly unknown[]): string {
  let next = 0;
  return bounded(
    asText(pattern).replace(
      /%(?:%|(\.\d{1,2}|0?\d?(?:\.\d{1,2})?)([dfs]))/g,
      (whole, width: string, kind: string) => {
        if (whole === '%%') return '%';
        const value = given[next];
        next += 1;
        if (kind === 's') return asText(value);
        const number = numeric(value);
        if (kind === 'd') return String(Math.trunc(number));
        const digits = /\.(\d+)/.exec(width)?.[1];
        return withDigits(number, Number(digits ?? 6));
      },
    ),
  );
}

/** Half to even, as Python rounds; on the number that is really stored, not on its decimals. */
export function roundedTo(value: number, digits: number, method: unknown = 'common'): number {
  const places = Math.min(MOST_DIGITS, Math.max(-MOST_DIGITS, Math.trunc(digits)));
  if (method === 'ceil' || method === 'floor') {
    const scale = 10 ** places;
    return method === 'ceil' ? Math.ceil(value * scale) / scale : Math.floor(value * scale) / scale;
  }
  if (method === 'half') return roundedTo(value * 2, 0) / 2;
  if (method !== 'common') throw new UnsupportedTemplate('that way to round is not read');
  if (Math.abs(value) >= 1e15) return value;
  if (places < 0) return roundedTo(value / 10 ** -places, 0) * 10 ** -places;
  const exact = Math.abs(value).toFixed(100);
  const cut = exact.indexOf('.') + 1 + places;
  const isTie = exact[cut] === '5' && /^0*$/.test(exact.slice(cut + 1));
  const result = isTie ? tieToEven(exact.slice(0, cut), places) : Number(Math.abs(value).toFixed(places));
  return value < 0 ? -result : result;
}

/** As Python prints a number: a half goes to the even digit. */
function withDigits(value: number, digits: number): string {
  const places = Math.min(MOST_DIGITS, digits);
  return roundedTo(value, places).toFixed(places);
}

function tieToEven(cut: string, places: number): number {
  const lower = Number(cut);
  const isEven = /[02468]\.?$/.test(cut);
  return isEven ? lower : Number((lower + 10 ** -places).toFixed(places));
}

/** What a value may be put through. */
export const FILTERS: Readonly<Record<string, Filter>> = {
  float: (value, [fallback]) => orFallback(asNumber(value), fallback),
  int: whole,
  round: (value, [digits = 0, method, fallback]) => {
    const number = asNumber(value);
    if (number === undefined) return orFallback(number, fallback);
    return roundedTo(number, numeric(digits), method);
  },
  abs: (value) => Math.abs(numeric(value)),
  multiply: (value, [by, fallback]) => scaled(value, by, fallback, (one, other) => one * other),
  add: (value, [by, fallback]) => scaled(value, by, fallback, (one, other) => one + other),
  default: (value, [fallback = '', alsoFalse]) =>
    value === MISSING || (alsoFalse === true && !isTrue(value)) ? fallback : value,
  is_defined: (value) => {
    if (value === MISSING) throw new NoValue('not in this message');
    return value;
  },
  replace: (value, [what, by]) => replaced(asText(value), asText(what), asText(by)),
  format: (value, given) => formatted(value, given),
  lower: (value) => asText(value).toLowerCase(),
  upper: (value) => asText(value).toUpperCase(),
  trim: (value) => asText(value).trim(),
  string: (value) => asText(value),
  is_number: (value) => asNumber(value) !== undefined,
  iif: (value, given) => chosen(value, given),
  bool: truthOf,
  bitwise_and: (value, [mask]) => Number(BigInt.asIntN(64, wholeOf(value) & wholeOf(mask))),
  from_json: (value) => parsed(textOnly(value)),
};

const TRUTHS: ReadonlyMap<unknown, boolean> = new Map(
  [
    ['true', 'yes', 'on', 'enable', '1'],
    ['false', 'no', 'off', 'disable', '0'],
  ].flatMap((words, index) => words.map((word) => [word, index === 0] as const)),
);

function truthOf(value: unknown, [fallback]: readonly unknown[]): unknown {
  if (typeof value === 'number') return value !== 0;
  const truth = typeof value === 'string' ? TRUTHS.get(value.trim().toLowerCase()) : value;
  if (typeof truth === 'boolean') return truth;
  if (fallback === undefined) throw new NoValue('neither yes nor no');
  return fallback;
}

function wholeOf(value: unknown): bigint {
  const number = numeric(value);
  if (!Number.isSafeInteger(number)) throw new NoValue('a whole number is missing');
  return BigInt(number);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoValue('no JSON');
  }
}

function chosen(value: unknown, [yes = true, no = false, none = no]: readonly unknown[]): unknown {
  if (value === null) return none;
  return isTrue(value) ? yes : no;
}

function scaled(
  value: unknown,
  by: unknown,
  fallback: unknown,
  reckon: (one: number, other: number) => number,
): unknown {
  const [one, other] = [asNumber(value), asNumber(by)];
  if (one === undefined || other === undefined) return orFallback(undefined, fallback);
  return reckon(one, other);
}

/** What can be called by its name alone. */
export const FUNCTIONS: Readonly<Record<string, Filter>> = {
  float: (value, [fallback]) => orFallback(asNumber(value), fallback),
  int: whole,
  is_number: (value) => asNumber(value) !== undefined,
  iif: (value, given) => chosen(value, given),
  bool: truthOf,
};

/** What a text, or what has keys, can be asked by `.name(…)`. */
export const METHODS: Readonly<Record<string, Filter>> = {
  split: (value, [by]) => {
    const text = textOnly(value);
    if (by === undefined) return text.split(/\s+/).filter((word) => word !== '');
    if (by === '') throw new NoValue('nothing to split by');
    return text.split(textOnly(by));
  },
  replace: (value, [what, by]) => replaced(textOnly(value), textOnly(what), textOnly(by)),
  strip: (value, given) => {
    if (given.length > 0) throw new UnsupportedTemplate('only white space is stripped');
    return textOnly(value).trim();
  },
  lower: (value) => textOnly(value).toLowerCase(),
  upper: (value) => textOnly(value).toUpperCase(),
  format: (value, given) => filledIn(textOnly(value), given),
  startswith: (value, [start]) => textOnly(value).startsWith(textOnly(start)),
  endswith: (value, [end]) => textOnly(value).endsWith(textOnly(end)),
};

/** `{}`, `{0}` and `{:.1f}` in their places; whatever else a place may ask for is outside the subset. */
function filledIn(pattern: string, given: readonly unknown[]): string {
  let next = 0;
  const filled = pattern.replace(/\{([^{}]*)\}/g, (_, inside: string) => {
    const [, place = '', digits] = /^(\d?)(?::\.(\d{1,2})f)?$/.exec(inside) ?? [];
    if (inside !== '' && place === '' && digits === undefined)
      throw new UnsupportedTemplate('{…} is not read');
    const value = given[place === '' ? next : Number(place)];
    next += 1;
    return digits === undefined ? asText(value) : withDigits(numeric(value), Number(digits));
  });
  return bounded(filled);
}

/** As `==` compares: 1 is true, but no text. */
export function isSame(one: unknown, other: unknown): boolean {
  if (typeof one === 'boolean') return Number(one) === (typeof other === 'boolean' ? Number(other) : other);
  return one === (typeof other === 'boolean' ? Number(other) : other);
}

function textOnly(value: unknown): string {
  if (typeof value !== 'string') throw new NoValue('a text is missing');
  return bounded(value);
}

export const TESTS: Readonly<Record<string, (value: unknown, by: unknown) => boolean>> = {
  eq: isSame,
  equalto: isSame,
  true: (value) => value === true,
  false: (value) => value === false,
  integer: (value) => Number.isInteger(value),
  defined: (value) => value !== MISSING,
  undefined: (value) => value === MISSING,
  none: (value) => value === null,
  number: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  mapping: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};
