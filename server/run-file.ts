import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { isAlive } from './embedded/process-identity';

const Run = z.object({
  pid: z.number().int().positive(),
  /** When the process started, in the system's own words: a pid alone is given to others later. */
  started: z.string(),
  url: z.string(),
  /** Where the first admin is made; absent once there is one, or where pages are served by others. */
  setupUrl: z.string().optional(),
  /** With a login for programs on this machine, where the broker is Hearth's own. */
  mqttUrl: z.string().optional(),
  /** The same door over TLS. */
  mqttsUrl: z.string().optional(),
  kafkaBrokers: z.string(),
  databaseUrl: z.string(),
  /** The search server that the settings name. */
  elasticsearchUrl: z.string().optional(),
});

/** Tells other programs on this machine where everything of a running Hearth is. */
export type Run = z.infer<typeof Run>;

export function writeRunFile(dataDir: string, run: Run): void {
  const file = fileIn(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(run, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function removeRunFile(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}

/** The Hearth that runs on this data directory; undefined when none does. */
export function livingRun(dataDir: string): Run | undefined {
  try {
    const run = Run.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
    return isAlive(run) ? run : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function fileIn(dataDir: string): string {
  return path.join(dataDir, 'run.json');
}
