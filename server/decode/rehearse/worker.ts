import { parentPort, workerData } from 'node:worker_threads';
import type { RehearsalLine } from '@/contracts/mapping-rehearsal';
import { startLogReader } from '@/server/stream/log-reader';
import { rehearse } from './rehearse';
import type { RehearsalWork } from './start-rehearsal';

/** One rehearsal in a thread of its own, which reads the log by itself; whoever has started it ends it. */
async function work({ kafka, rehearsing }: RehearsalWork): Promise<void> {
  const log = await startLogReader({ kafka });
  for await (const line of rehearse(log, rehearsing)) tell(line);
  await log.stop();
}

function tell(line: RehearsalLine): void {
  parentPort?.postMessage(line);
}

await work(workerData as RehearsalWork);
