import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { RefusalReason } from '@/contracts/login-event';
import { recordEvent } from '@/server/audit';
import type { Running } from '@/server/context';
import { ownLogin } from './own-logins';
import { isHash, looksLikeUser, passwordHasher } from './password';
import { printable } from './printable';
import { type Attempt, RefusalRecord } from './refusal-record';
import type { Login } from './rights';
import { changedLogins, type StoredLogin } from './stored';

const LOOK_EVERY_MS = 1_000;
const LOOK_AGAIN_MS = 100;
const NOTED_EVERY_MS = 1_000;
/** So many refused messages one after another, and it stays outside for a while. */
const VIOLATIONS = 3;
const BAN_MS = 300_000;
/** A change that was written before another one and commits after it isn't passed over. */
const LOOKED_BACK = 32n;
/** Why somebody isn't let in, with the return code of MQTT 3.1.1: 2 bad id, 3 server unavailable, 4 bad login, 5 not authorised. */
export interface NotLetIn {
  readonly code: 2 | 3 | 4 | 5;
  readonly why: RefusalReason;
  readonly reason: string;
}

interface Parts {
  readonly pool: Pick<pg.Pool, 'query'>;
  readonly dataDir: string;
  readonly log: Logger;
  /** A login was revoked or banned: its connections are to end. */
  readonly ended: (id: string, reason: string) => void;
  readonly now?: () => number;
}

/**
 * The logins as a broker needs them: in memory, for a thousand devices may come at once, and looked at again every second. While
 * PostgreSQL is away those that are known go on.
 */
export class LoginBook implements Running {
  readonly #logins = new Map<string, StoredLogin>();
  readonly #violations = new Map<string, number>();
  readonly #bannedUntil = new Map<string, number>();
  readonly #seen = new Map<string, string>();
  readonly #refused = new Map<string, string>();
  readonly #record: RefusalRecord;
  readonly #hash: (password: string | Buffer) => Buffer;
  readonly #now: () => number;
  readonly #timers: NodeJS.Timeout[];
  #fresh: Promise<void> | undefined;
  #written = 0n;
  #looking: Promise<void> | undefined;

  constructor(private readonly parts: Parts) {
    this.#hash = passwordHasher(parts.dataDir);
    this.#now = parts.now ?? Date.now;
    this.#record = new RefusalRecord(parts.pool, this.#now);
    const quietly = (work: () => Promise<void>) => () => {
      work().catch((error: unknown) => parts.log.debug({ error }, 'device logins could not be looked up'));
    };
    this.#timers = [
      setInterval(
        quietly(() => this.look()),
        LOOK_EVERY_MS,
      ),
      setInterval(
        quietly(() => this.#note()),
        NOTED_EVERY_MS,
      ),
    ];
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#note(true).catch(() => undefined);
  }

  /** One look at a time: who asks during one waits for it. */
  look(): Promise<void> {
    this.#looking ??= this.#read().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** Who comes with this user name and password; a login that was just made is found, too. */
  async check(user: string, password: Buffer | undefined, address: string): Promise<Login | NotLetIn> {
    const own = ownLogin(this.parts.dataDir, user, password, address);
    if (own !== undefined) return own;
    if (!this.#logins.has(user)) {
      try {
        await this.#lookAfresh();
      } catch {
        return { code: 3, why: 'away', reason: 'logins can’t be looked up right now' };
      }
    }
    const login = this.#logins.get(user);
    if (login === undefined) {
      const called = looksLikeUser(user) ? `: ${user}` : '';
      this.#record.note(address, { kind: 'name', what: `there is no such login${called}`, address });
      return { code: 4, why: 'unknown', reason: 'there is no such login' };
    }
    const until = this.#bannedUntil.get(user) ?? 0;
    if (until > this.#now())
      return this.#refuse(login, 5, 'banned', {
        kind: 'banned',
        what: 'it stays outside for a while: it tried what it may not, again and again',
        address,
      });
    if (!(await this.#isPasswordNow(user, password)))
      return this.#refuse(login, 4, 'password', {
        kind: 'password',
        what: `wrong password, from ${address}`,
        address,
      });
    this.#seen.set(login.id, address);
    return login;
  }

  /** Somebody came without a login. */
  withoutLogin(address: string): void {
    this.#record.note(address, { kind: 'name', what: 'no login was given', address });
  }

  has(user: string): boolean {
    return this.#logins.has(user);
  }

  /** For lists. */
  noteRefusal({ id }: Pick<Login, 'id'>, what: string): void {
    this.#refused.set(id, printable(what));
  }

  /** It tried something that it may not do: for lists and the audit log. */
  attempted(login: Pick<Login, 'id'>, attempt: Attempt): void {
    this.noteRefusal(login, attempt.what);
    this.#record.note(login.id, { ...attempt, what: printable(attempt.what) });
  }

  /** It published what it may not: after a few in a row it stays outside for a while. */
  violated(login: Login, what: string, address: string | undefined): void {
    this.attempted(login, { kind: 'publish', what, address });
    const times = (this.#violations.get(login.id) ?? 0) + 1;
    this.#violations.set(login.id, times);
    if (times < VIOLATIONS) return;
    this.#violations.delete(login.id);
    this.#bannedUntil.set(login.id, this.#now() + BAN_MS);
    this.parts.ended(login.id, 'banned');
    recordEvent(this.parts.pool, {
      who: 'hearth',
      action: 'device banned',
      subject: login.id,
      detail: { what: printable(what) },
    }).catch((error: unknown) =>
      this.parts.log.warn({ error, login: login.id }, 'a ban could not be written down'),
    );
  }

  /** It did something that it may. */
  obeyed(login: Login): void {
    if (this.#violations.size > 0) this.#violations.delete(login.id);
  }

  /** One that was made a moment ago holds, too: whoever comes with another than is known is looked up again. */
  async #isPasswordNow(user: string, password: Buffer | undefined): Promise<boolean> {
    if (password === undefined) return false;
    const isKnown = () => {
      const login = this.#logins.get(user);
      return login !== undefined && this.#isPassword(login, password);
    };
    if (isKnown()) return true;
    await this.#lookAfresh().catch(() => undefined);
    return isKnown();
  }

  /** A look that begins after whoever asks came: one a moment, for all who came by then. Whoever guesses costs no more. */
  #lookAfresh(): Promise<void> {
    this.#fresh ??= wait(LOOK_AGAIN_MS).then(async () => {
      this.#fresh = undefined;
      await this.#looking?.catch(() => undefined);
      await this.look();
    });
    return this.#fresh;
  }

  #isPassword({ hash, previousHash, previousUntil }: StoredLogin, password: Buffer): boolean {
    const given = this.#hash(password);
    if (isHash(given, Buffer.from(hash, 'hex'))) return true;
    const holds = previousHash !== null && (previousUntil ?? 0) > this.#now();
    return holds && isHash(given, Buffer.from(previousHash, 'hex'));
  }

  #refuse(login: StoredLogin, code: 4 | 5, why: RefusalReason, attempt: Attempt): NotLetIn {
    this.attempted(login, attempt);
    return { code, why, reason: attempt.what };
  }

  async #read(): Promise<void> {
    const from = this.#written > LOOKED_BACK ? this.#written - LOOKED_BACK : 0n;
    for (const login of await changedLogins(this.parts.pool, `${from}`)) {
      if (BigInt(login.written) > this.#written) this.#written = BigInt(login.written);
      if (!login.isRevoked) this.#logins.set(login.id, login);
      else if (this.#logins.delete(login.id)) this.parts.ended(login.id, 'revoked');
    }
  }

  /** For lists: when each was last seen, and why it was last refused; and what belongs in the audit log. */
  async #note(all = false): Promise<void> {
    const [seen, refused] = [[...this.#seen], [...this.#refused]];
    this.#seen.clear();
    this.#refused.clear();
    if (seen.length > 0)
      await this.parts.pool.query(
        `UPDATE device_login SET last_seen_at = now(), last_seen_from = noted.address
           FROM unnest($1::text[], $2::text[]) AS noted (id, address) WHERE device_login.id = noted.id`,
        [seen.map(([id]) => id), seen.map(([, address]) => address)],
      );
    if (refused.length > 0)
      await this.parts.pool.query(
        `UPDATE device_login SET last_refused_at = now(), last_refusal = noted.reason
           FROM unnest($1::text[], $2::text[]) AS noted (id, reason) WHERE device_login.id = noted.id`,
        [refused.map(([id]) => id), refused.map(([, reason]) => reason)],
      );
    await this.#record.write(all);
  }
}
