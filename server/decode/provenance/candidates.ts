import { jsonLeaves, type Place } from './json-places';

/** A place of a text where a value may have come from. */
export interface Candidate extends Place {
  /** What could have stood there instead. */
  others(): readonly string[];
}

const NUMBER = /[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/g;
/** No sensor writes a longer one. */
const LONGEST_NUMBER = 40;
const WITH_COMMA = /^\s*([+-]?\d+,\d+)\s*$/;
const WORD = /\p{L}+/gu;
const OPPOSITES: readonly (readonly [string, string])[] = [
  ['on', 'off'],
  ['true', 'false'],
  ['open', 'closed'],
  ['yes', 'no'],
  ['online', 'offline'],
  ['active', 'inactive'],
  ['detected', 'clear'],
  ['locked', 'unlocked'],
];
const OPPOSITE_OF = new Map(
  OPPOSITES.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]),
);

/** A text in which a value is looked for. */
export interface Searched {
  readonly text: string;
  readonly isJson: boolean;
  /** The words that may stand there besides those of two states. */
  readonly words: readonly string[];
}

/** Numbers and words: of a JSON document its values, of any other text what stands in it. */
export function candidatesIn(searched: Searched): readonly Candidate[] {
  const { text, isJson } = searched;
  if (!isJson) return withinText(searched, { start: 0, end: text.length });
  return jsonLeaves(text).flatMap((leaf): readonly Candidate[] => {
    if (leaf.kind === 'string') return withinText(searched, leaf);
    const { start, end } = leaf;
    return leaf.kind === 'number' ? numberAt(text, start, end) : wordAt(text, start, end);
  });
}

function withinText({ text, words }: Searched, { start, end }: Place): readonly Candidate[] {
  const part = text.slice(start, end);
  const [, decimal] = WITH_COMMA.exec(part) ?? [];
  if (decimal !== undefined) {
    const at = start + part.indexOf(decimal);
    return numberAt(text, at, at + decimal.length);
  }
  const within = (pattern: RegExp, made: typeof numberAt) =>
    [...part.matchAll(pattern)].flatMap(({ index, 0: found }) =>
      made(text, start + index, start + index + found.length),
    );
  const own = ownWords(part, start, words);
  return [...own, ...within(NUMBER, numberAt), ...(words.length > 0 ? [] : within(WORD, wordAt))];
}

/** Where words stand, whatever their letters' case: each other one could have stood there. */
function ownWords(part: string, start: number, words: readonly string[]): readonly Candidate[] {
  const found: Candidate[] = [];
  const lower = part.toLowerCase();
  // A letter that is two in lower case would put every place off.
  const searched = lower.length === part.length ? lower : part;
  for (const word of words) {
    const others = () => words.filter((other) => other !== word);
    const sought = searched === lower ? word.toLowerCase() : word;
    for (let at = searched.indexOf(sought); at >= 0; at = searched.indexOf(sought, at + sought.length))
      found.push({ start: start + at, end: start + at + sought.length, others });
  }
  return found;
}

function numberAt(text: string, start: number, end: number): readonly Candidate[] {
  if (end - start > LONGEST_NUMBER) return [];
  return [{ start, end, others: () => otherNumbers(text.slice(start, end)) }];
}

/** Others with as many decimals; none for what is no finite number. */
function otherNumbers(written: string): readonly string[] {
  const number = Number(written.replace(',', '.'));
  if (!Number.isFinite(number)) return [];
  const decimals = /^[+-]?\d*(?:[.,](\d*))?$/.exec(written)?.[1]?.length ?? 0;
  return [number + 1, number - 1, number * 2 + 3].map((other) => {
    const digits = Number.isSafeInteger(Math.trunc(other))
      ? other.toFixed(Math.min(20, decimals))
      : `${other}`;
    return written.includes(',') ? digits.replace('.', ',') : digits;
  });
}

function wordAt(text: string, start: number, end: number): readonly Candidate[] {
  const word = text.slice(start, end);
  const opposite = OPPOSITE_OF.get(word.toLowerCase());
  return opposite === undefined ? [] : [{ start, end, others: () => [asWritten(opposite, word)] }];
}

/** In capitals where the other is; with a capital where the other has one. */
function asWritten(word: string, like: string): string {
  if (like === like.toUpperCase()) return word.toUpperCase();
  const [first = ''] = like;
  return first === first.toUpperCase() ? `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}` : word;
}
