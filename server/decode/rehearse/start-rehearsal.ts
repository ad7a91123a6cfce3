import { on } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RehearsalLine } from '@/contracts/mapping-rehearsal';
import { projectRoot } from '@/server/project-root';
import type { KafkaSettings } from '@/server/stream/types';
import type { Rehearsing } from './rehearse';

/** A rehearsal's thread may keep no more than this. */
const MAX_MEMORY_MB = 512;
const LONGEST_MS = 600_000;

/** What the thread is given. */
export interface RehearsalWork {
  readonly kafka: KafkaSettings;
  readonly rehearsing: Rehearsing;
}

/**
 * Rehearses in a thread, so that nothing else waits for it: lines of progress, then one with the report, or with the problem.
 * Who stops reading ends the thread, and so does the signal.
 */
export async function* startRehearsal(
  work: RehearsalWork,
  signal: AbortSignal,
): AsyncGenerator<RehearsalLine> {
  const worker = threadFor(work);
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
  try {
    // Listens before anything can arrive; ends by itself when the thread does.
    for await (const [line] of on(worker, 'message', { signal: deadline, close: ['exit'] }))
      yield line as RehearsalLine;
  } finally {
    await worker.terminate();
  }
}

function threadFor(workerData: RehearsalWork): Worker {
  const isBundled = process.env.NODE_ENV === 'production';
  const file = isBundled ? 'dist/server/rehearsal.js' : 'server/decode/rehearse/worker-from-sources.mjs';
  const resourceLimits = { maxOldGenerationSizeMb: MAX_MEMORY_MB };
  return new Worker(path.join(projectRoot(), file), { workerData, resourceLimits });
}
