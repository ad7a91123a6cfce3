import { type Refusal, refuse } from './refusal';

/** Decode reads no more than this of one message, but for the descriptions that some gateways send. */
export const MAX_PAYLOAD_BYTES = 65_536;
export const MAX_DESCRIPTION_BYTES = 1_048_576;
export const MAX_DEPTH = 64;
/** Values, counted by the signs between them. */
export const MAX_NODES = 10_000;
const MAX_DESCRIPTION_NODES = 200_000;

/** A payload as text and as JSON, each read once however many mappings ask. */
export interface Payload {
  readonly bytes: Uint8Array;
  text(): Read<string>;
  json(): Read<unknown>;
}

/** What was read, or why it could not be. */
export type Read<Value> = { readonly value: Value } | { readonly refusal: Refusal };

// Drops a BOM at the start, refuses what is not UTF-8.
const utf8 = new TextDecoder('utf-8', { fatal: true });

export function openPayload(bytes: Uint8Array, maxBytes = MAX_PAYLOAD_BYTES): Payload {
  return new OpenedPayload(bytes, maxBytes);
}

class OpenedPayload implements Payload {
  readonly bytes: Uint8Array;
  readonly #maxBytes: number;
  #text: Read<string> | undefined;
  #json: Read<unknown> | undefined;

  constructor(bytes: Uint8Array, maxBytes: number) {
    this.bytes = bytes;
    this.#maxBytes = maxBytes;
  }

  text(): Read<string> {
    this.#text ??= readText(this.bytes, this.#maxBytes);
    return this.#text;
  }

  json(): Read<unknown> {
    if (this.#json !== undefined) return this.#json;
    const text = this.text();
    const nodes = this.#maxBytes > MAX_PAYLOAD_BYTES ? MAX_DESCRIPTION_NODES : MAX_NODES;
    this.#json = 'refusal' in text ? text : readJson(text.value, nodes);
    return this.#json;
  }
}

function readText(bytes: Uint8Array, maxBytes: number): Read<string> {
  if (bytes.length > maxBytes) {
    return { refusal: refuse('TOO_LARGE', `${bytes.length} bytes, at most ${maxBytes} are read`) };
  }
  try {
    return { value: utf8.decode(bytes) };
  } catch {
    return { refusal: refuse('NOT_UTF8', 'the payload is not UTF-8 text') };
  }
}

function readJson(text: string, maxNodes: number): Read<unknown> {
  if (text === '') return { refusal: refuse('NO_VALUE', 'the payload is empty') };
  const excess = excessOf(text, maxNodes);
  if (excess !== undefined) return { refusal: excess };
  try {
    return { value: JSON.parse(withoutTrailingNuls(text)) };
  } catch (error) {
    return { refusal: refuse('BAD_JSON', error instanceof Error ? error.message.slice(0, 200) : 'not JSON') };
  }
}

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;

/** Why a text is too much to be parsed, told without parsing: what is inside strings doesn't count. */
function excessOf(text: string, maxNodes: number): Refusal | undefined {
  if (text.length <= MAX_DEPTH) return undefined;
  let depth = 0;
  let nodes = 1;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) quoted = !quoted;
    else if (quoted) index += code === BACKSLASH ? 1 : 0;
    else if (code === COMMA) nodes += 1;
    else if (isOpening(code)) {
      depth += 1;
      nodes += 1;
      if (depth > MAX_DEPTH) return refuse('TOO_DEEP', `more than ${MAX_DEPTH} levels of arrays and objects`);
    } else if (isClosing(code)) depth -= 1;
  }
  return nodes > maxNodes ? refuse('TOO_LARGE', `more than ${maxNodes} values`) : undefined;
}

function isOpening(code: number): boolean {
  return code === 91 || code === 123;
}

function isClosing(code: number): boolean {
  return code === 93 || code === 125;
}

/** C strings are sent with their terminator. */
function withoutTrailingNuls(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}
