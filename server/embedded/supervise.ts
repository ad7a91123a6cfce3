import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Readiness } from '@/server/health';
import { StartRefused } from '@/server/start-refused';
import type { Child } from './child';
import { afterDeath } from './deaths';

export interface PartPlan {
  /** As a person reads it: Kafka, PostgreSQL. */
  readonly name: string;
  /** Brings one process up. Throws `StartRefused` for what another try can't mend. */
  launch(): Promise<Child>;
  /** Resolves when it serves, throws when it has ended before. */
  ready(child: Child): Promise<void>;
}

export interface Surroundings {
  readonly log: Logger;
  /** Aborted when Hearth stops: ends a part that is still coming up, and leaves one that serves to `stop`. */
  readonly signal: AbortSignal;
  /** Told of each new process of a part, before it is ready. */
  onChild?(name: string, child: Child): void;
  /** The part is gone for good; one paragraph says why. */
  onGone(reason: string): void;
}

export interface Supervised {
  health(): Readiness;
  stop(): Promise<void>;
}

/** Starts the part and keeps it running; resolves when it is ready for the first time. */
export async function supervise(plan: PartPlan, around: Surroundings): Promise<Supervised> {
  const supervisor = new Supervisor(plan, around);
  await supervisor.start();
  return supervisor;
}

class Supervisor implements Supervised {
  readonly #stopping = new AbortController();
  readonly #deathsMs: number[] = [];
  #child: Child | undefined;
  #keptUp: Promise<void> | undefined;
  #ready = false;

  constructor(
    private readonly plan: PartPlan,
    private readonly around: Surroundings,
  ) {}

  async start(): Promise<void> {
    const { signal } = this.around;
    signal.throwIfAborted();
    const giveUp = () => void this.stop();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      const child = await this.#bringUp();
      this.#keptUp = this.#keepUp(child);
    } catch (error) {
      await this.stop();
      throw error;
    } finally {
      // From here on it is stopped in its turn: what writes to it must end first.
      signal.removeEventListener('abort', giveUp);
    }
  }

  health(): Readiness {
    return this.#ready ? { ready: true } : { ready: false, reason: `${this.plan.name} is being restarted` };
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#child?.stop();
    await this.#keptUp;
  }

  async #keepUp(first: Child): Promise<void> {
    try {
      for (let child = first; ; child = await this.#bringUp()) {
        await child.ended;
        this.#ready = false;
        await this.#mourn(child);
      }
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      this.around.onGone(error instanceof Error ? error.message : String(error));
    }
  }

  async #bringUp(): Promise<Child> {
    for (;;) {
      this.#stopping.signal.throwIfAborted();
      const child = await this.plan.launch();
      this.#child = child;
      this.around.onChild?.(this.plan.name, child);
      if (this.#stopping.signal.aborted) await child.stop();
      await Promise.race([this.plan.ready(child), child.ended]);
      this.#ready = !child.hasEnded();
      if (this.#ready) return child;
      await this.#mourn(child);
    }
  }

  /** Waits before the next try; throws when there have been too many, or when Hearth stops. */
  async #mourn(child: Child): Promise<void> {
    const how = await child.ended;
    const { signal } = this.#stopping;
    signal.throwIfAborted();
    this.#deathsMs.push(Date.now());
    const next = afterDeath(this.#deathsMs, Date.now());
    if (next === 'give up') throw new StartRefused(obituary(this.plan.name, how, child.tail()));
    this.around.log.warn({ part: this.plan.name, how, ...next }, 'an embedded part died and is restarted');
    await wait(next.waitMs, undefined, { signal });
  }
}

function obituary(name: string, how: string, tail: readonly string[]): string {
  return `The embedded ${name} died five times within ten minutes (${how}). Its last lines:\n${tail.join('\n')}`;
}
