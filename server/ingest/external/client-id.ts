import { createHash, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrokerSettings } from '@/server/config';

const DIGITS = 12;

/**
 * Under which name the broker keeps Hearth's session: the same after every restart, another one for each data directory and
 * each choice of filters.
 */
export function clientIdOf({ clientId, filters }: BrokerSettings, dataDir: string): string {
  if (clientId !== undefined) return clientId;
  const of = [installationOf(dataDir), ...filters.toSorted()].join('\n');
  // Every broker takes up to 23 characters.
  return `hearth-${createHash('sha256').update(of).digest('hex').slice(0, DIGITS)}`;
}

/** Made once. It appears with its content or not at all: processes may share the directory. */
function installationOf(dataDir: string): string {
  const file = path.join(dataDir, 'mqtt', 'installation');
  const draft = `${file}.${process.pid}`;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(draft, `${randomUUID()}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8').trim();
}
