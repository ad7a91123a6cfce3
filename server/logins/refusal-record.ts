import type pg from 'pg';
import { recordEvent } from '@/server/audit';

/** Something that a device tried and may not. */
export interface Attempt {
  /** Those alike stand together in the record. */
  readonly kind: 'name' | 'password' | 'banned' | 'publish' | 'subscribe';
  readonly what: string;
  readonly address: string | undefined;
}

interface Line {
  readonly subject: string;
  attempt: Attempt;
  /** Since it was last written down. */
  times: number;
  writtenAt: number | undefined;
}

const EVERY_MS = 60 * 60 * 1000;
const LINES = 1_000;
const OTHERS = 'others';

/**
 * Refused attempts on their way into the audit log. A device that tries again every second would fill it: of each device and kind
 * of attempt there is one entry at once, and then one an hour that says how many it stands for.
 */
export class RefusalRecord {
  readonly #lines = new Map<string, Line>();

  constructor(
    private readonly pool: Pick<pg.Pool, 'query'>,
    private readonly now: () => number,
  ) {}

  /** `subject`: the login, or the address where there is none. */
  note(subject: string, attempt: Attempt): void {
    const line = this.#lineOf(subject, attempt);
    line.attempt = attempt;
    line.times += 1;
  }

  /** Writes down what is due; all of it where there will be no later. */
  async write(all = false): Promise<void> {
    for (const [key, line] of this.#lines) {
      if (!all && this.now() - (line.writtenAt ?? 0) < EVERY_MS) continue;
      if (line.times === 0) this.#lines.delete(key);
      else await this.#write(line);
    }
  }

  // Who comes from ever new addresses must not fill the memory.
  #lineOf(subject: string, attempt: Attempt): Line {
    const known = this.#lines.get(`${subject} ${attempt.kind}`);
    if (known !== undefined) return known;
    if (this.#lines.size >= LINES && subject !== OTHERS) return this.#lineOf(OTHERS, attempt);
    const line = { subject, attempt, times: 0, writtenAt: undefined };
    this.#lines.set(`${subject} ${attempt.kind}`, line);
    return line;
  }

  async #write(line: Line): Promise<void> {
    const { subject, attempt, times, writtenAt } = line;
    // Taken before it is written: another look may come while PostgreSQL is slow.
    Object.assign(line, { times: 0, writtenAt: this.now() });
    try {
      await recordEvent(this.pool, {
        who: 'hearth',
        action: 'device refused',
        subject,
        detail: { what: attempt.what, times },
        address: attempt.address,
      });
    } catch (error) {
      Object.assign(line, { times: line.times + times, writtenAt });
      throw error;
    }
  }
}
