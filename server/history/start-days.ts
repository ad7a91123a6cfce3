import type { Context, Running } from '@/server/context';
import { type Lead, leadInTurn, type Term } from '@/server/leader';
import { learnDays } from './sensor-days';

const LEAD: Lead = { name: 'sensor days', lock: 0x68646179, channels: [] };
/** So many are read and stored together. */
const AT_ONCE = 5;
/** Of a core, at most: learning waits as long as that takes, whatever a sensor costs. */
const SHARE = 0.02;

export interface Pace {
  /** History that only begins, or catches up, would say of a day that it is nearly empty. */
  readonly firstAfterMs: number;
  /** Where nothing was left to learn. */
  readonly lookEveryMs: number;
}

const PACE: Pace = { firstAfterMs: 30_000, lookEveryMs: 10_000 };

/** Learns again and again what the sensors' last day was like, until stopped; of all processes one does. */
export function startDays(
  { database, log }: Pick<Context, 'database' | 'log'>,
  { firstAfterMs, lookEveryMs }: Pace = PACE,
): Running {
  const stopping = new AbortController();
  let problem: string | undefined;

  /** How long until the next ones. */
  async function learn(): Promise<number> {
    const startedAt = performance.now();
    const learnt = await learnDays(database, Date.now(), AT_ONCE, stopping.signal);
    return learnt < AT_ONCE ? lookEveryMs : (performance.now() - startedAt) * (1 / SHARE - 1);
  }

  /** PostgreSQL that is away tells /readyz; what lasts besides is told here, once. */
  function tell(error: unknown): number {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason !== problem) log.warn({ error }, 'the sensors’ last day can’t be learnt; it is tried again');
    problem = reason;
    return lookEveryMs;
  }

  async function lead(term: Term): Promise<void> {
    await term.nextTurn(firstAfterMs);
    while (!term.isLost) {
      const waitMs = await learn().catch(tell);
      await term.nextTurn(waitMs);
    }
  }

  const leading = leadInTurn(database.url, LEAD, stopping.signal, lead);
  return {
    stop: async () => {
      stopping.abort();
      await leading;
    },
  };
}
