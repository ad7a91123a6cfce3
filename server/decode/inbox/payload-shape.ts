import type { ShapeKind } from '@/contracts/inbox';
import { storable } from '../families/json-object';
import { fingerprint } from '../fingerprint';
import { isIdentity } from '../topic-pattern';

/** What a payload looks like, whatever its values are. */
export interface PayloadShape {
  readonly kind: ShapeKind;
  /** Of JSON: pointer and type; of key-value text: keys; of CSV: its separator and how many values; of bytes: how many. At most 40. */
  readonly fields: readonly string[];
}

/** What is longer is looked at no further: an inbox must not cost more than decoding does. */
const MOST_LOOKED_AT = 16 * 1024;
const MOST_FIELDS = 40;
const LONGEST_FIELD = 80;
const DEEPEST = 6;

const NUMBER = /^[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:e[+-]?\d{1,3})?\s?[^\d\s,;|:=]{0,8}$/i;
// A gap is looked at from its beginning alone, or a long one would be looked at from each of its places.
const BETWEEN_PAIRS = /[,;&\n]|(?<=\S)\s+(?=[A-Za-z_][\w.-]*[=:])/;
const LONGEST_PAIR = 160;
const PAIR = /^\s*([A-Za-z_][\w.-]{0,39})\s*[=:]\s*([^=:]{1,60})$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they tell bytes from text
const CONTROL = /[\x00-\x08\x0e-\x1f]/;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bounded in time and size, whatever the bytes are. */
export function payloadShape(payload: Uint8Array): PayloadShape {
  if (payload.length === 0) return { kind: 'empty', fields: [] };
  if (payload.length > MOST_LOOKED_AT) return { kind: 'large', fields: [] };
  const text = textOf(payload);
  if (text === undefined) return { kind: 'binary', fields: [`${payload.length}`] };
  const trimmed = text.trim();
  if (NUMBER.test(trimmed)) return { kind: 'number', fields: [] };
  return jsonShape(trimmed) ?? pairsShape(trimmed) ?? listShape(trimmed) ?? { kind: 'text', fields: [] };
}

/** 16 characters that are the same for the same shape. */
export function shapeName({ kind, fields }: PayloadShape): string {
  return shortName([kind, ...fields].join('\n'));
}

export function shortName(text: string): string {
  const { high, low } = fingerprint(text);
  return `${high.toString(16).padStart(8, '0')}${low.toString(16).padStart(8, '0')}`;
}

/** Undefined where the bytes are no text. */
export function textOf(payload: Uint8Array): string | undefined {
  try {
    const text = utf8.decode(payload);
    return CONTROL.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function jsonShape(text: string): PayloadShape | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    const fields = new Set<string>();
    gather(JSON.parse(text), '', 0, fields);
    return { kind: 'json', fields: [...fields].sort() };
  } catch {
    return undefined;
  }
}

/** What stands in a list is one field, and so is what stands below keys that are ids. */
function gather(value: unknown, pointer: string, depth: number, into: Set<string>): void {
  if (into.size >= MOST_FIELDS) return;
  if (typeof value !== 'object' || value === null) into.add(`${pointer} ${typeOf(value)}`);
  else if (depth === DEEPEST) into.add(`${pointer} …`);
  else if (Array.isArray(value))
    for (const inner of value.slice(0, MOST_FIELDS)) gather(inner, `${pointer}/*`, depth + 1, into);
  else {
    for (const [key, inner] of Object.entries(value).slice(0, 4 * MOST_FIELDS)) {
      gather(
        inner,
        storable(`${pointer}/${isIdentity(key) ? '*' : key}`.slice(0, LONGEST_FIELD)),
        depth + 1,
        into,
      );
    }
  }
}

/** A value that is missing now and then is the same field. */
function typeOf(value: unknown): string {
  return value === null ? 'number' : typeof value;
}

function pairsShape(text: string): PayloadShape | undefined {
  const parts = text.split(BETWEEN_PAIRS).filter((part) => part.trim() !== '');
  if (parts.length > MOST_FIELDS || parts.some(({ length }) => length > LONGEST_PAIR)) return undefined;
  const keys = parts.map((part) => PAIR.exec(part)?.[1]);
  return keys.some((key) => key === undefined)
    ? undefined
    : { kind: 'kv', fields: [...new Set(keys as string[])].sort() };
}

function listShape(text: string): PayloadShape | undefined {
  for (const separator of [';', '\t', '|', ',']) {
    const parts = text.split(separator);
    if (parts.length < 2 || parts.length > MOST_FIELDS) continue;
    const numbers = parts.filter((part) => NUMBER.test(part.trim())).length;
    if (numbers * 2 >= parts.length) return { kind: 'csv', fields: [separator, `${parts.length}`] };
  }
  return undefined;
}
