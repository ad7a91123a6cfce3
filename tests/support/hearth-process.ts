import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent, fetch } from 'undici';
import { ensurePages } from '@/scripts/bootstrap/pages.mjs';
import { ensureServerBundle } from '@/scripts/bootstrap/server-bundle.mjs';
import { partsOf } from '@/server/hearth-lock';
import { livingRun, type Run } from '@/server/run-file';

const LOOK_EVERY_MS = 20;
const READY_WITHIN_MS = 90_000;

/** The real program, as `npm start` runs it, on free ports and a data directory of its own. */
export interface HearthProcess {
  readonly pid: number;
  readonly run: Run;
  readonly dataDir: string;
  /** Everything it has said so far, both streams. */
  output(): string;
  /** The process of an embedded part: Kafka, PostgreSQL. */
  partPid(name: 'Kafka' | 'PostgreSQL'): number;
  /** What one of its doors answers, such as `/readyz`, over TLS too. */
  ask(door: string): ReturnType<typeof fetch>;
  /** Returns once every role is ready. */
  waitReady(): Promise<void>;
  /** `kill -9`; returns once it is gone. */
  kill9(): Promise<void>;
  /** Ends it as Ctrl-C does, and removes the data directory unless it was given; returns the exit code. */
  stop(): Promise<number | null>;
  /** Sends a signal, to its whole process group if it leads one, as a terminal does; returns the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** The same program on the same data, after `kill9`, or after a clean end of this one. */
  restart(): Promise<HearthProcess>;
}

export interface HearthOptions {
  readonly dataDir?: string;
  /** In a process group of its own, as a terminal starts a command. */
  readonly leadsGroup?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export async function startHearth(options: HearthOptions = {}): Promise<HearthProcess> {
  const dataDir = options.dataDir ?? aDataDir();
  const hearth = await spawnHearth(dataDir, options);
  const own = options.dataDir === undefined;
  try {
    const run = await untilRunning(dataDir, hearth);
    await untilReady(run.url, { ...hearth, dataDir });
    return facade({ ...hearth, dataDir, run, own, options });
  } catch (error) {
    await kill9(hearth.child);
    throw error;
  }
}

/** Starts Hearth where it is expected to refuse; resolves with how it ended. */
export async function refusedHearth(
  env: Readonly<Record<string, string>>,
  dataDir = aDataDir(),
): Promise<{ readonly code: number | null; readonly output: string }> {
  const { child, output } = await spawnHearth(dataDir, { env });
  await ended(child);
  return { code: child.exitCode, output: output() };
}

/** A fresh folder that the user of the embedded PostgreSQL can enter. */
export function aDataDir(): string {
  const folder = mkdtempSync(path.join(process.env.TEST_FOLDER ?? tmpdir(), 'hearth-data-'));
  chmodSync(folder, 0o755);
  return folder;
}

interface Spawned {
  readonly child: ChildProcess;
  output(): string;
}

async function spawnHearth(dataDir: string, { env, leadsGroup }: HearthOptions): Promise<Spawned> {
  await ensureServerBundle();
  const roles = env?.HEARTH_ROLES ?? 'all';
  if (/all|web/.test(roles) && !existsSync('.next/BUILD_ID')) ensurePages();
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    env: { ...environmentForTests(), ...ANY_PORTS, ...NO_DEMO, HEARTH_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: leadsGroup === true,
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => chunks.push(String(chunk)));
  // Whatever becomes of the test, its Hearth ends with it.
  const killIt = () => void child.kill('SIGKILL');
  process.once('exit', killIt);
  child.once('exit', () => process.off('exit', killIt));
  return { child, output: () => chunks.join('') };
}

const ANY_PORTS = {
  HEARTH_PORT: '0',
  HEARTH_MQTT_PORT: '0',
  HEARTH_MQTTS_PORT: '0',
  HEARTH_KAFKA_PORT: '0',
  HEARTH_POSTGRES_PORT: '0',
  // Tests beside each other would take each other's name; the one about it says where.
  HEARTH_MDNS: 'off',
};

/** A test is about what it publishes itself. */
const NO_DEMO = { HEARTH_DEMO: 'off' };

/** This environment without what would change the program under test. */
function environmentForTests(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(HEARTH_|VITEST|KAFKA_|DATABASE_URL|MQTT_|ELASTICSEARCH_|KIBANA_URL$|NODE_ENV$)/.test(name),
  );
  return { ...Object.fromEntries(kept), NODE_ENV: 'production' };
}

function facade(
  hearth: Spawned & { dataDir: string; run: Run; own: boolean; options: HearthOptions },
): HearthProcess {
  const { child, dataDir, run } = hearth;
  return {
    pid: run.pid,
    run,
    dataDir,
    output: hearth.output,
    partPid: (name) => partsOf(dataDir)[name]?.pid ?? -1,
    ask: (door) => ask(run.url + door, dataDir),
    waitReady: () => untilReady(run.url, hearth),
    kill9: () => kill9(child),
    end: async (signal) => {
      process.kill(hearth.options.leadsGroup ? -run.pid : run.pid, signal);
      await ended(child);
      return child.exitCode;
    },
    stop: async () => {
      if (isRunning(child)) child.kill('SIGINT');
      await ended(child);
      if (hearth.own) rmSync(dataDir, { recursive: true, force: true });
      return child.exitCode;
    },
    restart: async () => {
      if (isRunning(child)) child.kill('SIGINT');
      await ended(child);
      const again = await startHearth({ ...hearth.options, dataDir });
      return { ...again, stop: () => stopAndRemove(again, hearth.own) };
    },
  };
}

async function stopAndRemove(hearth: HearthProcess, own: boolean): Promise<number | null> {
  const code = await hearth.stop();
  if (own) rmSync(hearth.dataDir, { recursive: true, force: true });
  return code;
}

async function untilRunning(dataDir: string, hearth: Spawned): Promise<Run> {
  const endMs = Date.now() + READY_WITHIN_MS;
  for (;;) {
    refuseIfEnded(hearth);
    const run = livingRun(dataDir);
    if (run !== undefined && run.pid === hearth.child.pid) return run;
    if (Date.now() > endMs) throw new Error(`Hearth wrote no run.json:\n${hearth.output()}`);
    await wait(LOOK_EVERY_MS);
  }
}

/** Trusts the CA of the data directory, if there is one. */
function ask(url: string, dataDir: string) {
  const caFile = path.join(dataDir, 'tls', 'ca.pem');
  if (!url.startsWith('https:') || !existsSync(caFile)) return fetch(url);
  return fetch(url, { dispatcher: new Agent({ connect: { ca: readFileSync(caFile, 'utf8') } }) });
}

async function untilReady(url: string, hearth: Spawned & { dataDir: string }): Promise<void> {
  const endMs = Date.now() + READY_WITHIN_MS;
  for (;;) {
    refuseIfEnded(hearth);
    const response = await ask(`${url}/readyz`, hearth.dataDir);
    const said = await response.text();
    if (response.ok) return;
    if (Date.now() > endMs) throw new Error(`Hearth is not ready: ${said}\n${hearth.output()}`);
    await wait(LOOK_EVERY_MS);
  }
}

function refuseIfEnded({ child, output }: Spawned): void {
  if (!isRunning(child)) throw new Error(`Hearth ended with code ${child.exitCode}:\n${output()}`);
}

async function kill9(child: ChildProcess): Promise<void> {
  if (isRunning(child)) child.kill('SIGKILL');
  await ended(child);
}

async function ended(child: ChildProcess): Promise<void> {
  if (isRunning(child)) await once(child, 'exit');
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
