import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { endLeftOver } from '../left-over';
import { startOf } from '../process-identity';

/** Ends a PostgreSQL that still runs on this data directory without anyone watching it. */
export async function endLeftOverPostmaster(data: string): Promise<void> {
  const file = path.join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const started = pid > 0 ? startOf(pid) : undefined;
  if (started !== undefined && commandOf(pid).includes(data)) await endLeftOver({ pid, started }, 'SIGINT');
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    // It ended in between, or there is no ps: PostgreSQL itself refuses a directory that is in use.
    return '';
  }
}
