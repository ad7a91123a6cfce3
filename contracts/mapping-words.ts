import { z } from 'zod';
import { MOST, readingsOf, Word } from './mapping-parts';

/** Words for 1, or for 0. */
export const Words = z
  .array(Word, 'a list of words')
  .min(1, 'at least one word')
  .max(MOST.words, `at most ${MOST.words} words`)
  .optional();

const Worded = z.looseObject({ onValues: Words, offValues: Words });

/** Readings that may give words for 1 and 0 instead of a table of values: they become that table. */
export function wordedReadingsOf<Reading extends z.ZodType>(reading: Reading) {
  return readingsOf(z.preprocess(asTable, reading));
}

function asTable(given: unknown, context: z.RefinementCtx): unknown {
  const parsed = Worded.safeParse(given);
  if (!parsed.success) {
    if (typeof given === 'object')
      for (const { path, message } of parsed.error.issues)
        context.addIssue({ code: 'custom', path: [...path], message });
    return given;
  }
  const { onValues: on, offValues: off = [], ...rest } = parsed.data;
  if (on === undefined && parsed.data.offValues === undefined) return given;
  const both = off.find((word) => on?.includes(word));
  if (both !== undefined)
    context.addIssue({ code: 'custom', path: ['offValues'], message: `"${both}" can't mean both 1 and 0` });
  if (rest.values !== undefined)
    context.addIssue({
      code: 'custom',
      path: ['values'],
      message: 'either values, or onValues and offValues',
    });
  const words = [...off.map((word) => [word, 0] as const), ...(on ?? []).map((word) => [word, 1] as const)];
  return { ...rest, values: Object.fromEntries(words) };
}
