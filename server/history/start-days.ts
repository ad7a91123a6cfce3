import type { Context, Running } from '@/server/context';
import { learnDays } from './sensor-days';

const LOOK_EVERY_MS = 10_000;
/** History that only begins, or catches up, would say of a day that it is nearly empty. */
const LOOKS_SKIPPED = 3;
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
  let timer: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    look();
    timer = setInterval(look, lookEveryMs);
  }, LOOKS_SKIPPED * lookEveryMs);
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(first);
      clearInterval(timer);
      await learning;
    },
  };
}
