import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import { type Binaries, programOf } from './binaries';
import { canReach, nearestExisting, type ServerUser } from './server-user';

/** Where a server that runs as another user keeps what that user can't reach elsewhere. */
const SHARED_FOLDER = '/var/lib/hearth';

/**
 * The folder of the cluster itself. A user who can't get into `folder` keeps it below /var/lib/hearth, under a name that is
 * written down in `folder`: with a new data directory begins a new cluster.
 */
export function clusterFolder(
  folder: string,
  user: ServerUser | undefined,
  log: Pick<Logger, 'info'>,
): string {
  const inside = path.join(folder, 'data');
  const note = path.join(folder, 'moved-to');
  if (existsSync(note)) return readFileSync(note, 'utf8').trim();
  if (existsSync(inside) || user === undefined || canReach(user, nearestExisting(folder))) return inside;
  const elsewhere = path.join(SHARED_FOLDER, `postgres-${randomBytes(6).toString('hex')}`, 'data');
  for (const place of [SHARED_FOLDER, path.dirname(elsewhere)]) makeOpenFolder(place);
  writeFileSync(note, `${elsewhere}\n`);
  log.info({ folder: elsewhere, user: user.name }, 'PostgreSQL keeps its data where its user can reach it');
  return elsewhere;
}

/** The programs where the server's user can run them; copied below /var/lib/hearth when npm's folder is out of reach. */
export function reachableBinaries(binaries: Binaries, user: ServerUser | undefined): Binaries {
  if (user === undefined || canReach(user, programOf(binaries, 'postgres'))) return binaries;
  const folder = path.join(SHARED_FOLDER, `postgresql-${binaries.version}`);
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    makeOpenFolder(SHARED_FOLDER);
    cpSync(binaries.folder, unfinished, { recursive: true, verbatimSymlinks: true });
    renameSync(unfinished, folder);
  }
  return { ...binaries, folder };
}

/** One that everybody can pass through, whatever the umask is. */
function makeOpenFolder(place: string): void {
  mkdirSync(place, { recursive: true });
  chmodSync(place, 0o755);
}
