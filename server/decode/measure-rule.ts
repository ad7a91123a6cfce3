import { convert, isIdentity } from '@/contracts/conversion';
import type { MappedValue } from '@/contracts/mapping';
import type { Measure } from '@/contracts/reading';
import { levelAt } from '@/contracts/topic-filter';
import { type Canonical, canonicalOf } from '@/contracts/units';
import { type NumberRules, numberFrom, withoutNegativeZero } from './number-text';
import { trimPadding } from './trim-padding';

const MAX_CHANNEL = 120;

/** How a mapping reads what is sent: numbers and words. */
export interface SentRules extends NumberRules {
  readonly caseInsensitive?: boolean | undefined;
}

/** One value of a mapping, ready to be applied. */
export interface MeasureRule {
  /**
   * The measure that a text, number or boolean is; undefined for whatever is none, and when scaling leaves the finite. `from`:
   * the channel that the message itself names.
   */
  measure(sent: unknown, levels: readonly string[], from?: unknown): Measure | undefined;
}

/** Throws for a quantity or unit that `mapping apply` would have refused. */
export function measureRule(
  value: MappedValue,
  topic: string,
  rules: SentRules = {},
  rawOf: (sent: unknown) => number | undefined = rawReader(value, rules),
): MeasureRule {
  const sentUnit = value.unit ?? '';
  const canonical = canonicalOf(value.quantity, sentUnit);
  if (canonical === undefined) throw new Error(`${value.quantity} can't be measured in "${sentUnit}"`);
  const scaled = scaling(value, canonical);
  const channelAt = channelOf(value, topic);
  const { unit, hard } = canonical;
  const [least, most] = [Math.max(hard[0], value.min ?? hard[0]), Math.min(hard[1], value.max ?? hard[1])];
  return {
    measure: (sent, levels, from) => {
      const raw = rawOf(sent);
      const result = raw === undefined ? Number.NaN : scaled(raw);
      if (!Number.isFinite(result)) return undefined;
      const channel = sentChannel(from) ?? channelAt(levels);
      const measure = { quantity: value.quantity, channel, value: result, unit };
      return result < least || result > most ? { ...measure, quality: 'implausible' } : measure;
    },
  };
}

/** What words mean, as a table of what is sent. */
export function wordTable(
  words: ReadonlyMap<string, number>,
  isCaseless: boolean,
): (sent: unknown) => number | undefined {
  const plain = (word: string) => (isCaseless ? word.toLowerCase() : word);
  const table = new Map([...words].map(([word, number]) => [plain(word), number]));
  return (sent) => {
    const text = sentText(sent);
    return text === undefined ? undefined : table.get(plain(text));
  };
}

/** What a text, number or boolean looks like as it was sent, without what pads it; undefined for anything else. */
export function sentText(sent: unknown): string | undefined {
  if (typeof sent === 'string') return trimPadding(sent);
  return typeof sent === 'number' || typeof sent === 'boolean' ? String(sent) : undefined;
}

/** By the value's table, where it has one; else as a number. */
function rawReader(value: MappedValue, rules: SentRules): (sent: unknown) => number | undefined {
  if ('values' in value && value.values !== undefined)
    return wordTable(new Map(Object.entries(value.values)), rules.caseInsensitive === true);
  const unit = value.unit ?? '';
  return (sent) => rawNumber(sent, rules, unit);
}

/** The number in a JSON value or text, by C3 and C4; undefined for whatever is no number. */
export function rawNumber(value: unknown, rules: NumberRules, unit: string): number | undefined {
  if (typeof value === 'string') return numberFrom(value, rules, unit);
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return withoutNegativeZero(value);
}

function scaling({ scale = 1, offset = 0 }: MappedValue, { conversion }: Canonical): (raw: number) => number {
  const untouched = scale === 1 && offset === 0 && isIdentity(conversion);
  if (untouched) return (raw) => raw;
  return (raw) => withoutNegativeZero(rounded(convert(raw * scale + offset, conversion)));
}

/** 15 digits are what a double holds: beyond them stands only the noise of the arithmetic. */
export function rounded(value: number): number {
  return Number(value.toPrecision(15));
}

function channelOf(
  { channel, channelFromTopic }: MappedValue,
  topic: string,
): (levels: readonly string[]) => string | null {
  const place = channelFromTopic === undefined ? undefined : levelAt(topic, channelFromTopic);
  if (place === undefined) return () => channel ?? null;
  return (levels) => levels[place]?.slice(0, MAX_CHANNEL) || (channel ?? null);
}

/** PostgreSQL takes no NUL. */
function sentChannel(from: unknown): string | undefined {
  return sentText(from)?.replaceAll('\0', '').slice(0, MAX_CHANNEL) || undefined;
}
