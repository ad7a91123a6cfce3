/** Bytes under way over all connections: messages held, and long packets still arriving. */
export class Budget {
  #used = 0;

  constructor(private readonly limit: number) {}

  get used(): number {
    return this.#used;
  }

  get spent(): boolean {
    return this.#used >= this.limit;
  }

  /** Books only what fits; an empty budget takes anything, so that no packet waits for ever. */
  tryTake(bytes: number): boolean {
    if (this.#used > 0 && this.#used + bytes > this.limit) return false;
    this.#used += bytes;
    return true;
  }

  /** Books what is here already. */
  take(bytes: number): void {
    this.#used += bytes;
  }

  give(bytes: number): void {
    this.#used -= bytes;
  }
}
