import type { MappingFormat } from '@/contracts/mapping';
import { mappingName } from '@/contracts/mapping-name';
import type { MappingError } from '@/contracts/mapping-saving';
import { levelNames } from '@/contracts/topic-filter';
import { hasCondition, hasTable, messageFields, PLACE_FIELDS, readingFields } from './form-fields';
import { numberIn, plainIn, plainText, storedOf, type Typed, typedOf } from './typed-fields';

/** Two texts that belong together: what must stand where, or what is sent and what it means. */
export interface Pair {
  readonly key: number;
  readonly left: string;
  readonly right: string;
}

/** A reading as it is typed. */
export interface ReadingDraft {
  readonly key: number;
  readonly quantity: string;
  readonly unit: string;
  readonly typed: Typed;
  /** What is sent → the number that it means. */
  readonly table: readonly Pair[];
  /** Its channel was not typed: it was given one because another reading is of its quantity. */
  readonly isChannelProposed?: boolean;
  /** What this form has no field for, kept as it is. */
  readonly rest: object;
}

/** Whose the readings are: one sensor or, where a level of the topic has a name, one for each of its texts. */
export interface Owner {
  readonly sensor: string;
  /** The level's name; '' where the mapping feeds one sensor. */
  readonly sensorFrom: string;
  readonly sensors: Readonly<Record<string, string>>;
}

/** A mapping as it is typed: nothing of it is checked. */
export interface Draft {
  readonly topic: string;
  readonly name: string;
  readonly format: MappingFormat;
  readonly owner: Owner;
  readonly typed: Typed;
  /** Where → what must stand there. */
  readonly match: readonly Pair[];
  readonly readings: readonly ReadingDraft[];
  /** What this form has no field for, kept as it is. */
  readonly rest: object;
}

export const NOBODY: Owner = { sensor: '', sensorFrom: '', sensors: {} };

/** Beyond the keys of what was stored: those are the same for the server and the browser, which both draw the page. */
let keys = 1_000;

export function newPair(left = '', right = ''): Pair {
  keys += 1;
  return { key: keys, left, right };
}

export function newReading(part: Partial<Omit<ReadingDraft, 'key'>> = {}): ReadingDraft {
  keys += 1;
  const empty = { quantity: 'temperature', unit: '°C', typed: {}, table: [], rest: {} };
  return { key: keys, ...empty, ...part };
}

export function emptyDraft({ topic = '', sensor = '' } = {}): Draft {
  const shape = { typed: {}, match: [], readings: [], rest: {} };
  return { topic, name: '', format: 'json', owner: { ...NOBODY, sensor }, ...shape };
}

interface Definition {
  readonly topic: string;
  readonly name?: string;
  readonly format: MappingFormat;
  readonly sensor?: string;
  readonly sensorFrom?: string;
  readonly sensors?: Readonly<Record<string, string>>;
  readonly match?: Readonly<Record<string, unknown>>;
  readonly readings?: readonly (Readonly<Record<string, unknown>> & {
    readonly quantity: string;
    readonly unit?: string | null;
    readonly values?: Readonly<Record<string, number>>;
  })[];
}

/** The draft of a mapping that is stored, also of one that can't be read today. */
export function draftOf(definition: unknown): Draft {
  const { topic = '', name = '', format: stored, sensor = '', ...others } = definition as Definition;
  const { sensorFrom = '', sensors = {}, match = {}, readings: listed, ...said } = others;
  const format = Object.hasOwn(PLACE_FIELDS, stored) ? stored : 'json';
  const readings = Array.isArray(listed) ? listed : [];
  const { typed, rest } = typedOf(messageFields(format), said);
  return {
    topic,
    name,
    format,
    owner: { sensor, sensorFrom, sensors },
    typed,
    rest,
    match: Object.entries(match).map(([where, what]) => newPair(where, plainText(what))),
    readings: readings.map((reading, key) => ({ ...readingOf(reading, format, topic), key })),
  };
}

function readingOf(
  { quantity, unit, values = {}, ...said }: NonNullable<Definition['readings']>[number],
  format: MappingFormat,
  topic: string,
): ReadingDraft {
  const { typed, rest } = typedOf(readingFields(format), said);
  const level = Number(typed.channelFromTopic);
  const name = levelNames(topic)[level];
  return newReading({
    quantity,
    unit: unit ?? '',
    // A level that the topic names is known by its name.
    typed: name === undefined ? typed : { ...typed, channelFromTopic: name },
    table: Object.entries(values).map(([sent, means]) => newPair(sent, String(means))),
    rest,
  });
}

/** The neutral form of what was typed. What is no number stays what it is: the server says so. */
export function definitionOf(draft: Draft): { readonly topic: string; readonly [field: string]: unknown } {
  const { topic, name, format, typed, match, readings, rest } = draft;
  const conditions = match.filter(({ left }) => left !== '');
  return {
    ...rest,
    topic,
    ...(name.trim() !== '' && { name: name.trim() }),
    format,
    ...ownerOf(draft.owner),
    ...storedOf(messageFields(format), typed),
    ...(hasCondition(format) &&
      conditions.length > 0 && {
        match: Object.fromEntries(conditions.map(({ left, right }) => [left, plainIn(right)])),
      }),
    ...(format !== 'availability' && { readings: readings.map((reading) => storedReading(reading, format)) }),
  };
}

function ownerOf({ sensor, sensorFrom, sensors }: Owner): object {
  if (sensorFrom === '') return sensor === '' ? {} : { sensor };
  const named = Object.fromEntries(Object.entries(sensors).filter(([, id]) => id !== ''));
  return { sensorFrom, ...(Object.keys(named).length > 0 && { sensors: named }) };
}

function storedReading({ quantity, unit, typed, table, rest }: ReadingDraft, format: MappingFormat): object {
  const pairs = table.filter(({ left, right }) => left.trim() !== '' || right.trim() !== '');
  return {
    ...rest,
    ...storedOf(readingFields(format), typed),
    quantity,
    unit: unit === '' ? null : unit,
    ...(hasTable(format) &&
      pairs.length > 0 && {
        values: Object.fromEntries(pairs.map(({ left, right }) => [left.trim(), numberIn(right)])),
      }),
  };
}

/** What the mapping is called: by the name that was typed, else by its topic. */
export function draftName({ name, topic }: Pick<Draft, 'name' | 'topic'>): string {
  return mappingName(name.trim() === '' ? { topic } : { name: name.trim(), topic });
}

/** Whether saving would say something else than was said. */
export function isChanged(draft: Draft, before: Draft): boolean {
  return JSON.stringify(definitionOf(draft)) !== JSON.stringify(definitionOf(before));
}

/** What is wrong at this very place. */
export function problemAt(problems: readonly MappingError[], path: string): string | undefined {
  return problems.find((problem) => problem.path === path)?.message;
}
