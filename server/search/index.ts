import { setTimeout as wait } from 'node:timers/promises';
import type { Context, Running } from '@/server/context';
import { secretBoxIn } from '@/server/secret-box';
import { startAppender } from '@/server/stream/appender';
import { createBackOff } from '@/server/stream/back-off';
import { type LogReader, startLogReader } from '@/server/stream/log-reader';
import type { Appender } from '@/server/stream/types';
import { openSession, type Session } from './session';
import { type Connection, type ConnectionRow, connectionOf, readConnectionRow } from './target/connection';

const LOOK_EVERY_MS = 5_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5_000;

/** Carries readings to a search server while there is one; returns at once, whether or not it answers. */
export async function startSearch(context: Context): Promise<Running> {
  const { kafka, health } = context;
  const log = context.log.child({ role: 'search' });
  const appender = await startAppender({ kafka, log, name: 'search' });
  const reader = await startLogReader({ kafka, log });
  const keeper = new SessionKeeper(context, appender, reader);
  health.watch('search', () => {
    const reason = keeper.problem();
    return reason === undefined ? { ready: true } : { ready: false, reason };
  });
  return {
    stop: async () => {
      await keeper.stop();
      await Promise.all([appender.stop(), reader.stop()]);
    },
  };
}

/** One session for each connection that somebody names; a new one when it changes. */
class SessionKeeper {
  readonly #stopping = new AbortController();
  readonly #ended: Promise<void>;
  readonly #backOff = createBackOff(FIRST_RETRY_MS, LONGEST_RETRY_MS);
  #session: Session | undefined;
  /** Why there is no session though there should be one. */
  #problem: string | undefined;

  constructor(
    private readonly context: Context,
    private readonly appender: Appender,
    private readonly log: LogReader,
  ) {
    this.#ended = this.#run();
  }

  problem(): string | undefined {
    return this.#problem ?? this.#session?.problem();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        const row = await readConnectionRow(this.context.database.pool);
        const connection = connectionOf(
          this.context.config.search,
          row,
          secretBoxIn(this.context.config.dataDir),
        );
        if (connection === undefined) await this.#rest(row);
        else await this.#serve(connection, row);
        this.#backOff.reset();
      } catch (error) {
        this.#complain(error);
        await this.#pause(this.#backOff.nextMs());
      }
    }
  }

  async #rest(row: ConnectionRow): Promise<void> {
    this.#problem = undefined;
    await this.#untilChanged(row, this.#stopping.signal);
  }

  async #serve(connection: Connection, row: ConnectionRow): Promise<void> {
    const { context, appender, log } = this;
    const session = await openSession({
      context,
      appender,
      log,
      connection,
      keepMonths: row.keepMonths,
    });
    this.#session = session;
    this.#problem = undefined;
    try {
      await this.#untilChanged(row, AbortSignal.any([this.#stopping.signal, session.replaced]));
    } finally {
      this.#session = undefined;
      await session.stop();
    }
  }

  /** While PostgreSQL is away nothing changes, which others tell. */
  async #untilChanged(row: ConnectionRow, ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      await wait(LOOK_EVERY_MS, undefined, { signal: ended }).catch(() => undefined);
      if (ended.aborted) return;
      const now = await readConnectionRow(this.context.database.pool).catch(() => row);
      if (now.revision !== row.revision) return;
    }
  }

  #complain(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (this.#problem === undefined) this.context.log.warn({ reason }, 'no way to the search server');
    this.#problem = reason;
  }

  async #pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
