import type { Logger } from 'pino';

/** What has to be undone when Hearth stops: the last that started ends first. */
export interface Shutdown {
  add(part: string, stop: () => Promise<void> | void): void;
  /** Ends everything; a part that fails to stop doesn't keep the others from it. */
  run(): Promise<void>;
}

export function createShutdown(log: Pick<Logger, 'error' | 'debug'>): Shutdown {
  const stops: { part: string; stop: () => Promise<void> | void }[] = [];
  return {
    add: (part, stop) => {
      stops.push({ part, stop });
    },
    run: async () => {
      for (let next = stops.pop(); next !== undefined; next = stops.pop()) {
        const { part, stop } = next;
        log.debug({ part }, 'stopping');
        try {
          await stop();
        } catch (error) {
          log.error({ part, error }, 'failed to stop');
        }
      }
    },
  };
}
