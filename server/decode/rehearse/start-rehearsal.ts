import { on } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { RehearsalLine } from '@/contracts/mapping-rehearsal';
import type { KafkaSettings } from '@/server/stream/types';
import type { Rehearsing } from './rehearse';

const LONGEST_MS = 600_000;
const MINUTE_MS = 60_000;

/** What the thread is given. */
export interface RehearsalWork {
  readonly kafka: KafkaSettings;
  readonly rehearsing: Rehearsing;
}

/** The server's own: pages are bundled apart from it, and know no file that a thread could begin with. */
export type StartThread = (work: RehearsalWork) => Worker;

/**
 * Rehearses in a thread, so that nothing else waits for it: lines of progress, then one with the report, or with the problem.
 * Who stops reading ends the thread, and so does the signal. What takes too long ends with the problem that it does, and how far it came.
 */
export async function* startRehearsal(
  work: RehearsalWork,
  startThread: StartThread,
  signal: AbortSignal,
  tooLong = AbortSignal.timeout(LONGEST_MS),
): AsyncGenerator<RehearsalLine> {
  const worker = startThread(work);
  const deadline = AbortSignal.any([signal, tooLong]);
  let progress: Progress | undefined;
  try {
    // Listens before anything can arrive; ends by itself when the thread does.
    for await (const [given] of on(worker, 'message', { signal: deadline, close: ['exit'] })) {
      const line = given as RehearsalLine;
      if ('done' in line) progress = line;
      yield line;
    }
  } catch (error) {
    if (signal.aborted || !tooLong.aborted) throw error;
    yield { problem: tookTooLong(progress) };
  } finally {
    await worker.terminate();
  }
}

type Progress = Extract<RehearsalLine, { done: number }>;

function tookTooLong(progress: Progress | undefined): string {
  const minutes = LONGEST_MS / MINUTE_MS;
  const format = new Intl.NumberFormat('en');
  const read =
    progress === undefined
      ? 'no message was read by then'
      : `${format.format(progress.done)} of ${format.format(progress.of)} messages were read by then`;
  return `It took longer than ${minutes} minutes and was ended: ${read}. Rehearse fewer days.`;
}
