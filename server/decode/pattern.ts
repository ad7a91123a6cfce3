import { RE2JS, RE2JSSyntaxException } from 're2js';

/** What keeps a pattern from being one, in a sentence. */
export class PatternProblem extends Error {}

/** What a pattern found. */
export interface Found {
  /** The text of a group, by its number or name; undefined where it took no part. */
  group(group: number | string): string | undefined;
  /** Where that text stands. */
  place(group: number | string): { readonly start: number; readonly end: number } | undefined;
}

/** A pattern whose search takes a time that is linear in the text and in its own steps, whatever it is. */
export interface Pattern {
  /** How many steps a letter of the text takes at most. */
  readonly steps: number;
  hasGroup(group: number | string): boolean;
  /** The first that it finds. */
  find(text: string): Found | undefined;
}

/** No longer text is searched. */
export const MAX_SEARCHED = 8_192;
/** Of all patterns of a mapping together: a letter costs a step some 25 ns, the longest text less than a tenth of a second. */
export const MAX_STEPS = 400;

/** Throws a PatternProblem. */
export function patternOf(text: string): Pattern {
  const compiled = compile(text);
  const names = new Map(Object.entries(compiled.namedGroups()));
  const count = compiled.groupCount();
  const numberOf = (group: number | string) => (typeof group === 'number' ? group : names.get(group));
  return {
    steps: compiled.programSize(),
    hasGroup: (group) => (numberOf(group) ?? Number.POSITIVE_INFINITY) <= count,
    find: (searched) => {
      const matcher = compiled.matcher(searched);
      if (!matcher.find()) return undefined;
      return {
        group: (group) => matcher.group(numberOf(group) ?? 0) ?? undefined,
        place: (group) => {
          const number = numberOf(group) ?? 0;
          const [start, end] = [matcher.start(number), matcher.end(number)];
          return start < 0 ? undefined : { start, end };
        },
      };
    },
  };
}

function compile(text: string): RE2JS {
  try {
    return RE2JS.compile(text);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    throw new PatternProblem(error.message);
  }
}
