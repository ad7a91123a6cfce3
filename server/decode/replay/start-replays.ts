import { setTimeout as wait } from 'node:timers/promises';
import type { Context, Running } from '@/server/context';
import { type Lead, leadInTurn, type Term } from '@/server/leader';
import { REPLAY_CHANNEL } from './ask';
import { nextJob } from './job-store';
import { type ReplayParts, runJob } from './run-job';

const LEAD: Lead = { name: 'replay', lock: 0x68726570, channels: [REPLAY_CHANNEL] };
const LOOK_EVERY_MS = 2_000;
const AFTER_A_FAULT_MS = 2_000;

/** Runs the replays that are asked for, one after another in one process of all, until `stop`. */
export function startReplays(
  { database, homeZone, log }: Pick<Context, 'database' | 'homeZone' | 'log'>,
  stream: Pick<ReplayParts, 'log' | 'appender'>,
): Running {
  const stopping = new AbortController();
  const parts: ReplayParts = { pool: database.pool, homeZone, ...stream };
  let problem: string | undefined;

  const turn = async (term: Term) => {
    try {
      for (
        let job = await nextJob(parts.pool);
        job !== undefined && !term.isLost;
        job = await nextJob(parts.pool)
      )
        await runJob(parts, job, () => term.isLost);
      problem = undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // Told once: where it stands it says again and again.
      if (problem !== reason) log.warn({ reason }, 'a replay waits');
      problem = reason;
      await wait(AFTER_A_FAULT_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };

  const ended = leadInTurn(database.url, LEAD, stopping.signal, async (term) => {
    while (!term.isLost) {
      await turn(term);
      await term.nextTurn(LOOK_EVERY_MS);
    }
  });
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
