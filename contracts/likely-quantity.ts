import { convert } from './conversion';
import { quantityOf } from './quantities';
import { BY_UNIT_ALONE, LETTERS, QUANTITY_NAMES, type QuantityName, UNIT_WORDS } from './quantity-names';
import { unitSymbol } from './unit-spelling';
import { acceptedUnits, canonicalOf } from './units';

/** How much a guess is worth: `high` can be offered as chosen, `low` only as a hint. */
export type Confidence = 'high' | 'medium' | 'low';

/** What a value seems to be. */
export interface Likely {
  readonly quantity: string;
  /** As it is sent; '' where the quantity has none. */
  readonly unit: string;
  /** Where it is sent in tenths, hundredths or thousandths. */
  readonly scale?: number;
  /** Where it is sent in words: what they mean. */
  readonly values?: Readonly<Record<string, number>>;
  readonly confidence: Confidence;
}

/** A value of a message. */
export interface SentField {
  /** Its JSON pointer, column or key; '' for a message that is nothing else. */
  readonly path: string;
  readonly text: string;
  readonly topic?: string | undefined;
}

interface Named {
  readonly quantity: string;
  readonly unit: string;
  /** The name or the text tells the unit. */
  readonly isUnitTold: boolean;
  readonly isLetter: boolean;
}

const NUMBER = /^\s*([+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?)\s*(\D.{0,11})?$/su;
const MOST_WORDS = 3;
/** Ends of compound words count from this length on: `luftfeuchte`; a shorter one is the end of too many others. */
const STEM = 5;
const SHORT_STEM = 'temp';
// C1: what begins anew each month is no counter that a home goes by.
const BEGINS_ANEW = new Set(['yesterday', 'gestern', 'week', 'month', 'monat', 'hour', 'period']);
const LONGEST_NAME = 120;
const MOST_LEVELS = 4;
const PARTS = [0.1, 0.01, 0.001];
const CELL_VOLTS = [1, 5] as const;
/** What air weighs from the coast up to 500 m. */
const AIR_HPA = [930, 1060] as const;

const NAMES = new Map(QUANTITY_NAMES.map((row) => [row[0], row] as const).toReversed());
const LETTER_NAMES = new Map(LETTERS.map((row) => [row[0], row] as const));
const STEMS = QUANTITY_NAMES.filter(
  ([words]) => (words.length >= STEM || words === SHORT_STEM) && !words.includes(' '),
);

/** Words for 1 and 0 of quantities that have two states. */
const STATES: Readonly<Record<string, readonly (readonly [zero: string, one: string])[]>> = {
  contact: [
    ['open', 'closed'],
    ['opened', 'closed'],
    ['on', 'off'],
    ['true', 'false'],
    ['auf', 'zu'],
    ['offen', 'geschlossen'],
  ],
  occupancy: [
    ['off', 'on'],
    ['false', 'true'],
    ['clear', 'detected'],
    ['no', 'yes'],
    ['nein', 'ja'],
  ],
};

/** What a value is by its name, its unit and its size; undefined where they don't tell. A hint for people, nothing to decode by. */
export function likelyQuantity({ path, text, topic = '' }: SentField): Likely | undefined {
  const [, digits, suffix = ''] = NUMBER.exec(text) ?? [];
  const names = namesOf(path, topic);
  if (digits === undefined) return inWords(names, text);
  const named = byNames(names, suffix) ?? byUnit(suffix);
  const value = Number(digits.replace(',', '.'));
  if (named !== undefined) return bySize(named, value, digits);
  return suffix === '' && isNameless(path) ? bySizeAlone(value, digits) : undefined;
}

function isWhole(digits: string): boolean {
  return /^[+-]?\d+$/.test(digits);
}

/** A column, an entry of a list, or a message that is nothing else. */
function isNameless(path: string): boolean {
  return /^\d*$/.test(path.split('/').at(-1) ?? '');
}

/** Nothing else in a home is so often between these and has a decimal; most sizes are those of many things. */
function bySizeAlone(value: number, digits: string): Likely | undefined {
  const [least, most] = AIR_HPA;
  if (value < least || value > most || isWhole(digits)) return undefined;
  return { quantity: 'pressure', unit: 'hPa', confidence: 'low' };
}

/** The names of a value, its own first, then those around it, then the topic's levels from the last on. */
function namesOf(path: string, topic: string): readonly string[] {
  const around = path.split('/').toReversed();
  if (around.flatMap(wordsOf).some((word) => BEGINS_ANEW.has(word))) return [];
  return [...around, ...topic.split('/').toReversed().slice(0, MOST_LEVELS)].filter(
    (name) => name !== '' && name.length <= LONGEST_NAME && !/^\d+$/.test(name),
  );
}

function byNames(names: readonly string[], suffix: string): Named | undefined {
  for (const [place, name] of names.entries()) {
    // What stands around a value names it only by a whole word.
    const found = byName(name, place === 0);
    if (found !== undefined) return withUnit(found, suffix);
  }
  return undefined;
}

/** By the last words of a name; a unit at its end is told besides. */
function byName(name: string, isOwn: boolean): Named | undefined {
  const words = wordsOf(name);
  const unit = words.length > 1 ? UNIT_WORDS.get(words.at(-1) ?? '') : undefined;
  const whole = found(words);
  if (unit !== undefined) {
    const inner = found(words.slice(0, -1));
    if (inner !== undefined && canonicalOf(inner[1], unit) !== undefined) return told(inner[1], unit);
  }
  if (whole !== undefined) return { quantity: whole[1], unit: whole[2], isUnitTold: false, isLetter: false };
  const alone = UNIT_WORDS.get(words.at(-1) ?? '');
  const letter = isOwn && words.length === 1 ? LETTER_NAMES.get(words[0] ?? '') : undefined;
  if (letter !== undefined)
    return { quantity: letter[1], unit: letter[2], isUnitTold: false, isLetter: true };
  const quantity = alone === undefined || words.at(-1)?.length === 1 ? undefined : BY_UNIT_ALONE.get(alone);
  return quantity === undefined || alone === undefined ? undefined : told(quantity, alone);
}

function told(quantity: string, unit: string): Named {
  return { quantity, unit, isUnitTold: true, isLetter: false };
}

/** The row of a name, the last words first, then earlier ones: `Temperature Sensor 2`. Numbers that count sensors don't matter. */
function found(words: readonly string[]): QuantityName | undefined {
  const plain = words.map((word) => word.replace(/\d+$/, '') || word);
  for (let end = words.length; end > 0; end -= 1) {
    const row = rowAt(words, end) ?? rowAt(plain, end);
    if (row !== undefined) return row;
  }
  return undefined;
}

/** The longest name that ends there. */
function rowAt(words: readonly string[], end: number): QuantityName | undefined {
  for (let count = Math.min(MOST_WORDS, end); count > 0; count -= 1) {
    const row = NAMES.get(words.slice(end - count, end).join(' '));
    if (row !== undefined) return row;
  }
  const word = words[end - 1] ?? '';
  return STEMS.find(([known]) => word.length > known.length && word.endsWith(known));
}

/** Lower case, without accents: `Außentemp_2` → aussentemp 2, `batV` → bat v. */
function wordsOf(name: string): readonly string[] {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss');
  return plain
    .replace(/(\p{Ll}{2}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** A unit behind the number counts more than what a name lets expect. */
function withUnit(named: Named, suffix: string): Named | undefined {
  if (suffix.trim() === '') return named;
  const unit = unitSymbol(suffix.trim());
  return canonicalOf(named.quantity, unit) === undefined
    ? byUnit(suffix)
    : { ...named, unit, isUnitTold: true };
}

function byUnit(suffix: string): Named | undefined {
  const unit = unitSymbol(suffix.trim());
  const quantity = suffix.trim() === '' ? undefined : BY_UNIT_ALONE.get(unit);
  return quantity === undefined ? undefined : told(quantity, unit);
}

/** What a number of that size is: in the unit one expects, else in tenths, else in another unit. */
function bySize(named: Named, value: number, digits: string): Likely | undefined {
  const { quantity, unit, isUnitTold, isLetter } = cellOrNot(named, value, digits);
  const confidence: Confidence = isLetter ? 'medium' : 'high';
  const lower: Confidence = isLetter ? 'low' : 'medium';
  if (quantityOf(quantity)?.usual == null || isUsual(quantity, unit, value))
    return { quantity, unit, confidence };
  if (isUnitTold) return { quantity, unit, confidence: lower };
  const scale = isWhole(digits) ? PARTS.find((part) => isUsual(quantity, unit, value * part)) : undefined;
  const other = acceptedUnits(quantity).find((each) => isUsual(quantity, each, value) && value !== 0);
  if (other !== undefined && (scale === undefined || PREFERRED.has(other)))
    return { quantity, unit: other, confidence: lower };
  if (scale !== undefined) return { quantity, unit, scale, confidence: lower };
  return isLetter ? undefined : { quantity, unit, confidence: 'low' };
}

/** Whole numbers that are too large are sent in these more often than in parts. */
const PREFERRED = new Set(['mV', 'mA', 'Pa', 'ppb']);

/** A cell's charge and its voltage go by the same names: 2.98 are volts, 3012 millivolts, 87 percent. */
function cellOrNot(named: Named, value: number, digits: string): Named {
  if (named.quantity !== 'battery' || named.isUnitTold) return named;
  const [least, most] = CELL_VOLTS;
  const isVolts = value > least && value < most && !isWhole(digits);
  if (isVolts) return { ...named, quantity: 'battery_voltage', unit: 'V' };
  const isMillivolts = value > least * 1000 && value < most * 1000;
  return isMillivolts ? { ...named, quantity: 'battery_voltage', unit: 'mV' } : named;
}

function isUsual(quantity: string, unit: string, value: number): boolean {
  const usual = quantityOf(quantity)?.usual;
  const canonical = canonicalOf(quantity, unit);
  if (usual == null || canonical === undefined || canonical.unit !== quantityOf(quantity)?.unit) return false;
  const converted = convert(value, canonical.conversion);
  return converted >= usual[0] && converted <= usual[1];
}

/** A word of two states, where a name says which two. */
function inWords(names: readonly string[], text: string): Likely | undefined {
  const word = text.trim().toLowerCase();
  const quantity = names.map((name) => found(wordsOf(name))?.[1]).find((each) => each !== undefined);
  const pair = STATES[quantity ?? '']?.find((states) => states.includes(word));
  if (quantity === undefined || pair === undefined) return undefined;
  const sent = (state: string) => (word === text.trim() ? state : cased(state, text.trim()));
  return { quantity, unit: '', values: { [sent(pair[0])]: 0, [sent(pair[1])]: 1 }, confidence: 'high' };
}

/** A word in the letters' case of another: all large, or the first. */
function cased(word: string, like: string): string {
  return like === like.toUpperCase() ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1);
}
