import { levelNames } from '@/contracts/topic-filter';

/** What is wrong with a mapping, and where: `path` within it, such as `/readings/0/unit`; '' for all of it. */
export interface MappingProblem {
  readonly path: string;
  readonly message: string;
}

/** A reading as it is typed. */
export interface ReadingDraft {
  readonly key: number;
  readonly path: string;
  readonly quantity: string;
  readonly unit: string;
  readonly scale: string;
  readonly offset: string;
  /** What can be believed, in the quantity's own unit; '' for no limit of its own. */
  readonly min: string;
  readonly max: string;
  readonly channel: string;
  /** The topic level that is the channel: its name, or its place counted from 0; '' for none. */
  readonly level: string;
}

/** `availability`: a birth and a last will. */
export type MappingFormat = 'number' | 'json' | 'influx' | 'availability';

/** A mapping as it is typed: nothing of it is checked. */
export interface Draft {
  readonly topic: string;
  readonly format: MappingFormat;
  /** What is said when the sensor is there and when it is gone; '' for the usual words. */
  readonly online: string;
  readonly offline: string;
  readonly decimalSeparator: '.' | ',';
  readonly timePath: string;
  readonly timeFormat: string;
  readonly timeZone: string;
  readonly readings: readonly ReadingDraft[];
  /** What this form has no field for, kept as it is. */
  readonly rest: object;
}

let keys = 0;

export function emptyReading(path = ''): ReadingDraft {
  keys += 1;
  return {
    key: keys,
    path,
    quantity: 'temperature',
    unit: '°C',
    scale: '',
    offset: '',
    min: '',
    max: '',
    channel: '',
    level: '',
  };
}

export function emptyDraft(topic = ''): Draft {
  const time = { timePath: '', timeFormat: 'auto', timeZone: '' };
  const words = { online: '', offline: '', decimalSeparator: '.' } as const;
  return { topic, format: 'json', ...words, ...time, readings: [emptyReading()], rest: {} };
}

interface Definition {
  readonly topic: string;
  readonly format: MappingFormat;
  readonly online?: string;
  readonly offline?: string;
  readonly decimalSeparator?: '.' | ',';
  readonly timePath?: string;
  readonly timeFormat?: string;
  readonly timeZone?: string;
  readonly readings?: readonly {
    readonly path?: string;
    readonly quantity: string;
    readonly unit?: string | null;
    readonly scale?: number;
    readonly offset?: number;
    readonly min?: number;
    readonly max?: number;
    readonly channel?: string | null;
    readonly channelFromTopic?: number | string;
  }[];
}

/** The draft of a mapping that is stored. */
export function draftOf(definition: unknown): Draft {
  const { topic, format, readings, online = '', offline = '', ...others } = definition as Definition;
  const { decimalSeparator = '.', timePath = '', timeFormat = 'auto', timeZone = '', ...rest } = others;
  return {
    topic,
    format,
    online,
    offline,
    decimalSeparator,
    timePath,
    timeFormat,
    timeZone,
    rest,
    readings: (readings ?? [undefined]).map((reading) => ({
      ...emptyReading(reading?.path ?? ''),
      ...(reading !== undefined && {
        quantity: reading.quantity,
        unit: reading.unit ?? '',
        scale: reading.scale?.toString() ?? '',
        offset: reading.offset?.toString() ?? '',
        min: reading.min?.toString() ?? '',
        max: reading.max?.toString() ?? '',
        channel: reading.channel ?? '',
        level: levelText(reading.channelFromTopic, topic),
      }),
    })),
  };
}

/** The neutral form of what was typed. What is no number stays what it is: the server says so. */
export function definitionOf(draft: Draft): object {
  const isJson = draft.format === 'json';
  if (draft.format === 'availability') {
    return {
      topic: draft.topic,
      format: draft.format,
      ...(draft.online.trim() !== '' && { online: draft.online }),
      ...(draft.offline.trim() !== '' && { offline: draft.offline }),
    };
  }
  return {
    ...draft.rest,
    topic: draft.topic,
    format: draft.format,
    ...(draft.format !== 'influx' && draft.decimalSeparator === ',' && { decimalSeparator: ',' }),
    ...(isJson &&
      draft.timePath !== '' && {
        timePath: draft.timePath,
        timeFormat: draft.timeFormat,
        ...(draft.timeZone !== '' && { timeZone: draft.timeZone }),
      }),
    readings: draft.readings.map((reading) => ({
      ...(draft.format !== 'number' && { path: reading.path }),
      quantity: reading.quantity,
      unit: reading.unit === '' ? null : reading.unit,
      ...(reading.scale.trim() !== '' && { scale: numberIn(reading.scale) }),
      ...(reading.offset.trim() !== '' && { offset: numberIn(reading.offset) }),
      ...(reading.min.trim() !== '' && { min: numberIn(reading.min) }),
      ...(reading.max.trim() !== '' && { max: numberIn(reading.max) }),
      ...(reading.channel !== '' && reading.level === '' && { channel: reading.channel }),
      ...(reading.level !== '' && { channelFromTopic: levelOf(reading.level) }),
    })),
  };
}

/** A level that the topic names is known by its name. */
function levelText(level: number | string | undefined, topic: string): string {
  const name = typeof level === 'number' ? levelNames(topic)[level] : level;
  return name ?? level?.toString() ?? '';
}

function levelOf(level: string): number | string {
  return /^\d+$/.test(level) ? Number(level) : level;
}

function numberIn(text: string): number | string {
  const value = Number(text.trim().replace(',', '.'));
  return Number.isFinite(value) ? value : text;
}

/** What is wrong at this very place. */
export function problemAt(problems: readonly MappingProblem[], path: string): string | undefined {
  return problems.find((problem) => problem.path === path)?.message;
}
