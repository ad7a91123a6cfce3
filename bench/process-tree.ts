import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessFigures {
  readonly pid: number;
  readonly command: string;
  readonly residentMb: number;
  readonly cpuMs: number;
  /** CPU of the children that have ended. */
  readonly endedCpuMs: number;
}

/** Linux counts CPU in hundredths of a second and memory in pages. */
export const MS_PER_CLOCK_TICK = 10;
const MB_PER_PAGE = 4096 / 1_048_576;

/** A process and everything below it, as the kernel counts them. Linux only. */
export function processTree(root: number): readonly ProcessFigures[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? figuresOf(Number(name)) : []));
  const found = all.filter((figures) => figures.pid === root);
  for (const parent of found) found.push(...all.filter((figures) => figures.parent === parent.pid));
  return found;
}

export function totalCpuMs(tree: readonly ProcessFigures[]): number {
  return tree.reduce((sum, figures) => sum + figures.cpuMs, 0);
}

function figuresOf(pid: number): readonly (ProcessFigures & { readonly parent: number })[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name in brackets, which may itself hold blanks: state, parent, …
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0, pages = 0] = [fields[1], fields[11], fields[12], fields[21]];
    const endedCpuMs = ((fields[13] ?? 0) + (fields[14] ?? 0)) * MS_PER_CLOCK_TICK;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    const cpuMs = (user + system) * MS_PER_CLOCK_TICK;
    return [{ pid, parent, command, cpuMs, endedCpuMs, residentMb: pages * MB_PER_PAGE }];
  } catch (error) {
    // It ended between the list and the look.
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code)))
      return [];
    throw error;
  }
}
