import type { Payload, Read } from '../payload';
import { refuse } from '../refusal';

/** A JSON object, read by its own properties alone. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The object that a payload is; refused where it is anything else. */
export function objectIn(payload: Payload): Read<JsonObject> {
  const read = payload.json();
  if ('refusal' in read) return read;
  if (isObject(read.value)) return { value: read.value };
  return { refusal: refuse('BAD_JSON', 'a JSON object was expected') };
}

/** A text property that says something; undefined for anything else. */
export function textOf(object: JsonObject, key: string, maxLength = 200): string | undefined {
  const value = own(object, key);
  if (typeof value !== 'string') return undefined;
  const text = storable(value).trim().slice(0, maxLength);
  return text === '' ? undefined : text;
}

const SUSPECT = /[\0\ud800-\udfff]/;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Without what PostgreSQL can't keep: NULs and halves of a surrogate pair. */
export function storable(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return decoder.decode(encoder.encode(text.replaceAll('\0', '')));
}
