import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';

const AGAIN_AFTER_MS = 1_000;

/** Repeats `work` until it succeeds or is aborted: PostgreSQL may be away, and comes back. */
export async function again<Result>(
  log: Pick<Logger, 'warn'>,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ error }, 'the demo house waits');
      await wait(AGAIN_AFTER_MS, undefined, { signal });
    }
  }
}
