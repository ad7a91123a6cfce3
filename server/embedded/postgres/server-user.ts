import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { StartRefused } from '@/server/start-refused';

export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/**
 * PostgreSQL refuses to run as root. For root: the owner of the data if there is some, else `postgres`, else `nobody`.
 * Undefined: whoever runs Hearth.
 */
export function serverUser(dataFolder: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(dataFolder)) {
    const { uid, gid } = statSync(dataFolder);
    if (uid !== 0) return { uid, gid, name: `user ${uid}` };
  }
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== undefined && gid !== undefined) return { uid, gid, name };
  }
  throw new StartRefused(
    'PostgreSQL refuses to run as root and this machine has neither a user postgres nor nobody: start Hearth as another user, or set DATABASE_URL.',
  );
}

/** Whether the user gets to this file or folder; every folder above it counts. */
export function canReach(user: ServerUser, place: string): boolean {
  const { uid, gid } = user;
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', place], { uid, gid, cwd: '/' }).status === 0;
}

/** The nearest folder at or above `place` that exists. */
export function nearestExisting(place: string): string {
  return existsSync(place) ? place : nearestExisting(path.dirname(place));
}

function idOf(which: '-u' | '-g', name: string): number | undefined {
  try {
    return Number(
      execFileSync('id', [which, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    // id ends with code 1 when there is no such user.
    return undefined;
  }
}
