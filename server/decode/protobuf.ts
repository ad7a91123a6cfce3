/** Not the wire format of protocol buffers. */
export class NotProtobuf extends Error {}

/** A field as it stands on the wire. */
export interface WireField {
  readonly number: number;
  /** A varint, as 64 bits without a sign; else the bytes. */
  readonly value: bigint | Uint8Array;
}

/** The fields of a message in their order, at most `most` of them. Throws NotProtobuf. */
export function* wireFields(bytes: Uint8Array, most: number): Generator<WireField> {
  const reader = new WireReader(bytes);
  for (let count = 0; count < most && !reader.atEnd; count += 1) yield reader.field();
}

const LONGEST_VARINT = 10;

class WireReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  field(): WireField {
    const tag = Number(this.#varint());
    const number = Math.floor(tag / 8);
    if (number === 0 || number > 0x1fff_ffff) throw new NotProtobuf('a field without a number');
    switch (tag % 8) {
      case 0:
        return { number, value: this.#varint() };
      case 1:
        return { number, value: this.#take(8) };
      case 2:
        return { number, value: this.#take(Number(this.#varint())) };
      case 5:
        return { number, value: this.#take(4) };
      default:
        throw new NotProtobuf('a field of no known kind');
    }
  }

  #varint(): bigint {
    let value = 0n;
    for (let index = 0; index < LONGEST_VARINT; index += 1) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new NotProtobuf('it ends too soon');
      this.#at += 1;
      value |= BigInt(byte & 0x7f) << BigInt(7 * index);
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new NotProtobuf('a number without an end');
  }

  #take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw new NotProtobuf('it ends too soon');
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }
}
