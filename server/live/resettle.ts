import type { Changed, Sample } from '@/contracts/socket-events';
import type { Database } from '@/server/database';
import { newestOfHistory } from './history-start';
import type { NewestValues } from './newest-values';

/** A replay tells of its spans batch by batch: what came within is settled at once. */
const GATHERED_MS = 300;

/** Keeps the newest values true to history where the past was changed up to them. */
export interface Resettling {
  changed(changed: Changed): void;
  stop(): Promise<void>;
}

export function createResettling(
  database: Pick<Database, 'pool'>,
  values: Pick<NewestValues, 'reaches' | 'settle'>,
  onFault: (error: unknown) => void,
): Resettling {
  let gathered: readonly Changed[] = [];
  let timer: NodeJS.Timeout | undefined;
  let settling: Promise<void> = Promise.resolve();

  async function settle(): Promise<void> {
    const spans = gathered;
    gathered = [];
    const samples: readonly Sample[] = await newestOfHistory(database);
    values.settle(samples, spans);
  }

  return {
    changed: (changed) => {
      // Mostly it is late data, older than the newest value.
      if (!values.reaches(changed)) return;
      gathered = [...gathered, changed];
      timer ??= setTimeout(() => {
        timer = undefined;
        settling = settling.then(settle).catch(onFault);
      }, GATHERED_MS);
    },
    stop: async () => {
      clearTimeout(timer);
      await settling;
    },
  };
}
