import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { MS_PER_CLOCK_TICK, processTree, totalCpuMs } from './process-tree';

/**
 * Which share of the machine, in percent, others have taken since: figures of a busy machine say little about Hearth, and
 * a reader should see it. Linux only.
 */
export function watchOthers(): () => number {
  const [startedAt, before] = [performance.now(), othersCpuMs()];
  return () => {
    const wholeMs = (performance.now() - startedAt) * cpus().length;
    return Math.max(0, ((othersCpuMs() - before) / wholeMs) * 100);
  };
}

function othersCpuMs(): number {
  const own = processTree(process.pid);
  const ended = own.reduce((sum, { endedCpuMs }) => sum + endedCpuMs, 0);
  return machineCpuMs() - totalCpuMs(own) - ended;
}

/** All but idle and waiting for disks, since the machine started. */
function machineCpuMs(): number {
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0] = (
    readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
  )
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + interrupts + softInterrupts) * MS_PER_CLOCK_TICK;
}
