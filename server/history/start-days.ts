import type { Context, Running } from '@/server/context';
import { learnDays } from './sensor-days';

const LOOK_EVERY_MS = 10_000;
const AT_ONCE = 50;
/** Then others have a turn: what is left is learnt with the next look. */
const LONGEST_MS = 3_000;

/** Learns again and again what the sensors' last day was like, until stopped. */
export function startDays(
  { database, log }: Pick<Context, 'database' | 'log'>,
  lookEveryMs = LOOK_EVERY_MS,
): Running {
  let isStopped = false;
  let learning: Promise<void> | undefined;

  async function learn(): Promise<void> {
    const startedAt = performance.now();
    while (!isStopped && performance.now() - startedAt < LONGEST_MS) {
      if ((await learnDays(database, Date.now(), AT_ONCE)) < AT_ONCE) return;
    }
  }

  // PostgreSQL is away, which /readyz tells: what was learnt stands until it is back.
  const look = () => {
    learning ??= learn()
      .catch((error: unknown) => log.debug({ error }, 'the sensors’ last day could not be learnt'))
      .finally(() => {
        learning = undefined;
      });
  };
  look();
  const timer = setInterval(look, lookEveryMs);
  return {
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await learning;
    },
  };
}
