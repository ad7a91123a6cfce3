import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const RESYNC_MS = 2;
const BEHIND_LOG_MS = 60_000;

/** Moments of receipt, in µs, strictly increasing; follows the system clock but never back. */
export class ReceiptClock {
  #wallMs: number;
  #monotonicMs: number;
  #last: number;

  constructor(
    private readonly newestRecordMs: number,
    private readonly builtMs: number,
    private readonly wall: () => number = Date.now,
    private readonly monotonic: () => number = () => performance.now(),
  ) {
    this.#wallMs = wall();
    this.#monotonicMs = monotonic();
    this.#last = newestRecordMs * 1000 + 999;
  }

  /** µs since 1970 UTC. */
  next(): number {
    const now = Math.floor((this.#wallMs + this.monotonic() - this.#monotonicMs) * 1000);
    this.#last = now > this.#last ? now : this.#last + 1;
    return this.#last;
  }

  /** Follows the system clock where it was set; called now and then. */
  resync(): void {
    const wallMs = this.wall();
    const monotonicMs = this.monotonic();
    const drift = Math.abs(this.#wallMs + monotonicMs - this.#monotonicMs - wallMs);
    if (drift <= RESYNC_MS) return;
    this.#wallMs = wallMs;
    this.#monotonicMs = monotonicMs;
  }

  /** Why no moment of receipt can be trusted, undefined when it can: a Pi without a clock starts in the past. */
  problem(): string | undefined {
    const now = this.wall();
    if (now < this.builtMs)
      return `The system clock says ${iso(now)}, but Hearth was built at ${iso(this.builtMs)}: set the clock.`;
    const newest = Math.max(this.newestRecordMs, 0);
    if (now < newest - BEHIND_LOG_MS)
      return `The system clock says ${iso(now)}, but the newest message came at ${iso(newest)}: set the clock.`;
    return undefined;
  }
}

/** When this program was built: the age of the file it runs from. */
export function builtMs(): number {
  return statSync(fileURLToPath(import.meta.url)).mtimeMs;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
