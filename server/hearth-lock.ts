import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { endLeftOver } from './embedded/left-over';
import { isAlive, type ProcessIdentity, startOf } from './embedded/process-identity';
import { StartRefused } from './start-refused';

const Identity = z.object({ pid: z.number().int().positive(), started: z.string() });
const Content = Identity.extend({ parts: z.record(z.string(), Identity) });
type Content = z.infer<typeof Content>;

const LOOK_EVERY_MS = 20;

/** This process has the data directory to itself, and writes down there which servers it started. */
export interface HearthLock {
  noteChild(name: string, child: ProcessIdentity): void;
  release(): void;
}

/** Takes the data directory; ends what a killed Hearth left running. Throws one sentence when a living Hearth has it. */
export async function takeLock(dataDir: string): Promise<HearthLock> {
  const lock = await tryLock(dataDir);
  if (lock !== undefined) return lock;
  throw new StartRefused(
    `A Hearth already runs on ${dataDir} (process ${holderOf(fileIn(dataDir))?.pid}): stop it, or set HEARTH_DATA_DIR to another folder.`,
  );
}

/** As `takeLock`, but undefined when a living Hearth has the data directory. */
export async function tryLock(dataDir: string): Promise<HearthLock | undefined> {
  const file = fileIn(dataDir);
  let content: Content = { pid: process.pid, started: startOf(process.pid) ?? '', parts: {} };
  if (!(await take(file, content))) return undefined;
  return {
    noteChild: (name, { pid, started }) => {
      content = { ...content, parts: { ...content.parts, [name]: { pid, started } } };
      replace(file, content);
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** False when a living process has it. One left by a dead process is cleared away first, with what that one started. */
async function take(file: string, content: Content): Promise<boolean> {
  while (!create(file, content)) {
    if (isHeld(file)) return false;
    // Clearing away is one process's work at a time, or the second to look would remove the lock that the first has taken.
    const clearing = `${file}.clearing`;
    if (!(await take(clearing, content))) {
      await wait(LOOK_EVERY_MS);
      continue;
    }
    try {
      if (!isHeld(file)) await clear(file);
    } finally {
      rmSync(clearing, { force: true });
    }
  }
  return true;
}

function isHeld(file: string): boolean {
  const holder = holderOf(file);
  return holder !== undefined && isAlive(holder);
}

async function clear(file: string): Promise<void> {
  const parts = Object.values(holderOf(file)?.parts ?? {});
  await Promise.all(parts.map((part) => endLeftOver(part, 'SIGINT')));
  rmSync(file, { force: true });
}

/** The servers that the Hearth of this data directory started, by name. */
export function partsOf(dataDir: string): Readonly<Record<string, ProcessIdentity>> {
  return holderOf(fileIn(dataDir))?.parts ?? {};
}

function fileIn(dataDir: string): string {
  return path.join(dataDir, 'hearth.lock');
}

/** False when there is a lock already. It appears with its content or not at all. */
function create(file: string, content: Content): boolean {
  const draft = writeDraft(file, content);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function replace(file: string, content: Content): void {
  renameSync(writeDraft(file, content), file);
}

function writeDraft(file: string, content: Content): string {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(content), { mode: 0o600 });
  return draft;
}

/** Undefined when there is no lock, or one that is no longer readable after a power cut. */
function holderOf(file: string): Content | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return Content.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
