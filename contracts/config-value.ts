/** Settings of Kafka topics in people's units and back. Values are text, as Kafka has them: many exceed 2^53. */

export type ConfigKind = 'duration' | 'bytes' | 'count' | 'ratio' | 'switch' | 'choice' | 'text';

const UNLIMITED = '9223372036854775807';
const DURATIONS: readonly (readonly [unit: string, ms: bigint, words: readonly string[]])[] = [
  ['days', 86_400_000n, ['d', 'day', 'days']],
  ['h', 3_600_000n, ['h', 'hour', 'hours']],
  ['min', 60_000n, ['min', 'minute', 'minutes']],
  ['s', 1_000n, ['s', 'sec', 'second', 'seconds']],
  ['ms', 1n, ['ms', '']],
];
const LONGER: readonly (readonly [words: readonly string[], ms: bigint])[] = [
  [['w', 'week', 'weeks'], 604_800_000n],
  [['y', 'year', 'years'], 31_536_000_000n],
];
const SIZES: readonly (readonly [unit: string, bytes: bigint])[] = [
  ['TiB', 1n << 40n],
  ['GiB', 1n << 30n],
  ['MiB', 1n << 20n],
  ['KiB', 1n << 10n],
  ['TB', 10n ** 12n],
  ['GB', 10n ** 9n],
  ['MB', 10n ** 6n],
  ['kB', 1_000n],
  ['B', 1n],
];
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  'cleanup.policy': ['delete', 'compact', 'compact,delete'],
  'compression.type': ['producer', 'uncompressed', 'gzip', 'snappy', 'lz4', 'zstd'],
  'message.timestamp.type': ['CreateTime', 'LogAppendTime'],
};
/** What a special number means, by setting. */
const SPECIAL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'retention.ms': { '-1': 'for ever' },
  'retention.bytes': { '-1': 'none' },
  'local.retention.ms': { '-2': 'as retention.ms', '-1': 'for ever' },
  'local.retention.bytes': { '-2': 'as retention.bytes', '-1': 'none' },
  'flush.messages': { [UNLIMITED]: 'none' },
  'compression.gzip.level': { '-1': 'default' },
};

export function configKind(name: string, type: string): ConfigKind {
  if (CHOICES[name] !== undefined) return 'choice';
  if (type === 'boolean') return 'switch';
  if (!['int', 'short', 'long', 'double'].includes(type)) return 'text';
  if (name.endsWith('.ms')) return 'duration';
  if (name.endsWith('.bytes')) return 'bytes';
  return type === 'double' ? 'ratio' : 'count';
}

/** What can be chosen from; empty for a setting that is written. */
export function configChoices(name: string): readonly string[] {
  return CHOICES[name] ?? [];
}

/** A value in people's units; what is written reads back as the same value. */
export function configText(name: string, type: string, value: string): string {
  const special = specialOf(name)[value];
  if (special !== undefined) return special;
  const kind = configKind(name, type);
  if (!/^-?\d+$/.test(value)) return value;
  if (kind === 'duration') return value === UNLIMITED ? 'never' : durationOf(BigInt(value));
  return kind === 'bytes' ? sizeOf(BigInt(value)) : value;
}

/** As `configText`, of a value whose type nobody told: what is all digits counts. */
export function configValueText(name: string, value: string): string {
  return configText(name, 'long', value);
}

function specialOf(name: string): Readonly<Record<string, string>> {
  return SPECIAL[name] ?? {};
}

function durationOf(ms: bigint): string {
  const [unit, size] = DURATIONS.find(([, candidate]) => ms !== 0n && ms % candidate === 0n) ?? ['ms', 1n];
  const count = ms / size;
  return `${count} ${unit === 'days' && count === 1n ? 'day' : unit}`;
}

/** The unit that leaves the smallest number; of two alike the binary one. */
function sizeOf(bytes: bigint): string {
  const fitting = SIZES.filter(([, size]) => bytes !== 0n && bytes % size === 0n);
  const [unit, size] = fitting.reduce((best, one) => (one[1] > best[1] ? one : best), ['B', 1n] as const);
  return `${bytes / size} ${unit}`;
}

/** Why what was typed is no value of a setting, in a sentence for whoever typed it. */
export class BadConfigValue extends Error {}

/** What was typed, as Kafka writes it. Throws `BadConfigValue`. */
export function readConfigText(name: string, type: string, typed: string): string {
  const text = typed.trim();
  const special = Object.entries(specialOf(name)).find(([, words]) => words === text.toLowerCase());
  if (special !== undefined) return special[0];
  switch (configKind(name, type)) {
    case 'duration':
      return readDuration(text);
    case 'bytes':
      return readSize(text);
    case 'count':
      return readCount(text);
    case 'ratio':
      return readRatio(text);
    case 'switch':
      return readSwitch(text);
    case 'choice':
      return readChoice(name, text);
    default:
      return text;
  }
}

const AMOUNT = /^(-?\d+(?:[.,]\d+)?)\s*([a-zA-Z]*)$/;

function readDuration(text: string): string {
  if (text.toLowerCase() === 'never') return UNLIMITED;
  const [, amount, unit = ''] = AMOUNT.exec(ungrouped(text)) ?? [];
  const word = unit.toLowerCase();
  const size =
    DURATIONS.find(([, , words]) => words.includes(word))?.[1] ??
    LONGER.find(([words]) => words.includes(word))?.[1];
  if (amount === undefined || size === undefined)
    throw new BadConfigValue(`“${text}” is no length of time; write one such as 7 days, 12 h or 500 ms.`);
  return times(amount, size, text);
}

function readSize(text: string): string {
  const [, amount, unit = 'B'] = AMOUNT.exec(ungrouped(text)) ?? [];
  const size = SIZES.find(([name]) => name.toLowerCase() === (unit === '' ? 'b' : unit.toLowerCase()))?.[1];
  if (amount === undefined || size === undefined)
    throw new BadConfigValue(`“${text}” is no size; write one such as 1 GiB, 500 MB or 2048 B.`);
  return times(amount, size, text);
}

/** Exact: what is no whole number of the smallest unit is refused. */
function times(amount: string, size: bigint, text: string): string {
  const [whole = '0', fraction = ''] = amount.replace(',', '.').split('.');
  const scale = 10n ** BigInt(fraction.length);
  const scaled = BigInt(whole + fraction) * size;
  if (scaled % scale !== 0n) throw new BadConfigValue(`“${text}” is no whole number of its smallest unit.`);
  return String(scaled / scale);
}

function readCount(text: string): string {
  const digits = ungrouped(text);
  if (!/^-?\d+$/.test(digits)) throw new BadConfigValue(`“${text}” is no whole number.`);
  return digits;
}

function readRatio(text: string): string {
  const ratio = text.replace(',', '.');
  if (!/^\d+(\.\d+)?$/.test(ratio)) throw new BadConfigValue(`“${text}” is no number such as 0.5.`);
  return ratio;
}

function readSwitch(text: string): string {
  const word = text.toLowerCase();
  if (!['true', 'false'].includes(word)) throw new BadConfigValue(`“${text}” is neither true nor false.`);
  return word;
}

function readChoice(name: string, text: string): string {
  const parts = text.split(',').map((part) => part.trim());
  const wanted = parts.toSorted().join(',');
  const found = configChoices(name).find((choice) => choice.split(',').toSorted().join(',') === wanted);
  if (found === undefined)
    throw new BadConfigValue(`“${text}” is not one of ${configChoices(name).join(' | ')}.`);
  return found;
}

/** Digits may be grouped by spaces of any kind. */
function ungrouped(text: string): string {
  return text.replace(/(?<=\d)[\s\u00a0\u202f](?=\d)/g, '');
}
