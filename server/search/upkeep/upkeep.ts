import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { type Lead, leadInTurn } from '@/server/leader';
import { SEARCH_CHANNEL } from '../tell';
import type { Outlet } from '../write/outlet';
import { createRemovedSensors, type RemovedSensors } from './removed-sensors';
import { deleteExpired } from './retention';

const EVERY_MS = 60_000;
const AFTER_A_FAULT_MS = 5_000;
/** Changes in history are told often, and few of them mean that a sensor was removed. */
const AT_MOST_EVERY_MS = 500;
const LEAD: Lead = { name: 'search', lock: 0x68736561, channels: [SEARCH_CHANNEL, 'hearth_changed'] };

export interface UpkeepParts {
  readonly databaseUrl: string;
  readonly pool: Pool;
  readonly outlet: Outlet;
  /** Indices before it are kept no longer. */
  readonly oldestIndex: () => string | undefined;
  readonly logger: Logger;
}

/** What of all processes with this role one does, until the signal: old indices, removed sensors. */
export function keepUp(parts: UpkeepParts, signal: AbortSignal): Promise<void> {
  return leadInTurn(parts.databaseUrl, LEAD, signal, async (term) => {
    const { pool, outlet } = parts;
    const removed = createRemovedSensors(pool, outlet.server, outlet.identity.clusterUuid);
    let problem: string | undefined;
    while (!term.isLost) {
      let againMs: number | undefined;
      try {
        againMs = await keepUpOnce(parts, removed);
        problem = undefined;
      } catch (error) {
        if (term.isLost) return;
        const reason = error instanceof Error ? error.message : String(error);
        againMs = AFTER_A_FAULT_MS;
        if (problem !== reason) parts.logger.warn({ reason }, 'the upkeep of the search server waits');
        problem = reason;
      }
      await wait(AT_MOST_EVERY_MS, undefined, { signal }).catch(() => undefined);
      await term.nextTurn(Math.min(EVERY_MS, againMs ?? EVERY_MS));
    }
  });
}

async function keepUpOnce(parts: UpkeepParts, removed: RemovedSensors): Promise<number | undefined> {
  const againMs = await removed.sweep();
  const deleted = await deleteExpired(parts.outlet.server, parts.oldestIndex());
  if (deleted.length > 0)
    parts.logger.info({ deleted }, 'indices of months that are kept no longer are deleted');
  return againMs;
}
