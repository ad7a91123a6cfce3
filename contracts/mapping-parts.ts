import { z } from 'zod';
import { toPointer } from './json-pointer';
import { quantityOf } from './quantities';
import { topicFilterProblem } from './topic-filter';

/** How a time is written. `iso8601-local` says that a stamp without an offset is local time. */
export const TIME_FORMATS = [
  'unix_s',
  'unix_ms',
  'unix_us',
  'unix_ns',
  'auto',
  'iso8601',
  'iso8601-local',
] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

/** How a number stands in bytes: `le` with its lowest byte first, `be` with its highest. */
export const BINARY_TYPES = [
  'uint8',
  'int8',
  'uint16le',
  'uint16be',
  'int16le',
  'int16be',
  'uint24le',
  'uint24be',
  'int24le',
  'int24be',
  'uint32le',
  'uint32be',
  'int32le',
  'int32be',
  'uint64le',
  'uint64be',
  'int64le',
  'int64be',
  'float32le',
  'float32be',
  'float64le',
  'float64be',
] as const;

/** What a mapping may say at most. */
export const MOST = {
  readings: 200,
  sensors: 500,
  conditions: 20,
  words: 50,
  values: 200,
  name: 80,
  pattern: 500,
  index: 999,
  group: 99,
  byte: 65_535,
  fieldName: 200,
  pointer: 600,
} as const;

export const Topic = z.string().superRefine((filter, context) => {
  const problem = topicFilterProblem(filter);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

export const Pointer = z
  .string()
  .max(MOST.pointer)
  .transform((path, context) => {
    const pointer = toPointer(path);
    if (pointer !== undefined) return pointer;
    context.addIssue({ code: 'custom', message: 'not a JSON pointer, such as /sensor/temperature' });
    return z.NEVER;
  });

/** A field, column or key, as the message names it. */
export const FieldName = z.string().min(1).max(MOST.fieldName);
/** A column, counted from 0. */
export const Index = z.number().int().min(0).max(MOST.index);
/** A group of a pattern: its name, or its number; 0 is the whole match. */
export const Group = z.union([z.number().int().min(0).max(MOST.group), z.string().min(1).max(32)]);
/** Compiled by an engine whose time is linear in the text: https://github.com/google/re2/wiki/Syntax. */
export const Pattern = z.string().min(1).max(MOST.pattern);
export const Separator = z.string().min(1).max(8);
export const Word = z.string().trim().min(1).max(120);

const Plain = z.union([z.string().max(200), z.number(), z.boolean(), z.null()]);

/** Where something must stand, and what: the mapping reads only messages that hold every one of them. */
export function conditions(isPlace: (place: string) => boolean, otherwise: string) {
  return z
    .record(z.string(), Plain)
    .superRefine((given, context) => {
      const places = Object.keys(given);
      if (places.length > MOST.conditions)
        context.addIssue({ code: 'custom', message: `at most ${MOST.conditions} conditions` });
      for (const place of places)
        if (!isPlace(place)) context.addIssue({ code: 'custom', path: [place], message: otherwise });
    })
    .optional();
}

/** Whether a condition can be a field's, column's or key's. */
export function isName(place: string): boolean {
  return place.length > 0 && place.length <= MOST.fieldName;
}

/** A number in bytes. */
export const BinaryField = z.strictObject({
  /** Its first byte, counted from 0. */
  offset: z.number().int().min(0).max(MOST.byte),
  type: z.enum(BINARY_TYPES),
  /** Of an unsigned number only some bits: the lowest of them, counted from 0, and how many; one when absent. */
  bit: z.number().int().min(0).max(63).optional(),
  bits: z.number().int().min(1).max(53).optional(),
});
export type BinaryField = z.output<typeof BinaryField>;

/** How bytes are written as text. */
export const Encoding = z.enum(['base64', 'hex']);

export const valueShape = {
  quantity: z
    .string()
    .refine((id) => quantityOf(id) !== undefined, { error: (issue) => `unknown quantity "${issue.input}"` }),
  /** The unit as sent; null or absent when the quantity has none. */
  unit: z.string().max(20).nullable().optional(),
  channel: z.string().min(1).max(120).nullable().optional(),
  /** The topic level whose text is the channel: its name, or its place counted from 0. */
  channelFromTopic: z.union([z.number().int().min(0).max(15), z.string().min(1).max(32)]).optional(),
  /** Value = raw × scale + offset, then to the quantity's canonical unit. */
  scale: z
    .number()
    .refine((scale) => scale !== 0, 'a scale of 0 makes every value 0')
    .optional(),
  offset: z.number().optional(),
  /** Below and above these the value is marked as implausible; in the quantity's canonical unit. */
  min: z.number().optional(),
  max: z.number().optional(),
};

/** A value that may be sent in words: with a table only what it lists is a value. */
export const wordedShape = {
  ...valueShape,
  /** What is sent, text, number, `true` or `false` → the number that it means. */
  values: z
    .record(z.string().trim().min(1).max(120), z.number())
    .refine((table) => Object.keys(table).length > 0, 'a table has at least one value')
    .refine((table) => Object.keys(table).length <= MOST.values, `a table has at most ${MOST.values} values`)
    .optional(),
};

export const wordRules = {
  /** Words mean the same whatever their letters' case. */
  caseInsensitive: z.boolean().optional(),
};

export const numberRules = {
  ...wordRules,
  decimalSeparator: z.enum(['.', ',']).optional(),
  /** Lets the unit follow the number, as in `21.5 °C`. */
  allowUnitSuffix: z.boolean().optional(),
};

export const timeRules = {
  timeFormat: z.enum(TIME_FORMATS).optional(),
  /** Zone of stamps without an offset; the home's when absent. */
  timeZone: z.string().max(64).refine(isTimeZone, 'not an IANA time zone, such as Europe/Berlin').optional(),
};

export function readingsOf<Reading extends z.ZodType>(reading: Reading) {
  return z.array(reading).min(1).max(MOST.readings);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
