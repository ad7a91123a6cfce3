import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 1_000;

/** Stops this process, as Ctrl-C would, when the npm that runs it is killed. Does nothing when it wasn't started by npm. */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform !== 'linux') return;
  const npm = nearestNpm(process.ppid);
  if (npm === undefined) return;
  const looking = setInterval(() => {
    if (statusOf(npm.pid)?.started === npm.started) return;
    clearInterval(looking);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  looking.unref();
}

/** npm is the parent, or a shell's parent in between. */
function nearestNpm(pid) {
  for (let at = statusOf(pid); at !== undefined && at.pid > 1; at = statusOf(at.parent)) {
    if (at.name.startsWith('npm')) return at;
    if (!SHELLS.includes(at.name)) return undefined;
  }
}

const SHELLS = ['sh', 'bash', 'dash', 'zsh'];

function statusOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    const fields = stat.slice(end + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    return {
      pid,
      name: stat.slice(stat.indexOf('(') + 1, end),
      parent: Number(fields[1]),
      started: fields[19],
    };
  } catch {
    return undefined;
  }
}
