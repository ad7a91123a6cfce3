import type { Logger } from 'pino';

/** Shorter ones are part of life: a leader that moves, a broker that restarts a connection. */
const WORTH_TELLING_MS = 1_000;

/** Who can't reach Kafka just now. One line when it lasts, one when it is over, however many try meanwhile. */
export interface Outage {
  fault(who: string, error: unknown): void;
  fine(who: string): void;
  /** One sentence while it lasts. */
  problem(): string | undefined;
}

export function createOutage(log: Logger, name: string): Outage {
  const faults = new Map<string, string>();
  let sinceMs = 0;
  let told = false;
  return {
    fault(who, error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (faults.size === 0) sinceMs = Date.now();
      faults.set(who, reason);
      if (told || Date.now() - sinceMs < WORTH_TELLING_MS) return;
      told = true;
      log.warn({ name, reason }, 'no way to Kafka');
    },
    fine(who) {
      if (!faults.delete(who) || faults.size > 0 || !told) return;
      told = false;
      log.info({ name, awayMs: Date.now() - sinceMs }, 'Kafka answers again');
    },
    problem() {
      const [reason] = faults.values();
      return reason === undefined ? undefined : `Kafka doesn't answer: ${reason}`;
    },
  };
}
