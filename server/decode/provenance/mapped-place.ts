import { pointerTokens } from '@/contracts/json-pointer';
import type { BinaryField } from '@/contracts/mapping-parts';
import { binaryReader, bitsIn } from '../binary-field';
import { bytesIn, viewOf } from '../bytes-in';
import type { Payload } from '../payload';
import { type JsonLeaf, type Place, placeAt } from './json-places';
import type { MappedRule, Sent } from './mapped-value';
import { narrowed, textPlace } from './text-place';

/** Where a mapping itself says that its value stands. */
export interface SentAt extends Sent {
  readonly place: Place | undefined;
  /** The place is one of bytes, not of characters. */
  readonly isBytes: boolean;
}

/** Undefined where the mapping names no place, or nothing stands there. `row`: of a text of rows, which of them. */
export function sentAt(payload: Payload, of: MappedRule, row: number | undefined): SentAt | undefined {
  const { mapping, rule } = of;
  if (mapping.format === 'binary' && 'binary' in rule && rule.binary !== undefined)
    return inBytes(payload, rule.binary, mapping.encoding);
  const text = payload.text();
  if ('refusal' in text) return undefined;
  if (mapping.format === 'json' && 'path' in rule && rule.path !== undefined)
    return inJson(text.value, of, rule.path);
  const place = textPlace(text.value, of, row);
  if (place === undefined) return undefined;
  const written = text.value.slice(place.start, place.end);
  return { place, written, sent: written, isBytes: false };
}

function inJson(text: string, of: MappedRule, path: string): SentAt | undefined {
  const leaf = placeAt(text, pointerTokens(path));
  if (leaf === undefined) return undefined;
  const sent = readLeaf(text, leaf);
  const { encoding, binary } = of.rule as { encoding?: 'base64' | 'hex'; binary?: BinaryField };
  if (encoding === undefined || binary === undefined) {
    // What is written with escapes stands whole.
    const place = sent === text.slice(leaf.start, leaf.end) ? narrowed(text, leaf, of) : leaf;
    return { place, written: text.slice(place.start, place.end), sent, isBytes: false };
  }
  const bytes = typeof sent === 'string' ? bytesIn(sent, encoding) : undefined;
  const number = bytes && binaryReader(binary)(bytes);
  return number === undefined
    ? undefined
    : { place: leaf, written: `${number}`, sent: number, isBytes: false };
}

function readLeaf(text: string, { kind, start, end }: JsonLeaf): unknown {
  return JSON.parse(kind === 'string' ? text.slice(start - 1, end + 1) : text.slice(start, end));
}

function inBytes(
  payload: Payload,
  field: BinaryField,
  encoding: 'base64' | 'hex' | undefined,
): SentAt | undefined {
  const text = payload.text();
  const written = encoding === undefined || 'refusal' in text ? undefined : text.value;
  const bytes = encoding === undefined ? viewOf(payload.bytes) : bytesIn(written ?? '', encoding);
  const number = bytes && binaryReader(field)(bytes);
  if (number === undefined) return undefined;
  const place = { start: field.offset, end: field.offset + bitsIn(field) / 8 };
  const sent = { written: `${number}`, sent: number };
  if (encoding === undefined) return { ...sent, place, isBytes: true };
  return { ...sent, place: inCharacters(written ?? '', place, encoding), isBytes: false };
}

const PER_BYTE = { hex: 2, base64: 4 / 3 } as const;

/** The characters that bytes are written in; undefined where something else stands between them. */
function inCharacters(text: string, { start, end }: Place, encoding: 'base64' | 'hex'): Place | undefined {
  const [, before = '', digits = ''] = /^(\s*)(\S+)\s*$/.exec(text) ?? [];
  const each = PER_BYTE[encoding];
  const place = { start: Math.floor(start * each), end: Math.ceil(end * each) };
  if (digits.includes(':') || place.end > digits.length) return undefined;
  return { start: before.length + place.start, end: before.length + place.end };
}
