import { z } from 'zod';
import { POINTER, toPointer } from './json-pointer';
import { quantityOf } from './quantities';
import { PROFILES, SENSOR_ICONS } from './sensor-looks';
import { topicFilterProblem } from './topic-filter';

/** Formats that a mapping may name one day; until then each is refused by name. */
export const FORMATS_NOT_SUPPORTED_YET = ['bool', 'csv', 'kv', 'regex', 'binary'] as const;

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

const MAX_READINGS = 200;
/** What births and last wills mostly say. */
export const ONLINE = 'online';
export const OFFLINE = 'offline';

const Topic = z.string().superRefine((filter, context) => {
  const problem = topicFilterProblem(filter);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

const Pointer = z.string().transform((path, context) => {
  const pointer = toPointer(path);
  if (pointer !== undefined) return pointer;
  context.addIssue({ code: 'custom', message: 'not a JSON pointer, such as /sensor/temperature' });
  return z.NEVER;
});

const TimeZone = z.string().refine(isTimeZone, 'not an IANA time zone, such as Europe/Berlin');

const valueShape = {
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

const numberRules = {
  decimalSeparator: z.enum(['.', ',']).optional(),
  /** Lets the unit follow the number, as in `21.5 °C`. */
  allowUnitSuffix: z.boolean().optional(),
};

const NumberMapping = z.strictObject({
  topic: Topic,
  format: z.literal('number'),
  ...numberRules,
  readings: z.array(z.strictObject(valueShape)).min(1).max(MAX_READINGS),
});

const JsonMapping = z.strictObject({
  topic: Topic,
  /** Pointer → value: the mapping reads only messages that hold every one of them. */
  match: z
    .record(
      z.string().regex(POINTER, 'not a JSON pointer, such as /model'),
      z.union([z.string(), z.number(), z.boolean(), z.null()]),
    )
    .optional(),
  format: z.literal('json'),
  ...numberRules,
  timePath: Pointer.optional(),
  timeFormat: z.enum(TIME_FORMATS).optional(),
  /** Zone of stamps without an offset; the home's when absent. */
  timeZone: TimeZone.optional(),
  readings: z
    .array(z.strictObject({ path: Pointer, ...valueShape }))
    .min(1)
    .max(MAX_READINGS),
});

/** Lines of InfluxDB's line protocol: `path` is a field's name. */
const InfluxMapping = z.strictObject({
  topic: Topic,
  format: z.literal('influx'),
  readings: z
    .array(z.strictObject({ path: z.string().min(1).max(200), ...valueShape }))
    .min(1)
    .max(MAX_READINGS),
});

const Word = z.string().trim().min(1).max(120);

/** A birth and a last will: whether the sensor is there. */
const AvailabilityMapping = z
  .strictObject({
    topic: Topic,
    format: z.literal('availability'),
    /** What is said when it is there and when it is gone, `online` and `offline` when absent. Letters' case doesn't matter. */
    online: Word.optional(),
    offline: Word.optional(),
  })
  .refine(({ online = ONLINE, offline = OFFLINE }) => online.toLowerCase() !== offline.toLowerCase(), {
    path: ['offline'],
    message: 'must be another word than the one for online',
  });

const owner = { sensor: z.string().min(1).max(64) };
const NotYet = z.looseObject({ format: z.enum(FORMATS_NOT_SUPPORTED_YET) }).transform((mapping, context) => {
  context.addIssue({
    code: 'custom',
    path: ['format'],
    message: `the format ${mapping.format} is not supported yet`,
  });
  return z.NEVER;
});

/** The neutral form: which messages give which measures, or say whether the sensor is there. */
export const Mapping = z.discriminatedUnion('format', [
  NumberMapping,
  JsonMapping,
  InfluxMapping,
  AvailabilityMapping,
]);
export type Mapping = z.output<typeof Mapping>;
export type NumberMapping = z.output<typeof NumberMapping>;
export type JsonMapping = z.output<typeof JsonMapping>;
export type InfluxMapping = z.output<typeof InfluxMapping>;
export type AvailabilityMapping = z.output<typeof AvailabilityMapping>;
export type MappedValue = (NumberMapping | JsonMapping | InfluxMapping)['readings'][number];

const OwnedMapping = z.discriminatedUnion('format', [
  NumberMapping.extend(owner),
  JsonMapping.extend(owner),
  InfluxMapping.extend(owner),
  AvailabilityMapping.safeExtend(owner),
  NotYet,
]);

/** Ends the mapping of that sensor, topic and condition. */
const RemovedMapping = z.looseObject({
  ...owner,
  topic: Topic,
  match: JsonMapping.shape.match,
  removed: z.literal(true),
});

const FileMapping = z.unknown().transform((entry, context) => {
  const parsed = isRemoval(entry) ? RemovedMapping.safeParse(entry) : OwnedMapping.safeParse(entry);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
  }
  return z.NEVER;
});
export type FileMapping = z.output<typeof FileMapping>;

const FileSensor = z.strictObject({
  /** The slug in addresses and the key in Kafka; never changes. */
  id: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9._-]{0,63}$/,
      'up to 64 of a-z, 0-9, dot, dash and underscore; first a letter or digit',
    ),
  name: z.string().trim().min(1).max(80),
  room: z.string().trim().min(1).max(80).nullable().optional(),
  icon: z.enum(SENSOR_ICONS).nullable().optional(),
  profile: z.enum(PROFILES).nullable().optional(),
  device: z.strictObject({ family: z.string().min(1).max(40), key: z.string().min(1).max(200) }).optional(),
});
export type FileSensor = z.output<typeof FileSensor>;

/** What `npm run admin -- mapping apply` reads and `mapping export` writes. */
export const MappingFile = z.strictObject({
  rooms: z.array(z.string().trim().min(1).max(80)).default([]),
  sensors: z.array(FileSensor).default([]),
  mappings: z.array(FileMapping).default([]),
});
export type MappingFile = z.output<typeof MappingFile>;

function isRemoval(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'removed' in entry && entry.removed === true;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
