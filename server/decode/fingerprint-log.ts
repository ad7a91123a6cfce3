import type { Fingerprint } from './fingerprint';

const SMALLEST = 1024;
const EMPTY = -1;

/** Where and when the newest record of a fingerprint stood. */
export interface Sighting {
  readonly offset: number;
  readonly atMs: number;
}

/**
 * Fingerprints in the order of the log, found by content: the newest record of each. 32 bytes each in flat arrays,
 * for a window of five minutes can hold millions. A queue in a ring with a hash table of places beside it.
 */
export class FingerprintLog {
  #capacity = SMALLEST;
  #highs = new Uint32Array(SMALLEST);
  #lows = new Uint32Array(SMALLEST);
  #offsets = new Float64Array(SMALLEST);
  #times = new Float64Array(SMALLEST);
  /** Place of the record before with the same fingerprint, EMPTY when there was none. */
  #earlier = new Float64Array(SMALLEST);
  /** Open addressing, linear: fingerprint → its newest place. At most half full. */
  #table = new Float64Array(2 * SMALLEST).fill(EMPTY);
  /** Places count on for ever; a place's row is place mod capacity. */
  #head = 0;
  #tail = 0;

  get size(): number {
    return this.#tail - this.#head;
  }

  get oldest(): Sighting | undefined {
    return this.size === 0 ? undefined : this.#sighting(this.#head);
  }

  find(fingerprint: Fingerprint): Sighting | undefined {
    const place = this.#table[this.#slotOf(fingerprint)] ?? EMPTY;
    return place === EMPTY ? undefined : this.#sighting(place);
  }

  /** Offsets never fall from one call to the next. */
  push(fingerprint: Fingerprint, { offset, atMs }: Sighting): void {
    if (this.size === this.#capacity) this.#grow();
    const place = this.#tail;
    const row = place % this.#capacity;
    const slot = this.#slotOf(fingerprint);
    this.#highs[row] = fingerprint.high;
    this.#lows[row] = fingerprint.low;
    this.#offsets[row] = offset;
    this.#times[row] = atMs;
    this.#earlier[row] = this.#table[slot] ?? EMPTY;
    this.#table[slot] = place;
    this.#tail = place + 1;
  }

  /** Forgets the oldest record. */
  dropOldest(): void {
    const place = this.#head;
    const slot = this.#slotOf(this.#fingerprint(place));
    if (this.#table[slot] === place) this.#clear(slot);
    this.#head = place + 1;
  }

  /** Forgets every record at or after an offset, as if it had never been pushed. */
  dropFrom(offset: number): void {
    while (this.size > 0 && (this.#offsets[(this.#tail - 1) % this.#capacity] ?? 0) >= offset) {
      const place = this.#tail - 1;
      const slot = this.#slotOf(this.#fingerprint(place));
      const earlier = this.#earlier[place % this.#capacity] ?? EMPTY;
      if (earlier >= this.#head) this.#table[slot] = earlier;
      else this.#clear(slot);
      this.#tail = place;
    }
  }

  #sighting(place: number): Sighting {
    const row = place % this.#capacity;
    return { offset: this.#offsets[row] ?? 0, atMs: this.#times[row] ?? 0 };
  }

  #fingerprint(place: number): Fingerprint {
    const row = place % this.#capacity;
    return { high: this.#highs[row] ?? 0, low: this.#lows[row] ?? 0 };
  }

  /** The slot that holds the fingerprint, or the free one where it belongs. */
  #slotOf({ high, low }: Fingerprint): number {
    const mask = this.#table.length - 1;
    let slot = low & mask;
    for (;;) {
      const place = this.#table[slot] ?? EMPTY;
      if (place === EMPTY) return slot;
      const row = place % this.#capacity;
      if (this.#highs[row] === high && this.#lows[row] === low) return slot;
      slot = (slot + 1) & mask;
    }
  }

  /** Frees a slot and moves up what a search would no longer find behind it. */
  #clear(freed: number): void {
    const mask = this.#table.length - 1;
    let gap = freed;
    let slot = freed;
    for (;;) {
      slot = (slot + 1) & mask;
      const place = this.#table[slot] ?? EMPTY;
      if (place === EMPTY) break;
      const home = this.#fingerprint(place).low & mask;
      if (((slot - home) & mask) < ((slot - gap) & mask)) continue;
      this.#table[gap] = place;
      gap = slot;
    }
    this.#table[gap] = EMPTY;
  }

  #grow(): void {
    const rows = { high: this.#highs, low: this.#lows, offset: this.#offsets, at: this.#times };
    const [from, to, before] = [this.#head, this.#tail, this.#capacity];
    this.#capacity *= 2;
    this.#highs = new Uint32Array(this.#capacity);
    this.#lows = new Uint32Array(this.#capacity);
    this.#offsets = new Float64Array(this.#capacity);
    this.#times = new Float64Array(this.#capacity);
    this.#earlier = new Float64Array(this.#capacity);
    this.#table = new Float64Array(2 * this.#capacity).fill(EMPTY);
    this.#tail = from;
    for (let place = from; place < to; place += 1) {
      const row = place % before;
      const fingerprint = { high: rows.high[row] ?? 0, low: rows.low[row] ?? 0 };
      this.push(fingerprint, { offset: rows.offset[row] ?? 0, atMs: rows.at[row] ?? 0 });
    }
  }
}
