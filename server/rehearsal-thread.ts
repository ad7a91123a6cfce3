import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from './project-root';

/** A rehearsal's thread may keep no more than this. */
const MAX_MEMORY_MB = 512;

/** Starts a thread that rehearses a mapping; whoever starts it ends it. */
export function startRehearsalThread(workerData: unknown): Worker {
  return new Worker(threadFile(), { workerData, resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB } });
}

/** Bundled beside the server; where Hearth runs from its sources, there. */
function threadFile(): string {
  if (!import.meta.filename.endsWith('.ts')) return path.join(import.meta.dirname, 'rehearsal.js');
  return path.join(projectRoot(), 'server/decode/rehearse/worker-from-sources.mjs');
}
