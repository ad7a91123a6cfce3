/** Reads Kafka's wire types from a buffer, front to back. Reading past the end throws a RangeError. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get position(): number {
    return this.#at;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  skip(bytes: number): this {
    this.#at += bytes;
    return this;
  }

  int8(): number {
    return this.#bytes.readInt8(this.#at++);
  }

  int16(): number {
    this.#at += 2;
    return this.#bytes.readInt16BE(this.#at - 2);
  }

  int32(): number {
    this.#at += 4;
    return this.#bytes.readInt32BE(this.#at - 4);
  }

  /** Exact up to 2^53. */
  int64(): number {
    this.#at += 8;
    return this.#bytes.readInt32BE(this.#at - 8) * 2 ** 32 + this.#bytes.readUInt32BE(this.#at - 4);
  }

  boolean(): boolean {
    return this.int8() !== 0;
  }

  unsignedVarint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new RangeError('a varint longer than 5 bytes');
  }

  /** Zigzag, up to 32 bits. */
  varint(): number {
    const value = this.unsignedVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** Zigzag, up to 52 bits. */
  varlong(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 63; scale *= 128) {
      const byte = this.#byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
    throw new RangeError('a varlong longer than 10 bytes');
  }

  /** Shares memory with what is read. */
  raw(length: number): Buffer {
    if (length < 0 || length > this.left) throw new RangeError(`${length} bytes of ${this.left}`);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text(length: number): string {
    return this.raw(length).toString('utf8');
  }

  string(): string | null {
    const length = this.int16();
    return length < 0 ? null : this.text(length);
  }

  compactString(): string | null {
    const length = this.unsignedVarint() - 1;
    return length < 0 ? null : this.text(length);
  }

  /** Shares memory with what is read; empty for null. */
  compactBytes(): Buffer {
    return this.raw(Math.max(0, this.unsignedVarint() - 1));
  }

  uuid(): string {
    return this.raw(16).toString('base64url');
  }

  array<Item>(item: (from: this) => Item): Item[] {
    return this.#items(this.int32(), item);
  }

  compactArray<Item>(item: (from: this) => Item): Item[] {
    return this.#items(this.unsignedVarint() - 1, item);
  }

  skipTags(): this {
    for (let left = this.unsignedVarint(); left > 0; left--) {
      this.unsignedVarint();
      this.skip(this.unsignedVarint());
    }
    return this;
  }

  #items<Item>(length: number, item: (from: this) => Item): Item[] {
    const items: Item[] = [];
    for (let index = 0; index < length; index++) items.push(item(this));
    return items;
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError('the bytes end inside a varint');
    return byte;
  }
}
