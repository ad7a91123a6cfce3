import type { z } from 'zod';

/** What is wrong with the shape of a field, for the person who fills it in; undefined where zod's own words must do. */
export const shapeWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type') return typeWords(issue.expected, issue.input);
  const { code } = issue;
  if (code === 'too_small') return sizeWords('at least', issue.origin, issue.minimum);
  if (code === 'too_big') return sizeWords('at most', issue.origin, issue.maximum);
  return undefined;
};

function typeWords(expected: string, sent: unknown): string | undefined {
  if (sent === undefined) return 'this is missing';
  if (expected === 'number') return 'not a number';
  if (expected === 'int') return 'not a whole number';
  return undefined;
}

const COUNTED: Readonly<Record<string, readonly [one: string, many: string]>> = {
  number: ['', ''],
  int: ['', ''],
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
};

function sizeWords(bound: string, origin: string, size: number | bigint): string | undefined {
  const counted = COUNTED[origin];
  if (counted === undefined) return undefined;
  const [one, many] = counted;
  return `${bound} ${size} ${Number(size) === 1 ? one : many}`.trim();
}
