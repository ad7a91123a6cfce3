import { on } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { RehearsalLine } from '@/contracts/mapping-rehearsal';
import type { KafkaSettings } from '@/server/stream/types';
import type { Rehearsing } from './rehearse';

const LONGEST_MS = 600_000;

/** What the thread is given. */
export interface RehearsalWork {
  readonly kafka: KafkaSettings;
  readonly rehearsing: Rehearsing;
}

/** The server's own: pages are bundled apart from it, and know no file that a thread could begin with. */
export type StartThread = (work: RehearsalWork) => Worker;

/**
 * Rehearses in a thread, so that nothing else waits for it: lines of progress, then one with the report, or with the problem.
 * Who stops reading ends the thread, and so does the signal.
 */
export async function* startRehearsal(
  work: RehearsalWork,
  startThread: StartThread,
  signal: AbortSignal,
): AsyncGenerator<RehearsalLine> {
  const worker = startThread(work);
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
  try {
    // Listens before anything can arrive; ends by itself when the thread does.
    for await (const [line] of on(worker, 'message', { signal: deadline, close: ['exit'] }))
      yield line as RehearsalLine;
  } finally {
    await worker.terminate();
  }
}
