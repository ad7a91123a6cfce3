import { Mapping } from '@/contracts/mapping';
import { type FileMapping, MappingFile } from '@/contracts/mapping-file';
import type { MappingError } from '@/contracts/mapping-saving';
import { mqttFilterOf } from '@/contracts/topic-filter';
import { byLine, type FileError, type FileProblem, pointerOf } from '@/server/file-error';
import { BadJson, type JsonLines, jsonLines } from '@/server/json-lines';
import { mappingProblems } from './mapping-problems';
import { shapeWords } from './shape-words';
import { stableJson } from './stable-json';

/** Two mappings of one sensor, topic and match would both read each message. */
export const TAKEN = 'this sensor has another mapping with this topic and match: put all readings into one';

/** What the database already holds, for names that the file only mentions. */
export interface Known {
  readonly sensors: ReadonlySet<string>;
  readonly rooms: ReadonlySet<string>;
  /** Ids of sensors that are no more. */
  readonly removed: ReadonlySet<string>;
}

/** A mapping that stands, ready to be stored. */
export interface StandingMapping {
  readonly key: string;
  /** Null ends the mapping. */
  readonly definition: Mapping | null;
}

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
  const parsed = MappingFile.safeParse(JSON.parse(text), { error: shapeWords });
  const problems = parsed.success ? problemsOf(parsed.data, known) : parsed.error.issues;
  if (parsed.success && problems.length === 0) return { file: parsed.data };
  return { errors: byLine(problems, lines) };
}

/** The stored form of a mapping of a file. */
export function standing(mapping: FileMapping): StandingMapping {
  const key = mappingKey(mapping);
  return { key, definition: 'removed' in mapping ? null : mapping };
}

/** The mapping that a draft is, or what keeps it from being one. Whose it is doesn't matter, but that `sensors` are known ones. */
export function readDraft(
  draft: unknown,
  sensors?: ReadonlySet<string>,
): { readonly mapping: Mapping } | { readonly errors: readonly MappingError[] } {
  const parsed = Mapping.safeParse(draft, { error: shapeWords });
  const problems = parsed.success ? mappingProblems(parsed.data, sensors) : parsed.error.issues;
  if (parsed.success && problems.length === 0) return { mapping: parsed.data };
  return { errors: problems.map(({ path, message }) => ({ path: pointerOf(path), message })) };
}

/** What makes it the same mapping in a file applied twice: its sensor, where it feeds one, its topic filter and its condition. */
export function mappingKey({ sensor = '', topic, match }: Identity): string {
  const filter = `${sensor} ${mqttFilterOf(topic)}`;
  return match === undefined ? filter : `${filter} ${stableJson(match)}`;
}

interface Identity {
  readonly sensor?: string | undefined;
  readonly topic: string;
  readonly match?: unknown;
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
    ...repeated(file.mappings, (_, index) => ['mappings', index, 'topic'], mappingKey, TAKEN),
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
    ...file.mappings.flatMap((mapping, index) =>
      mappingProblems(mapping, sensors).map(({ path, message }) => ({
        path: ['mappings', index, ...path],
        message,
      })),
    ),
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
