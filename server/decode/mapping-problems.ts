import type { Mapping } from '@/contracts/mapping';
import type { FileMapping } from '@/contracts/mapping-file';
import { levelAt, levelNames } from '@/contracts/topic-filter';
import { acceptedUnits, canonicalOf } from '@/contracts/units';
import type { FileProblem } from '@/server/file-error';
import { bitsIn } from './binary-field';
import { MAX_STEPS, PatternProblem, patternOf } from './pattern';
import { stableJson } from './stable-json';

const MAX_IDENTITY = 600;

type ReadingMapping = Extract<Mapping, { readings: unknown }>;
type MappedReading = ReadingMapping['readings'][number];
type Path = readonly PropertyKey[];

/** What the form of a mapping doesn't tell: each problem with its place within it. Without `sensors` all of them are known. */
export function mappingProblems(mapping: FileMapping, sensors?: ReadonlySet<string>): FileProblem[] {
  const problems = [...sensorProblems(mapping, sensors), ...identityProblems(mapping)];
  if ('removed' in mapping || mapping.format === 'availability') return problems;
  return [
    ...problems,
    ...formatProblems(mapping),
    ...mapping.readings.flatMap((reading, position) => {
      const at = ['readings', position];
      return [
        ...unitProblems(reading, at),
        ...rangeProblems(reading, at),
        ...channelProblems(reading, mapping.topic, at),
      ];
    }),
  ];
}

function sensorProblems(mapping: FileMapping, known?: ReadonlySet<string>): FileProblem[] {
  if (known === undefined) return [];
  const { sensor } = mapping;
  if (sensor !== undefined)
    return known.has(sensor) ? [] : [{ path: ['sensor'], message: `unknown sensor "${sensor}"` }];
  if ('removed' in mapping) return [];
  return Object.entries(mapping.sensors ?? {})
    .filter(([, id]) => !known.has(id))
    .map(([text, id]) => ({ path: ['sensors', text], message: `unknown sensor "${id}"` }));
}

function identityProblems(mapping: FileMapping): FileProblem[] {
  const match = 'match' in mapping ? mapping.match : undefined;
  const length = mapping.topic.length + (match === undefined ? 0 : stableJson(match).length);
  if (length <= MAX_IDENTITY) return [];
  return [{ path: ['match'], message: `topic and match have at most ${MAX_IDENTITY} characters` }];
}

function formatProblems(mapping: ReadingMapping): FileProblem[] {
  switch (mapping.format) {
    case 'bool':
      return mapping.readings.flatMap((reading, position) =>
        wordProblems(reading, mapping.caseInsensitive === true, ['readings', position]),
      );
    case 'csv':
      return headerProblems(mapping);
    case 'regex':
      return regexProblems(mapping);
    case 'binary':
      return [
        ...(mapping.time === undefined ? [] : bitProblems(mapping.time, ['time'])),
        ...mapping.readings.flatMap(({ binary }, position) =>
          bitProblems(binary, ['readings', position, 'binary']),
        ),
      ];
    case 'json':
      return mapping.readings.flatMap(({ binary }, position) =>
        binary === undefined ? [] : bitProblems(binary, ['readings', position, 'binary']),
      );
    default:
      return [];
  }
}

type OfFormat<Format> = Extract<ReadingMapping, { format: Format }>;

function wordProblems(
  { onValues, offValues }: OfFormat<'bool'>['readings'][number],
  isCaseless: boolean,
  at: Path,
): FileProblem[] {
  const plain = (word: string) => (isCaseless ? word.toLowerCase() : word);
  const on = new Set((onValues ?? []).map(plain));
  const both = (offValues ?? []).find((word) => on.has(plain(word)));
  if (both !== undefined)
    return [{ path: [...at, 'offValues'], message: `"${both}" can't mean both 1 and 0` }];
  return [];
}

function headerProblems(mapping: OfFormat<'csv'>): FileProblem[] {
  if (mapping.header === true) return [];
  const message = 'columns have names only with a header: set header, or give the index';
  const { timePath } = mapping;
  const named = mapping.readings.flatMap(({ path, channelFromPath }, position) => [
    ...(path === undefined ? [] : [['readings', position, 'path']]),
    ...(channelFromPath === undefined ? [] : [['readings', position, 'channelFromPath']]),
  ]);
  return [...named, ...(timePath === undefined ? [] : [['timePath']])].map((path) => ({ path, message }));
}

function regexProblems(mapping: OfFormat<'regex'>): FileProblem[] {
  const { pattern, timeGroup, readings } = mapping;
  const whole = pattern === undefined ? [] : patternProblems(pattern, { timeGroup }, []);
  if (pattern === undefined && timeGroup !== undefined)
    whole.push({
      path: ['timeGroup'],
      message: 'the time is a group of the mapping’s own pattern: give one',
    });
  const own = readings.flatMap((reading, position): FileProblem[] => {
    const at = ['readings', position];
    const used = reading.pattern ?? pattern;
    if (used === undefined) return [{ path: [...at, 'pattern'], message: 'which pattern finds it?' }];
    const { group = 1, channelFromGroup } = reading;
    return patternProblems(used, { group, channelFromGroup }, at);
  });
  // What is wrong with the pattern of all is said once.
  if (whole.length > 0) return whole;
  return own.length > 0 ? own : stepProblems(mapping);
}

function stepProblems({ pattern, readings }: OfFormat<'regex'>): FileProblem[] {
  const texts = new Set([pattern, ...readings.map((reading) => reading.pattern)]);
  const steps = [...texts].reduce((sum, text) => sum + (text === undefined ? 0 : patternOf(text).steps), 0);
  if (steps <= MAX_STEPS) return [];
  const path = pattern === undefined ? ['readings'] : ['pattern'];
  return [{ path, message: `too much to look for: ${steps} steps a letter, at most ${MAX_STEPS}` }];
}

function patternProblems(
  text: string,
  groups: Readonly<Record<string, string | number | undefined>>,
  at: Path,
): FileProblem[] {
  try {
    const pattern = patternOf(text);
    return Object.entries(groups).flatMap(([field, group]) =>
      group === undefined || pattern.hasGroup(group)
        ? []
        : [{ path: [...at, field], message: `the pattern has no group ${JSON.stringify(group)}` }],
    );
  } catch (error) {
    if (!(error instanceof PatternProblem)) throw error;
    return [{ path: [...at, 'pattern'], message: error.message }];
  }
}

function bitProblems(field: Parameters<typeof bitsIn>[0], at: Path): FileProblem[] {
  const { bit, bits, type } = field;
  if (bit === undefined && bits === undefined) return [];
  if (bit === undefined) return [{ path: [...at, 'bit'], message: 'which is the lowest of the bits?' }];
  if (!type.startsWith('uint'))
    return [{ path: [...at, 'bit'], message: 'bits are those of an unsigned number' }];
  const most = bitsIn(field);
  if (bit + (bits ?? 1) <= most) return [];
  return [{ path: [...at, 'bit'], message: `${type} has the bits 0 to ${most - 1}` }];
}

function unitProblems({ quantity, unit }: MappedReading, at: Path): FileProblem[] {
  if (canonicalOf(quantity, unit ?? '') !== undefined) return [];
  const accepted = acceptedUnits(quantity).join(', ') || 'no unit';
  const path = unit === undefined ? at : [...at, 'unit'];
  return [{ path, message: `${quantity} can't be in "${unit ?? ''}"; accepted: ${accepted}` }];
}

function rangeProblems({ min, max }: MappedReading, at: Path): FileProblem[] {
  if (min === undefined || max === undefined || min < max) return [];
  return [{ path: [...at, 'max'], message: `nothing is between ${min} and ${max}: max must be above min` }];
}

function channelProblems({ channelFromTopic: level }: MappedReading, topic: string, at: Path): FileProblem[] {
  if (level === undefined || levelAt(topic, level) !== undefined) return [];
  const names = levelNames(topic);
  const named = names.flatMap((name) => (name === undefined ? [] : `{${name}}`)).join(', ') || 'none';
  const message =
    typeof level === 'string'
      ? `the topic has no level {${level}}; it names ${named}`
      : `the topic has only the levels 0 to ${names.length - 1}`;
  return [{ path: [...at, 'channelFromTopic'], message }];
}
