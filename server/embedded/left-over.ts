import { setTimeout as wait } from 'node:timers/promises';
import { isAlive, type ProcessIdentity } from './process-identity';

const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 15_000;

/** Ends a server that an earlier Hearth left behind, kindly first; returns once it is gone. */
export async function endLeftOver(leftOver: ProcessIdentity, signal: NodeJS.Signals): Promise<void> {
  send(leftOver, signal);
  // A frozen process hears nothing until it is woken.
  send(leftOver, 'SIGCONT');
  const impatientAt = Date.now() + PATIENCE_MS;
  while (isAlive(leftOver)) {
    if (Date.now() > impatientAt) send(leftOver, 'SIGKILL');
    await wait(LOOK_EVERY_MS);
  }
}

function send(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, signal);
  } catch (error) {
    // It ended in between, which is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
