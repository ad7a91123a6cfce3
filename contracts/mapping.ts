import { z } from 'zod';
import { POINTER } from './json-pointer';
import {
  BinaryField,
  conditions,
  Encoding,
  FieldName,
  Group,
  Index,
  isName,
  MOST,
  numberRules,
  Pattern,
  Pointer,
  readingsOf,
  Separator,
  Topic,
  timeRules,
  valueShape,
  Word,
  wordedShape,
  wordRules,
} from './mapping-parts';
import { Words, wordedReadingsOf } from './mapping-words';
import { levelAt, levelNames } from './topic-filter';

/** What births and last wills mostly say. */
export const ONLINE = 'online';
export const OFFLINE = 'offline';

/** Words that mean 1 and 0 where a mapping names none of its own; letters' case doesn't matter then. */
export const ON_WORDS = ['on', 'true', '1', 'yes'] as const;
export const OFF_WORDS = ['off', 'false', '0', 'no'] as const;

/** What every mapping says, whatever the format. */
const common = {
  topic: Topic,
  name: z.string().trim().min(1).max(MOST.name).optional(),
  /** The one sensor that it feeds. */
  sensor: z.string().min(1).max(64).optional(),
  /** Instead of the one: the topic level, by its name, whose text says which of `sensors` a message feeds. */
  sensorFrom: z.string().min(1).max(32).optional(),
  /** The level's text → the sensor. A message of a text that isn't listed is nobody's. */
  sensors: z
    .record(z.string().min(1).max(256), z.string().min(1).max(64))
    .refine((listed) => Object.keys(listed).length > 0, 'name at least one sensor')
    .refine((listed) => Object.keys(listed).length <= MOST.sensors, `at most ${MOST.sensors} sensors`)
    .optional(),
};

/** The payload is a number and nothing else. */
const NumberMapping = z.strictObject({
  ...common,
  format: z.literal('number'),
  ...numberRules,
  readings: wordedReadingsOf(z.strictObject(wordedShape)),
});

/** The payload is a word for 1 or for 0. */
const BoolMapping = z.strictObject({
  ...common,
  format: z.literal('bool'),
  ...wordRules,
  readings: readingsOf(z.strictObject({ ...valueShape, onValues: Words, offValues: Words })),
});

/** Bytes inside a text: both of `encoding` and `binary`, or none. */
const JsonReading = z
  .strictObject({
    path: Pointer,
    encoding: Encoding.optional(),
    binary: BinaryField.optional(),
    channelFromPath: Pointer.optional(),
    ...wordedShape,
  })
  .refine(({ encoding, binary }) => (encoding === undefined) === (binary === undefined), {
    path: ['binary'],
    message: 'bytes in a text need both: encoding and binary',
  });

const JsonMapping = z.strictObject({
  ...common,
  /** Pointer → value. */
  match: conditions(
    (path) => path.length <= MOST.pointer && POINTER.test(path),
    'not a JSON pointer, such as /model',
  ),
  format: z.literal('json'),
  ...numberRules,
  timePath: Pointer.optional(),
  ...timeRules,
  readings: wordedReadingsOf(JsonReading),
});

const CsvReading = z
  .strictObject({
    index: Index.optional(),
    /** The column's name, of a message with a header. */
    path: FieldName.optional(),
    channelFromIndex: Index.optional(),
    channelFromPath: FieldName.optional(),
    ...wordedShape,
  })
  .refine(({ index, path }) => (index === undefined) !== (path === undefined), {
    path: ['index'],
    message: 'name the column: by its index or, with a header, by its path',
  });

/** Lines of columns, RFC 4180: a column in quotes may hold the separator. */
const CsvMapping = z.strictObject({
  ...common,
  /** Column, by its index or name → value. */
  match: conditions(isName, 'no name of a field'),
  format: z.literal('csv'),
  ...numberRules,
  /** A comma when absent. */
  separator: Separator.optional(),
  /** Each message begins with a line of the columns' names. */
  header: z.boolean().optional(),
  timeIndex: Index.optional(),
  timePath: FieldName.optional(),
  ...timeRules,
  readings: wordedReadingsOf(CsvReading),
});

/** Pairs such as `T=18.4 H=62`. */
const KvMapping = z.strictObject({
  ...common,
  /** Key → value. */
  match: conditions(isName, 'no name of a field'),
  format: z.literal('kv'),
  ...numberRules,
  /** Any white space when absent. */
  pairSeparator: Separator.optional(),
  /** `=` when absent. */
  keySeparator: Separator.optional(),
  timePath: FieldName.optional(),
  ...timeRules,
  readings: wordedReadingsOf(
    z.strictObject({ path: FieldName, channelFromPath: FieldName.optional(), ...wordedShape }),
  ),
});

/** Text in which a pattern finds the values. A message in which no pattern finds anything is not this mapping's. */
const RegexMapping = z.strictObject({
  ...common,
  format: z.literal('regex'),
  ...numberRules,
  /** Of all readings that have none of their own. */
  pattern: Pattern.optional(),
  timeGroup: Group.optional(),
  ...timeRules,
  readings: wordedReadingsOf(
    z.strictObject({
      pattern: Pattern.optional(),
      /** The first when absent. */
      group: Group.optional(),
      channelFromGroup: Group.optional(),
      ...wordedShape,
    }),
  ),
});

const BinaryMapping = z.strictObject({
  ...common,
  /** Byte, counted from 0 → its value, 0 to 255. */
  match: conditions((place) => /^\d{1,5}$/.test(place), 'not a byte’s place, such as 0'),
  format: z.literal('binary'),
  /** The bytes are sent as text. */
  encoding: Encoding.optional(),
  /** It reads only messages of exactly so many bytes. */
  length: z.number().int().min(1).max(MOST.byte).optional(),
  time: BinaryField.optional(),
  ...timeRules,
  readings: wordedReadingsOf(z.strictObject({ binary: BinaryField, ...wordedShape })),
});

/** Lines of InfluxDB's line protocol: `path` is a field's name. */
const InfluxMapping = z.strictObject({
  ...common,
  format: z.literal('influx'),
  readings: wordedReadingsOf(z.strictObject({ path: FieldName, ...wordedShape })),
});

/** A birth and a last will: whether the sensor is there. */
const AvailabilityMapping = z
  .strictObject({
    ...common,
    format: z.literal('availability'),
    /** Where it stands in JSON; the whole payload when absent. */
    path: Pointer.optional(),
    /** What is said when it is there and when it is gone, `online` and `offline` when absent. Letters' case doesn't matter. */
    online: Word.optional(),
    offline: Word.optional(),
  })
  .refine(({ online = ONLINE, offline = OFFLINE }) => online.toLowerCase() !== offline.toLowerCase(), {
    path: ['offline'],
    message: 'must be another word than the one for online',
  });

const UNKNOWN_FORMAT = 'a format is number, bool, json, csv, kv, regex, binary, influx or availability';

/** The neutral form: which messages give which measures to which sensors, or say whether they are there. A draft may be nobody's. */
export const Mapping = z
  .discriminatedUnion(
    'format',
    [
      NumberMapping,
      BoolMapping,
      JsonMapping,
      CsvMapping,
      KvMapping,
      RegexMapping,
      BinaryMapping,
      InfluxMapping,
      AvailabilityMapping,
    ],
    { error: UNKNOWN_FORMAT },
  )
  .superRefine((mapping, context) => {
    for (const { path, message } of ownerProblems(mapping))
      context.addIssue({ code: 'custom', path: [path], message });
  });
export type Mapping = z.output<typeof Mapping>;
export type MappingFormat = Mapping['format'];
type OfFormat<Format extends MappingFormat> = Extract<Mapping, { format: Format }>;
export type NumberMapping = OfFormat<'number'>;
export type BoolMapping = OfFormat<'bool'>;
export type JsonMapping = OfFormat<'json'>;
export type CsvMapping = OfFormat<'csv'>;
export type KvMapping = OfFormat<'kv'>;
export type RegexMapping = OfFormat<'regex'>;
export type BinaryMapping = OfFormat<'binary'>;
export type InfluxMapping = OfFormat<'influx'>;
export type AvailabilityMapping = OfFormat<'availability'>;
/** A reading of any format. */
export type MappedValue = Exclude<Mapping, AvailabilityMapping>['readings'][number];

type Owner = Pick<Mapping, 'topic' | 'sensor' | 'sensorFrom' | 'sensors'>;

/** The sensors that a mapping feeds, each once. */
export function sensorsOf({ sensor, sensors = {} }: Omit<Owner, 'topic'>): readonly string[] {
  return sensor === undefined ? [...new Set(Object.values(sensors))] : [sensor];
}

/** The level of a mapping's topics that says whose a message is, counted from 0; undefined where it feeds one sensor alone. */
export function sourceLevelOf({
  topic,
  sensorFrom,
}: Pick<Owner, 'topic' | 'sensorFrom'>): number | undefined {
  return sensorFrom === undefined ? undefined : levelAt(topic, sensorFrom);
}

function ownerProblems({ topic, sensor, sensorFrom, sensors }: Owner) {
  const problems: { readonly path: keyof Owner; readonly message: string }[] = [];
  if (sensor !== undefined && (sensorFrom !== undefined || sensors !== undefined))
    problems.push({ path: 'sensor', message: 'either sensor, or sensorFrom with sensors' });
  if (sensors !== undefined && sensorFrom === undefined)
    problems.push({ path: 'sensorFrom', message: 'which topic level says the sensor?' });
  if (sensorFrom !== undefined && sensors === undefined)
    problems.push({ path: 'sensors', message: 'which sensors are there?' });
  if (sensorFrom !== undefined && !levelNames(topic).includes(sensorFrom))
    problems.push({ path: 'sensorFrom', message: `the topic has no level {${sensorFrom}}` });
  return problems;
}
