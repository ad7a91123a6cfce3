import type { ComponentVersion, LogFacts } from '@/contracts/pipeline';
import type { Context } from '@/server/context';
import type { LogReader } from '@/server/stream/log-reader';
import { within } from '@/server/within';
import { readLogFacts } from './log-facts';
import { fixedVersions, postgresVersion } from './versions';

const ASK_AGAIN_MS = 5_000;
const FIRST_WITHIN_MS = 1_500;
const ANSWER_WITHIN_MS = 4_000;

/** What Kafka and PostgreSQL said last, and why they say nothing now. */
export interface ServersSeen {
  readonly log: LogFacts;
  readonly versions: readonly ComponentVersion[];
  /** Why PostgreSQL could not be asked, in one sentence. */
  readonly databaseProblem: string | null;
}

/** Asks both servers when somebody looks, at most every few seconds; nobody waits for one that is away. */
export class ServersWatch {
  #log: LogFacts = {
    readAt: null,
    problem: null,
    raw: null,
    readings: null,
    letters: null,
    newest: [],
  };
  #fixed: Promise<readonly ComponentVersion[]> | undefined;
  #postgres: string | null = null;
  #databaseProblem: string | null = null;
  #asking: Promise<unknown> | undefined;
  #askedMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly context: Pick<Context, 'database' | 'health'>,
    private readonly reader: LogReader,
  ) {}

  async look(): Promise<ServersSeen> {
    const asking = this.#ask();
    if (this.#log.readAt === null) await Promise.race([asking, after(FIRST_WITHIN_MS)]);
    const versions = await this.#versions();
    return { log: this.#log, versions, databaseProblem: this.#databaseProblem };
  }

  #ask(): Promise<unknown> {
    if (this.#asking !== undefined) return this.#asking;
    if (performance.now() - this.#askedMs < ASK_AGAIN_MS) return Promise.resolve();
    this.#askedMs = performance.now();
    this.#asking = Promise.all([this.#askKafka(), this.#askPostgres()]).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #askKafka(): Promise<void> {
    try {
      const facts = await within(readLogFacts(this.reader), ANSWER_WITHIN_MS);
      this.#log = { ...facts, readAt: Date.now(), problem: null };
    } catch (error) {
      this.#log = { ...this.#log, problem: `Kafka doesn't answer: ${reasonOf(error)}` };
    }
  }

  async #askPostgres(): Promise<void> {
    try {
      this.#postgres = await within(postgresVersion(this.context.database), ANSWER_WITHIN_MS);
      this.#databaseProblem = null;
    } catch (error) {
      this.#databaseProblem = `PostgreSQL doesn't answer: ${reasonOf(error)}`;
    }
  }

  async #versions(): Promise<readonly ComponentVersion[]> {
    this.#fixed ??= fixedVersions('kafka' in this.context.health.report().roles);
    return [...(await this.#fixed), { name: 'PostgreSQL', version: this.#postgres }];
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
