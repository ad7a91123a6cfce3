import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartRefused } from '@/server/start-refused';
import { type Binaries, majorOf, programOf } from './binaries';
import type { ServerUser } from './server-user';

/** PostgreSQL's user, who owns everything in the cluster. */
export const OWNER = 'hearth';

export interface ClusterPlan {
  /** Holds what is ours alone: the password. */
  readonly folder: string;
  /** PostgreSQL's data directory. */
  readonly data: string;
  readonly binaries: Binaries;
  readonly user: ServerUser | undefined;
}

/** Makes the cluster unless it is there, and returns its owner's password. */
export async function ensureCluster(plan: ClusterPlan): Promise<string> {
  const passwordFile = path.join(plan.folder, 'password');
  const version = clusterVersion(plan.data);
  if (version === undefined) return await makeCluster(plan, passwordFile);
  refuseOtherMajor(plan, version);
  if (existsSync(passwordFile)) return readFileSync(passwordFile, 'utf8').trim();
  throw new StartRefused(
    `The password of the database in ${plan.data} is missing: put ${passwordFile} back, or set HEARTH_DATA_DIR to a new folder.`,
  );
}

function clusterVersion(data: string): string | undefined {
  const file = path.join(data, 'PG_VERSION');
  try {
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EACCES')) throw error;
    throw new StartRefused(
      `${data} belongs to another user: start Hearth as that user, or set HEARTH_DATA_DIR.`,
    );
  }
}

function refuseOtherMajor({ data, binaries }: ClusterPlan, version: string): void {
  const ours = majorOf(binaries.version);
  if (version === ours) return;
  throw new StartRefused(
    `${data} was written by PostgreSQL ${version} and Hearth brings ${ours}: move it with PostgreSQL's pg_upgrade or pg_dumpall, ` +
      `set DATABASE_URL to a PostgreSQL ${version}, or set HEARTH_DATA_DIR to a new folder.`,
  );
}

/** Whoever is interrupted leaves nothing that looks like a cluster. */
async function makeCluster(plan: ClusterPlan, passwordFile: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  const unfinished = `${plan.data}.unfinished`;
  rmSync(plan.data, { recursive: true, force: true });
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  // The server's user reads the password once, from a file of its own beside the cluster.
  const handedOver = `${plan.data}.password`;
  writeSecret(handedOver, password);
  if (plan.user) for (const place of [unfinished, handedOver]) chownSync(place, plan.user.uid, plan.user.gid);
  await initialise(plan, unfinished, handedOver);
  rmSync(handedOver);
  writeSecret(passwordFile, password);
  renameSync(unfinished, plan.data);
  return password;
}

async function initialise(plan: ClusterPlan, data: string, passwordFile: string): Promise<void> {
  const place = ['-D', data, '-U', OWNER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  // The same order of characters on every machine, whatever its C library.
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  await promisify(execFile)(programOf(plan.binaries, 'initdb'), [...place, ...locale, '--no-instructions'], {
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    ...(plan.user && { uid: plan.user.uid, gid: plan.user.gid }),
  });
}

function writeSecret(file: string, secret: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
}
