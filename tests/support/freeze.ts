import { existsSync, readdirSync, readFileSync } from 'node:fs';

const STOPS_WITHIN_MS = 5_000;

/** SIGSTOP; returns once every thread stands still: until then a process may go on answering. */
export function freeze(pid: number): void {
  process.kill(pid, 'SIGSTOP');
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return;
  const endMs = Date.now() + STOPS_WITHIN_MS;
  while (!readdirSync(tasks).every((task) => isStopped(`${tasks}/${task}/stat`))) {
    if (Date.now() > endMs) throw new Error(`process ${pid} does not stop`);
  }
}

/** The state follows the name, which may hold spaces and brackets. */
function isStopped(file: string): boolean {
  // A thread that ended meanwhile answers nobody either.
  if (!existsSync(file)) return true;
  const stat = readFileSync(file, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T');
}
