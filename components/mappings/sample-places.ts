import { pointerTokens } from '@/contracts/json-pointer';
import type { MappingFormat } from '@/contracts/mapping';
import type { MappingSample } from '@/contracts/mapping-preview';
import type { Draft } from './draft';
import type { Typed } from './typed-fields';

const MOST_PLACES = 80;
const LONGEST = 80;

/** A line of the sample: a value that can become a reading, or a name that others stand below. */
export interface SamplePlace {
  readonly id: string;
  /** The last part of where it stands. */
  readonly name: string;
  readonly depth: number;
  /** Undefined: a name alone. */
  readonly text: string | undefined;
  readonly isNumeric: boolean;
  /** What a reading of it says of its place; undefined where none can be. */
  readonly place: Typed | undefined;
}

type Shape = Pick<Draft, 'format' | 'typed'>;

/** The places of a message, as its format has them, in its order. */
export function placesOf(sample: MappingSample, { format, typed }: Shape): readonly SamplePlace[] {
  if (format === 'json') return jsonPlaces(sample);
  if (format === 'binary') return bytePlaces(sample, typed);
  const { text } = sample;
  if (text === null) return [];
  if (format === 'csv') return columnPlaces(text, typed);
  if (format === 'kv') return pairPlaces(text, typed);
  if (format === 'influx') return fieldPlaces(text);
  return [wholePlace(text.trim(), format)];
}

/** Where a value stands, as people read it: `$.sensor.t`, `column 3`. */
export function placeText(format: MappingFormat, typed: Typed): string {
  const path = typed.path ?? '';
  if (format === 'json') return path === '' ? '' : `$${path.replaceAll('/', '.')}`;
  if (format === 'csv') return path !== '' || !typed.index ? path : `column ${Number(typed.index) + 1}`;
  if (format === 'regex') return `group ${typed.group || '1'}`;
  if (format === 'binary') return typed['binary.offset'] ? `byte ${typed['binary.offset']}` : '';
  return format === 'number' || format === 'bool' ? 'the message' : path;
}

function jsonPlaces({ leaves }: MappingSample): readonly SamplePlace[] {
  const places: SamplePlace[] = [];
  const named = new Set<string>();
  for (const { pointer, text, isNumeric } of leaves) {
    const parts = pointerTokens(pointer);
    parts.slice(0, -1).forEach((part, depth) => {
      const id = `/${parts.slice(0, depth + 1).join('/')}`;
      if (!named.has(id)) places.push(branch(id, part, depth));
      named.add(id);
    });
    const name = pointer === '' ? 'the message' : (parts.at(-1) ?? '');
    const place = pointer === '' ? undefined : { path: pointer };
    places.push({ id: pointer, name, depth: Math.max(0, parts.length - 1), text, isNumeric, place });
  }
  return places;
}

function branch(id: string, name: string, depth: number): SamplePlace {
  return { id, name, depth, text: undefined, isNumeric: false, place: undefined };
}

function columnPlaces(text: string, { separator = '', header = '' }: Typed): readonly SamplePlace[] {
  const rows = text.split(/\r?\n/).filter((row) => row !== '');
  const cells = (row = '') => row.split(separator === '' ? ',' : separator.replaceAll('\\t', '\t'));
  const names = header === 'yes' ? cells(rows[0]) : [];
  return cells(rows.at(-1))
    .slice(0, MOST_PLACES)
    .map((cell, index) => {
      const name = names[index]?.trim();
      const place = name === undefined ? { index: String(index) } : { path: name };
      return leaf(name ?? `column ${index + 1}`, cell, place);
    });
}

function pairPlaces(text: string, { pairSeparator = '', keySeparator = '' }: Typed): readonly SamplePlace[] {
  const between = keySeparator === '' ? '=' : keySeparator;
  return text
    .split(pairSeparator === '' ? /\s+/ : pairSeparator.replaceAll('\\t', '\t').replaceAll('\\n', '\n'))
    .flatMap((pair) => {
      const at = pair.indexOf(between);
      const name = pair.slice(0, at).trim();
      return at < 0 || name === '' ? [] : [leaf(name, pair.slice(at + between.length), { path: name })];
    })
    .slice(0, MOST_PLACES);
}

/** The fields of the first line of InfluxDB's line protocol; what quotation marks and backslashes do is the server's to know. */
function fieldPlaces(text: string): readonly SamplePlace[] {
  const fields = text.split('\n')[0]?.split(' ')[1] ?? '';
  return fields
    .split(',')
    .flatMap((field) => {
      const [name = '', value] = field.split('=');
      return value === undefined ? [] : [leaf(name, value.replace(/[iu]$/, ''), { path: name })];
    })
    .slice(0, MOST_PLACES);
}

function bytePlaces({ bytesShown }: MappingSample, { encoding = '' }: Typed): readonly SamplePlace[] {
  const bytes = bytesShown.match(/../g) ?? [];
  const sent = encoding === '' ? bytes : decoded(bytes, encoding);
  return sent.map((byte, offset) => ({
    ...leaf(`byte ${offset}`, byte, { 'binary.offset': String(offset), 'binary.type': 'uint8' }),
    isNumeric: true,
  }));
}

/** Bytes that are sent as text, as far as what is shown of it goes. */
function decoded(bytes: readonly string[], encoding: string): readonly string[] {
  const text = bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join('');
  if (encoding === 'hex') return text.replaceAll(/[^0-9a-fA-F]/g, '').match(/../g) ?? [];
  const whole = text.slice(0, text.length - (text.length % 4));
  try {
    return [...atob(whole)].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0'));
  } catch {
    return [];
  }
}

function wholePlace(text: string, format: MappingFormat): SamplePlace {
  const isOneValue = format === 'number' || format === 'bool';
  return { ...leaf('the message', text, {}), place: isOneValue ? {} : undefined };
}

function leaf(name: string, text: string, place: Typed): SamplePlace {
  const isNumeric = /^\s*[+-]?\d/.test(text);
  return { id: name, name, depth: 0, text: text.trim().slice(0, LONGEST), isNumeric, place };
}
