import { type FileMapping, Mapping, MappingFile } from '@/contracts/mapping';
import { levelAt, levelNames, mqttFilterOf } from '@/contracts/topic-filter';
import { acceptedUnits, canonicalOf } from '@/contracts/units';
import { byLine, type FileError, type FileProblem, pointerOf } from '@/server/file-error';
import { BadJson, type JsonLines, jsonLines } from '@/server/json-lines';
import { stableJson } from './stable-json';

/** What the database already holds, for names that the file only mentions. */
export interface Known {
  readonly sensors: ReadonlySet<string>;
  readonly rooms: ReadonlySet<string>;
  /** Ids of sensors that are no more. */
  readonly removed: ReadonlySet<string>;
}

/** A mapping that stands, ready to be stored: what it says without whose it is. */
export interface StandingMapping {
  readonly sensor: string;
  readonly key: string;
  /** Null ends the mapping. */
  readonly definition: Mapping | null;
}

const MAX_KEY = 600;

/** The file's content, or everything that is wrong with it, by line. */
export function readMappingFile(
  text: string,
  known: Known,
): { readonly file: MappingFile } | { readonly errors: readonly FileError[] } {
  let lines: JsonLines;
  try {
    lines = jsonLines(text);
  } catch (error) {
    if (!(error instanceof BadJson)) throw error;
    return { errors: [{ line: error.line, path: '', message: error.message }] };
  }
  const parsed = MappingFile.safeParse(JSON.parse(text));
  const problems = parsed.success ? problemsOf(parsed.data, known) : parsed.error.issues;
  if (parsed.success && problems.length === 0) return { file: parsed.data };
  return { errors: byLine(problems, lines) };
}

/** The stored form of a mapping of a file. */
export function standing(mapping: FileMapping): StandingMapping {
  const { sensor } = mapping;
  const key = mappingKey(mapping);
  if ('removed' in mapping) return { sensor, key, definition: null };
  const { sensor: _, ...definition } = mapping;
  return { sensor, key, definition };
}

/** What keeps a draft from being a mapping: each error with its place within it. Whose it is doesn't matter. */
export function draftErrors(draft: object): readonly { readonly path: string; readonly message: string }[] {
  const parsed = Mapping.safeParse(draft);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => ({ path: pointerOf(path), message }));
  const mapping = { ...parsed.data, sensor: '' };
  return mappingProblems(mapping, 0, new Set([''])).map(({ path, message }) => ({
    path: pointerOf(path.slice(2)),
    message,
  }));
}

/** What makes it the same mapping in a file applied twice: its topic filter and its condition. */
export function mappingKey(mapping: { readonly topic: string; readonly match?: unknown }): string {
  const filter = mqttFilterOf(mapping.topic);
  return mapping.match === undefined ? filter : `${filter} ${stableJson(mapping.match)}`;
}

function problemsOf(file: MappingFile, known: Known): readonly FileProblem[] {
  const rooms = new Set([...known.rooms, ...file.rooms]);
  const sensors = new Set([...known.sensors, ...file.sensors.map(({ id }) => id)]);
  return [
    ...repeated(
      file.rooms,
      (_, index) => ['rooms', index],
      (name) => name,
      'this room stands here twice',
    ),
    ...repeated(
      file.sensors,
      (_, index) => ['sensors', index, 'id'],
      ({ id }) => id,
      'another sensor of this file has this id',
    ),
    ...repeated(
      file.mappings,
      (_, index) => ['mappings', index, 'topic'],
      (mapping) => `${mapping.sensor} ${mappingKey(mapping)}`,
      'this sensor has another mapping with this topic and match: put all readings into one',
    ),
    ...file.sensors.flatMap(({ id }, index) =>
      known.removed.has(id)
        ? [{ path: ['sensors', index, 'id'], message: 'a sensor of this id was removed: take another id' }]
        : [],
    ),
    ...file.sensors.flatMap(({ room }, index) =>
      room === undefined || room === null || rooms.has(room)
        ? []
        : [{ path: ['sensors', index, 'room'], message: `unknown room "${room}": name it under rooms` }],
    ),
    ...file.mappings.flatMap((mapping, index) => mappingProblems(mapping, index, sensors)),
  ];
}

function repeated<Item>(
  items: readonly Item[],
  pathOf: (item: Item, index: number) => readonly PropertyKey[],
  keyOf: (item: Item) => string,
  message: string,
): FileProblem[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const again = seen.has(keyOf(item));
    seen.add(keyOf(item));
    return again ? [{ path: pathOf(item, index), message }] : [];
  });
}

function mappingProblems(mapping: FileMapping, index: number, sensors: ReadonlySet<string>): FileProblem[] {
  const at = ['mappings', index];
  const problems: FileProblem[] = [];
  if (!sensors.has(mapping.sensor)) {
    problems.push({ path: [...at, 'sensor'], message: `unknown sensor "${mapping.sensor}"` });
  }
  if (mappingKey(mapping).length > MAX_KEY) {
    problems.push({ path: [...at, 'match'], message: `topic and match have at most ${MAX_KEY} characters` });
  }
  if ('removed' in mapping || mapping.format === 'availability') return problems;
  mapping.readings.forEach((reading, position) => {
    const here = [...at, 'readings', position];
    problems.push(
      ...unitProblems(reading, here),
      ...rangeProblems(reading, here),
      ...channelProblems(reading, mapping.topic, here),
    );
  });
  return problems;
}

type FileReading = Extract<FileMapping, { readings: unknown }>['readings'][number];

function unitProblems({ quantity, unit }: FileReading, at: readonly PropertyKey[]): FileProblem[] {
  if (canonicalOf(quantity, unit ?? '') !== undefined) return [];
  const accepted = acceptedUnits(quantity).join(', ') || 'no unit';
  const path = unit === undefined ? at : [...at, 'unit'];
  return [{ path, message: `${quantity} can't be in "${unit ?? ''}"; accepted: ${accepted}` }];
}

function rangeProblems({ min, max }: FileReading, at: readonly PropertyKey[]): FileProblem[] {
  if (min === undefined || max === undefined || min < max) return [];
  return [{ path: [...at, 'max'], message: `nothing is between ${min} and ${max}: max must be above min` }];
}

function channelProblems(
  { channelFromTopic: level }: FileReading,
  topic: string,
  at: readonly PropertyKey[],
): FileProblem[] {
  if (level === undefined || levelAt(topic, level) !== undefined) return [];
  const names = levelNames(topic);
  const named = names.flatMap((name) => (name === undefined ? [] : `{${name}}`)).join(', ') || 'none';
  const message =
    typeof level === 'string'
      ? `the topic has no level {${level}}; it names ${named}`
      : `the topic has only the levels 0 to ${names.length - 1}`;
  return [{ path: [...at, 'channelFromTopic'], message }];
}
