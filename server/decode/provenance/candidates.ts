import { jsonLeaves, type Place } from './json-places';

/** A place of a text where a value may have come from, and what could have stood there instead. */
export interface Candidate extends Place {
  readonly others: readonly string[];
}

const NUMBER = /[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/g;
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

/** Numbers and words of two states: of a JSON document its values, of any other text what stands in it. */
export function candidatesIn(text: string, isJson: boolean): readonly Candidate[] {
  if (!isJson) return withinText(text, { start: 0, end: text.length });
  return jsonLeaves(text).flatMap((leaf): readonly Candidate[] => {
    if (leaf.kind === 'string') return withinText(text, leaf);
    const { start, end } = leaf;
    return leaf.kind === 'number' ? numberAt(text, start, end) : wordAt(text, start, end);
  });
}

function withinText(text: string, { start, end }: Place): readonly Candidate[] {
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
  return [...within(NUMBER, numberAt), ...within(WORD, wordAt)];
}

function numberAt(text: string, start: number, end: number): readonly Candidate[] {
  const written = text.slice(start, end);
  const number = Number(written.replace(',', '.'));
  const decimals = /^[+-]?\d*[.,]?(\d*)$/.exec(written)?.[1]?.length ?? 0;
  const others = [number + 1, number - 1, number * 2 + 3].map((other) => {
    const digits = Number.isSafeInteger(Math.trunc(other))
      ? other.toFixed(Math.min(20, decimals))
      : `${other}`;
    return written.includes(',') ? digits.replace('.', ',') : digits;
  });
  return Number.isFinite(number) ? [{ start, end, others }] : [];
}

function wordAt(text: string, start: number, end: number): readonly Candidate[] {
  const word = text.slice(start, end);
  const opposite = OPPOSITE_OF.get(word.toLowerCase());
  return opposite === undefined ? [] : [{ start, end, others: [asWritten(opposite, word)] }];
}

/** In capitals where the other is; with a capital where the other has one. */
function asWritten(word: string, like: string): string {
  if (like === like.toUpperCase()) return word.toUpperCase();
  const [first = ''] = like;
  return first === first.toUpperCase() ? `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}` : word;
}
