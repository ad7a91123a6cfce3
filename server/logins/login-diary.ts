import type pg from 'pg';
import type { Logger } from 'pino';
import type { LoginEventKind } from '@/contracts/login-event';
import type { Running } from '@/server/context';
import { printable } from './printable';

const WRITE_EVERY_MS = 100;
const LOOK_EVERY_MS = 1_000;
const TIDY_EVERY_MS = 3_600_000;
/** What somebody who begins to look still finds, who was a moment late. */
const REMEMBERED_MS = 30_000;
const REMEMBERED = 500;
/** The same refusal again within this time is no news. */
const SAME_WITHIN_MS = 10_000;
/** Of one login, or of all that nobody knows: what comes beyond says nothing new. */
const NOTED_A_SECOND = 20;
const KEPT_PER_LOGIN = 100;
const KEPT_DAYS = 30;

/** What is kept of a login whether somebody looks or not. */
const ALWAYS: readonly LoginEventKind[] = ['refused', 'forbidden'];

export interface DiaryEntry {
  readonly kind: LoginEventKind;
  /** Undefined: nobody knows whose connection it is. */
  readonly login?: string | undefined;
  readonly address?: string | undefined;
  readonly detail?: Readonly<Record<string, unknown>>;
}

interface Noted extends DiaryEntry {
  readonly at: number;
  isWritten: boolean;
}

/**
 * What is seen of logins at the broker's door: refusals always, everything while somebody watches a device arrive. Written a few
 * times a second, and forgotten beyond a bound: it stands in nobody's way.
 */
export class LoginDiary implements Running {
  #noted: Noted[] = [];
  #watched: ReadonlySet<string> = new Set();
  readonly #refusals = new Map<string, number>();
  readonly #timers: NodeJS.Timeout[];
  #writing: Promise<void> | undefined;
  #second = 0;
  readonly #inSecond = new Map<string, number>();

  constructor(
    private readonly parts: {
      readonly pool: Pick<pg.Pool, 'query'>;
      readonly log: Logger;
      readonly now?: () => number;
    },
  ) {
    const every = (ms: number, work: () => Promise<void>) => setInterval(() => this.#quietly(work), ms);
    this.#timers = [
      every(WRITE_EVERY_MS, () => this.write()),
      every(LOOK_EVERY_MS, () => this.#look()),
      every(TIDY_EVERY_MS, () => this.#tidy()),
    ];
    this.#quietly(() => this.#tidy());
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.write().catch(() => undefined);
  }

  /** Does somebody watch this login arrive? Asked for every message. */
  watches(login: string): boolean {
    return this.#watched.size > 0 && this.#watched.has(login);
  }

  note(entry: DiaryEntry): void {
    const at = (this.parts.now ?? Date.now)();
    if (ALWAYS.includes(entry.kind) ? !this.#isNews(entry, at) : this.#isTooMuch(entry, at)) return;
    this.#noted.push({ ...entry, detail: printableIn(entry.detail), at, isWritten: false });
    if (this.#noted.length > REMEMBERED) this.#noted.splice(0, this.#noted.length - REMEMBERED);
  }

  /** One write at a time. */
  write(): Promise<void> {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  #isNews({ kind, login, address, detail }: DiaryEntry, at: number): boolean {
    const key = JSON.stringify([kind, login, address, detail]);
    const before = this.#refusals.get(key);
    if (before !== undefined && at - before < SAME_WITHIN_MS) return false;
    if (this.#refusals.size >= REMEMBERED) this.#refusals.clear();
    this.#refusals.set(key, at);
    return true;
  }

  #isTooMuch({ login = '' }: DiaryEntry, at: number): boolean {
    const second = Math.floor(at / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#inSecond.clear();
    }
    const times = (this.#inSecond.get(login) ?? 0) + 1;
    this.#inSecond.set(login, times);
    return times > NOTED_A_SECOND;
  }

  async #write(): Promise<void> {
    const oldest = (this.parts.now ?? Date.now)() - REMEMBERED_MS;
    const isKept = ({ at, kind, login }: Noted) =>
      at >= oldest || (login !== undefined && ALWAYS.includes(kind));
    if (this.#noted[0] !== undefined && this.#noted[0].at < oldest) this.#noted = this.#noted.filter(isKept);
    const due = this.#noted.filter((entry) => !entry.isWritten && this.#isWanted(entry));
    if (due.length === 0) return;
    await this.parts.pool.query(
      `INSERT INTO login_event (login_id, at, kind, address, detail)
       SELECT login, to_timestamp(at / 1e3), kind, address, detail
         FROM unnest($1::text[], $2::float8[], $3::text[], $4::text[], $5::jsonb[]) AS new (login, at, kind, address, detail)`,
      [
        due.map(({ login }) => login ?? null),
        due.map(({ at }) => at),
        due.map(({ kind }) => kind),
        due.map(({ address }) => address?.slice(0, 64) ?? null),
        due.map(({ detail }) => JSON.stringify(detail ?? {})),
      ],
    );
    for (const entry of due) entry.isWritten = true;
    this.#noted = this.#noted.filter(({ at, isWritten }) => !isWritten || at >= oldest);
  }

  #isWanted({ kind, login }: DiaryEntry): boolean {
    if (login === undefined) return this.#watched.size > 0;
    return ALWAYS.includes(kind) || this.#watched.has(login);
  }

  async #look(): Promise<void> {
    const { rows } = await this.parts.pool.query<{ id: string }>(
      'SELECT login_id AS id FROM arrival WHERE watched_until > now()',
    );
    this.#watched = new Set(rows.map(({ id }) => id));
  }

  async #tidy(): Promise<void> {
    await this.parts.pool.query(
      `DELETE FROM login_event WHERE at < now() - make_interval(days => $2) OR id IN (
         SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY login_id ORDER BY id DESC) AS place FROM login_event) AS kept
          WHERE place > $1)`,
      [KEPT_PER_LOGIN, KEPT_DAYS],
    );
  }

  #quietly(work: () => Promise<void>): void {
    work().catch((error: unknown) =>
      this.parts.log.debug({ error }, 'what was seen of logins was not written'),
    );
  }
}

function printableIn(detail: DiaryEntry['detail'] = {}): Readonly<Record<string, unknown>> {
  const cleaned = Object.entries(detail).map(([name, value]) => [
    name,
    typeof value === 'string' ? printable(value) : value,
  ]);
  return Object.fromEntries(cleaned);
}
