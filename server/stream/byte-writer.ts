const NO_TAGS = 0;

/** Writes Kafka's wire types into one growing buffer. */
export class ByteWriter {
  #bytes: Buffer;
  #length = 0;

  constructor(capacity = 256) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** What was written. Shares memory with the writer. */
  written(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  int8(value: number): this {
    this.#length = this.#room(1).writeInt8(value, this.#length);
    return this;
  }

  int16(value: number): this {
    this.#length = this.#room(2).writeInt16BE(value, this.#length);
    return this;
  }

  int32(value: number): this {
    this.#length = this.#room(4).writeInt32BE(value, this.#length);
    return this;
  }

  /** Exact up to 2^53. */
  int64(value: number): this {
    this.#room(8).writeInt32BE(Math.floor(value / 2 ** 32), this.#length);
    this.#length = this.#bytes.writeUInt32BE(value >>> 0, this.#length + 4);
    return this;
  }

  boolean(value: boolean): this {
    return this.int8(value ? 1 : 0);
  }

  unsignedVarint(value: number): this {
    const bytes = this.#room(5);
    let rest = value >>> 0;
    let at = this.#length;
    while (rest > 0x7f) {
      bytes[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    bytes[at++] = rest;
    this.#length = at;
    return this;
  }

  /** Zigzag, for values of up to 32 bits. */
  varint(value: number): this {
    return this.unsignedVarint((value << 1) ^ (value >> 31));
  }

  /** Zigzag, for values of up to 52 bits. */
  varlong(value: number): this {
    if (value >= -0x40000000 && value < 0x40000000) return this.varint(value);
    let rest = value < 0 ? -2n * BigInt(value) - 1n : 2n * BigInt(value);
    while (rest > 0x7fn) {
      this.int8(Number(rest & 0x7fn) - 0x80);
      rest >>= 7n;
    }
    return this.int8(Number(rest));
  }

  raw(value: Uint8Array): this {
    this.#room(value.length).set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  text(value: string, byteLength: number): this {
    this.#room(byteLength).utf8Write(value, this.#length, byteLength);
    this.#length += byteLength;
    return this;
  }

  string(value: string): this {
    const byteLength = Buffer.byteLength(value);
    return this.int16(byteLength).text(value, byteLength);
  }

  compactString(value: string): this {
    const byteLength = Buffer.byteLength(value);
    return this.unsignedVarint(byteLength + 1).text(value, byteLength);
  }

  compactNull(): this {
    return this.unsignedVarint(0);
  }

  /** The length of a compact array; its elements follow. -1 is null. */
  compactLength(length: number): this {
    return this.unsignedVarint(length + 1);
  }

  compactArray<Item>(items: readonly Item[], write: (to: this, item: Item) => void): this {
    this.compactLength(items.length);
    for (const item of items) write(this, item);
    return this;
  }

  noTags(): this {
    return this.unsignedVarint(NO_TAGS);
  }

  #room(needed: number): Buffer & { utf8Write(text: string, at: number, length: number): number } {
    if (this.#length + needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + needed));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    return this.#bytes as Buffer & { utf8Write(text: string, at: number, length: number): number };
  }
}
