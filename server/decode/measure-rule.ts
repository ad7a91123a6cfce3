import { convert, isIdentity } from '@/contracts/conversion';
import type { MappedValue } from '@/contracts/mapping';
import type { Measure } from '@/contracts/reading';
import { levelAt } from '@/contracts/topic-filter';
import { type Canonical, canonicalOf } from '@/contracts/units';
import { type NumberRules, numberFrom, withoutNegativeZero } from './number-text';

const MAX_CHANNEL = 120;

/** One value of a mapping, ready to be applied. */
export interface MeasureRule {
  /** The unit that may follow a number, where a mapping allows that. */
  readonly sentUnit: string;
  /** The measure that a raw number is; undefined when scaling leaves the finite. */
  measure(raw: number, levels: readonly string[]): Measure | undefined;
}

/** Throws for a quantity or unit that `mapping apply` would have refused. */
export function measureRule(value: MappedValue, topic: string): MeasureRule {
  const sentUnit = value.unit ?? '';
  const canonical = canonicalOf(value.quantity, sentUnit);
  if (canonical === undefined) throw new Error(`${value.quantity} can't be measured in "${sentUnit}"`);
  const scaled = scaling(value, canonical);
  const channelAt = channelOf(value, topic);
  const { unit, hard } = canonical;
  const [least, most] = [Math.max(hard[0], value.min ?? hard[0]), Math.min(hard[1], value.max ?? hard[1])];
  return {
    sentUnit,
    measure: (raw, levels) => {
      const result = scaled(raw);
      if (!Number.isFinite(result)) return undefined;
      const measure = { quantity: value.quantity, channel: channelAt(levels), value: result, unit };
      return result < least || result > most ? { ...measure, quality: 'implausible' } : measure;
    },
  };
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
