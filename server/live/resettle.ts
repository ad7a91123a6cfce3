import type { Changed } from '@/contracts/socket-events';
import type { Database } from '@/server/database';
import { newestOfHistory } from './history-start';
import type { NewestValues } from './newest-values';

/** A replay tells of its spans batch by batch: what came within is settled at once. */
const GATHERED_MS = 300;
const AGAIN_AFTER_MS = 2_000;

/** Keeps the newest values true to history where the past was changed up to them. */
export interface Resettling {
  changed(changed: Changed): void;
  stop(): Promise<void>;
}

export function createResettling(
  database: Pick<Database, 'pool'>,
  values: Pick<NewestValues, 'reaches' | 'settle'>,
): Resettling {
  let gathered: readonly Changed[] = [];
  let timer: NodeJS.Timeout | undefined;
  let settling: Promise<void> = Promise.resolve();
  let isStopped = false;

  function later(ms: number): void {
    if (isStopped) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      settling = settling.then(settle);
    }, ms);
  }

  async function settle(): Promise<void> {
    const spans = gathered;
    gathered = [];
    try {
      values.settle(await newestOfHistory(database, sensorsOf(spans)), spans);
    } catch {
      // PostgreSQL is away, which /readyz tells: it is asked again until it answers.
      gathered = [...spans, ...gathered];
      later(AGAIN_AFTER_MS);
    }
  }

  return {
    changed: (changed) => {
      // Mostly it is late data, older than the newest value.
      if (!values.reaches(changed)) return;
      gathered = [...gathered, changed];
      later(GATHERED_MS);
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await settling;
    },
  };
}

/** Undefined: any may have changed. */
function sensorsOf(spans: readonly Changed[]): readonly string[] | undefined {
  const named = spans.flatMap(({ series }) => series?.sensorId ?? []);
  return named.length < spans.length ? undefined : [...new Set(named)];
}
