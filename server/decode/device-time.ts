import type { TimeFormat } from '@/contracts/mapping-parts';
import { zonedTime } from '@/contracts/zoned-time';
import { numberFrom } from './number-text';

/** A time that a message carries, µs since 1970 cut to whole ms (C2), and whether a zone had to be applied to it. */
export interface Stamp {
  readonly micros: number;
  readonly kind: 'explicit' | 'zoned';
  /** The format has another way to say that there is no clock: also a time before 2015 is what was sent. */
  readonly isMeant?: true;
}

export interface TimeRules {
  readonly format: TimeFormat;
  /** Zone of stamps without an offset; without one they are no time. */
  readonly zone: string | undefined;
}

// 2026-11-21T10:32:00.123+01:00, with a space for the T, 2026.11.21, no seconds, +0100, +01, Z, UTC or GMT.
const ISO =
  /^(\d{4})[-./](\d{2})[-./](\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;
// 20261121T103200Z
const BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(?:(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?:\d{2})?)?$/i;

const SECONDS_BELOW = 1e11;
const MILLIS_BELOW = 1e14;
const MICROS_BELOW = 1e17;
// Nanoseconds in a text: a number can't hold all of their digits, and would round what is to be cut.
const NANOS = /^(\d{12,})\d{6}$/;

/** The stamp in a value; undefined when there is none, it is 0, or it is no time. */
export function stampFrom(value: unknown, rules: TimeRules, receivedMs: number): Stamp | undefined {
  const { format } = rules;
  if (format === 'iso8601' || format === 'iso8601-local') return isoStamp(value, rules, receivedMs);
  const mayBeNanos = typeof value === 'string' && (format === 'auto' || format === 'unix_ns');
  const millis = mayBeNanos ? NANOS.exec(value.trim())?.[1] : undefined;
  if (millis !== undefined) return epochStamp(Number(millis), 'unix_ms');
  const epoch = typeof value === 'string' ? numberFrom(value) : value;
  if (typeof epoch === 'number') return epochStamp(epoch, format);
  return format === 'auto' ? isoStamp(value, rules, receivedMs) : undefined;
}

function epochStamp(
  epoch: number,
  format: Exclude<TimeFormat, 'iso8601' | 'iso8601-local'>,
): Stamp | undefined {
  if (!Number.isFinite(epoch) || epoch === 0) return undefined;
  const scale = format === 'auto' ? bySize(Math.abs(epoch)) : format;
  // To whole µs first: 1764199800.123 s × 1000 is a hair below …123 ms.
  const micros = Math.round(microsOf(epoch, scale));
  return { micros: Math.floor(micros / 1000) * 1000, kind: 'explicit' };
}

function bySize(size: number): 'unix_s' | 'unix_ms' | 'unix_us' | 'unix_ns' {
  if (size < SECONDS_BELOW) return 'unix_s';
  if (size < MILLIS_BELOW) return 'unix_ms';
  return size < MICROS_BELOW ? 'unix_us' : 'unix_ns';
}

function microsOf(epoch: number, scale: 'unix_s' | 'unix_ms' | 'unix_us' | 'unix_ns'): number {
  if (scale === 'unix_s') return epoch * 1_000_000;
  if (scale === 'unix_ms') return epoch * 1000;
  return scale === 'unix_us' ? epoch : epoch / 1000;
}

function isoStamp(value: unknown, { zone }: TimeRules, receivedMs: number): Stamp | undefined {
  if (typeof value !== 'string' || value.length > 64) return undefined;
  const text = value.trim();
  const match = ISO.exec(text) ?? BASIC.exec(text);
  const wallMs = match === null ? undefined : wallClock(match);
  if (wallMs === undefined) return undefined;
  const offset = match?.[8];
  if (offset !== undefined) return { micros: (wallMs - offsetMs(offset)) * 1000, kind: 'explicit' };
  if (zone === undefined) return undefined;
  return { micros: zonedTime(wallMs, zone, receivedMs) * 1000, kind: 'zoned' };
}

/** The digits as if they were UTC; undefined for a day or hour that no calendar has. */
function wallClock(match: RegExpExecArray): number | undefined {
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((digits) => Number(digits ?? 0));
  const millis = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const midnight = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  if (midnight.getUTCMonth() + 1 !== month || midnight.getUTCDate() !== day) return undefined;
  // A leap second is written 60.
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 60) return undefined;
  return midnight.getTime() + (((hour ?? 0) * 60 + (minute ?? 0)) * 60 + (second ?? 0)) * 1000 + millis;
}

function offsetMs(offset: string): number {
  if (/^[ZUG]/i.test(offset)) return 0;
  const sign = offset.startsWith('-') ? -1 : 1;
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}
