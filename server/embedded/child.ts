import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { type ProcessIdentity, startOf } from './process-identity';

const TAIL_LINES = 20;
const STOP_WITHIN_MS = 20_000;

export interface ChildPlan {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Asks it to end; also what the system sends it when Hearth is killed. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A server that runs beneath Hearth. */
export interface Child extends ProcessIdentity {
  /** Resolves once it has ended, with how. */
  readonly ended: Promise<string>;
  hasEnded(): boolean;
  /** Its last lines of output, oldest first. */
  tail(): readonly string[];
  /** Asks it to end and waits; kills it when it doesn't. */
  stop(): Promise<void>;
}

/**
 * Starts a server in a session of its own (Ctrl-C in a terminal is for Hearth, which then stops its parts in order).
 * On Linux the system ends it when Hearth dies, however that happens.
 */
export function startChild(plan: ChildPlan, log: Pick<Logger, 'debug'>): Child {
  const child = spawnIn(plan);
  const lines = lastLines(child, plan.name, log);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  let over = false;
  // Where the system doesn't end it with us, we do.
  const farewell = () => child.kill(plan.stopSignal);
  process.on('exit', farewell);
  void ended.then(() => {
    over = true;
    process.off('exit', farewell);
  });
  const pid = child.pid ?? -1;
  return {
    pid,
    started: startOf(pid) ?? '',
    ended,
    hasEnded: () => over,
    tail: () => lines,
    stop: () => stop(child, plan.stopSignal, ended),
  };
}

function spawnIn(plan: ChildPlan): ChildProcess {
  const options = {
    cwd: plan.cwd ?? '/',
    env: plan.env ?? process.env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'] as ('ignore' | 'pipe')[],
  };
  const { user } = plan;
  if (!hasSetpriv()) return spawn(plan.command, plan.args, { ...options, ...user });
  const identity = user ? ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups'] : [];
  const deathSignal = ['--pdeathsig', plan.stopSignal.replace('SIG', '')];
  return spawn('setpriv', [...deathSignal, ...identity, plan.command, ...plan.args], options);
}

let setpriv: boolean | undefined;

function hasSetpriv(): boolean {
  setpriv ??= process.platform === 'linux' && succeeds('setpriv', ['--version']);
  return setpriv;
}

function succeeds(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function lastLines(child: ChildProcess, name: string, log: Pick<Logger, 'debug'>): readonly string[] {
  const lines: string[] = [];
  const keep = (line: string): void => {
    lines.push(line);
    if (lines.length > TAIL_LINES) lines.shift();
    log.debug({ part: name, line }, 'output of an embedded part');
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream as Readable }).on('line', keep);
  }
  return lines;
}

async function stop(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<string>): Promise<void> {
  child.kill(signal);
  // A frozen process hears nothing until it is woken.
  if (process.platform !== 'win32') child.kill('SIGCONT');
  const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(impatience);
}
