import { MAX_DEPTH, MAX_PAYLOAD_BYTES, type Read } from './payload';
import { refuse } from './refusal';

/** More than any message that is meant to be read. */
const MOST_NODES = 10_000;
const INDEFINITE = 31;
const BREAK = 0xff;
// Major types, all but numbers, tags and what is simple.
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
// Tags of what isn't as it stands.
const POSITIVE_BIGNUM = 2;
const NEGATIVE_BIGNUM = 3;
const DECIMAL_FRACTION = 4;
const BINARY_FRACTION = 5;
/** Longer ones are beyond any number. */
const LONGEST_BIGNUM_BYTES = 128;

class NotCbor extends Error {}

/**
 * CBOR (RFC 8949) as sensors send it: numbers, texts, arrays and maps, long numbers and fractions too; a map with the keys of its own
 * objects as texts. Bytes come as they are. Bounded in size, depth and nodes; what is anything else is refused.
 */
export function readCbor(bytes: Uint8Array): Read<unknown> {
  if (bytes.length > MAX_PAYLOAD_BYTES) {
    return { refusal: refuse('TOO_LARGE', `${bytes.length} bytes, at most ${MAX_PAYLOAD_BYTES} are read`) };
  }
  try {
    const reader = new Reader(bytes);
    const value = reader.item(0);
    if (!reader.atEnd) throw new NotCbor('something follows the value');
    return { value };
  } catch (error) {
    if (error instanceof NotCbor) return { refusal: refuse('SCHEMA', `not CBOR: ${error.message}`) };
    throw error;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  #nodes = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  item(depth: number): unknown {
    this.#nodes += 1;
    if (depth > MAX_DEPTH) throw new NotCbor('nested too deep');
    if (this.#nodes > MOST_NODES) throw new NotCbor('too many values');
    const head = this.#byte();
    const kind = head >> 5;
    const info = head & 31;
    if (kind === 7) return this.#simple(info);
    const isOpen = info === INDEFINITE && kind >= BYTES && kind <= MAP;
    const argument = isOpen ? Number.POSITIVE_INFINITY : this.#argument(info);
    switch (kind) {
      case 0:
        return argument;
      case 1:
        return -1 - argument;
      case BYTES:
        return isOpen ? this.#chunks(BYTES) : this.#take(argument);
      case TEXT:
        return textOf(isOpen ? this.#chunks(TEXT) : this.#take(argument));
      case ARRAY:
        return this.#array(argument, depth);
      case MAP:
        return this.#map(argument, depth);
      default:
        return this.#tagged(argument, depth);
    }
  }

  #array(length: number, depth: number): unknown[] {
    const items: unknown[] = [];
    while (items.length < length && !this.#ends(length)) items.push(this.item(depth + 1));
    return items;
  }

  #map(length: number, depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    while (entries.length < length && !this.#ends(length)) {
      const key = this.item(depth + 1);
      if (typeof key !== 'string' && typeof key !== 'number')
        throw new NotCbor('a key that is no text or number');
      entries.push([String(key), this.item(depth + 1)]);
    }
    // Makes properties of its own even of __proto__.
    return Object.fromEntries(entries);
  }

  /** Only what was begun without a length ends by a mark. */
  #ends(length: number): boolean {
    if (Number.isFinite(length) || this.#bytes[this.#at] !== BREAK) return false;
    this.#at += 1;
    return true;
  }

  #tagged(tag: number, depth: number): unknown {
    const value = this.item(depth + 1);
    if (tag === POSITIVE_BIGNUM || tag === NEGATIVE_BIGNUM) return bignum(value, tag === NEGATIVE_BIGNUM);
    if (tag !== DECIMAL_FRACTION && tag !== BINARY_FRACTION) return value;
    const [exponent, mantissa] = Array.isArray(value) ? value : [];
    if (typeof exponent !== 'number' || typeof mantissa !== 'number') throw new NotCbor('no fraction');
    return tag === DECIMAL_FRACTION ? Number(`${mantissa}e${exponent}`) : mantissa * 2 ** exponent;
  }

  /** What was begun without a length comes in pieces that have one. */
  #chunks(kind: number): Uint8Array {
    const chunks: Uint8Array[] = [];
    while (!this.#ends(Number.POSITIVE_INFINITY)) {
      const head = this.#byte();
      this.#nodes += 1;
      if (head >> 5 !== kind || this.#nodes > MOST_NODES) throw new NotCbor('a piece of another kind');
      chunks.push(this.#take(this.#argument(head & 31)));
    }
    return Buffer.concat(chunks);
  }

  #simple(info: number): unknown {
    if (info === 20 || info === 21) return info === 21;
    if (info === 22) return null;
    if (info === 25) return half(this.#number(2, (at) => this.#view.getUint16(at)));
    if (info === 26) return this.#number(4, (at) => this.#view.getFloat32(at));
    if (info === 27) return this.#number(8, (at) => this.#view.getFloat64(at));
    if (info === 23) return undefined;
    throw new NotCbor('a simple value without a meaning');
  }

  #argument(info: number): number {
    if (info < 24) return info;
    if (info === 24) return this.#byte();
    if (info === 25) return this.#number(2, (at) => this.#view.getUint16(at));
    if (info === 26) return this.#number(4, (at) => this.#view.getUint32(at));
    if (info === 27) return this.#number(8, (at) => Number(this.#view.getBigUint64(at)));
    throw new NotCbor('a length that means nothing here');
  }

  #take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw new NotCbor('it ends too soon');
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }

  #byte(): number {
    return this.#number(1, (at) => this.#view.getUint8(at));
  }

  #number(size: number, read: (at: number) => number): number {
    const at = this.#at;
    this.#take(size);
    return read(at);
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new NotCbor('a text that is not UTF-8');
  }
}

/** A whole number of any length. */
function bignum(bytes: unknown, isNegative: boolean): number {
  if (!(bytes instanceof Uint8Array) || bytes.length > LONGEST_BIGNUM_BYTES)
    throw new NotCbor('no whole number');
  const number = Number(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
  return isNegative ? -1 - number : number;
}

/** A number in 16 bits: a sign, five bits of exponent, ten of fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
