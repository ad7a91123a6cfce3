import { statfs } from 'node:fs/promises';
import { StartRefused } from '@/server/start-refused';

const MEGABYTE = 1_048_576;
/** Kafka's and PostgreSQL's first files take a quarter of it; the rest is some days of a home's sensors. */
const NEEDED_BYTES = 512 * MEGABYTE;

/** Throws one sentence when the disk below `folder` is too full to go on. */
export async function refuseFullDisk(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const problem = diskProblem(folder, bavail * bsize);
  if (problem !== undefined) throw new StartRefused(problem);
}

export function diskProblem(folder: string, freeBytes: number): string | undefined {
  if (freeBytes >= NEEDED_BYTES) return undefined;
  const free = Math.floor(freeBytes / MEGABYTE);
  return (
    `The disk of ${folder} has ${free} MB left and Hearth needs ${NEEDED_BYTES / MEGABYTE} MB: ` +
    'free some space, or set HEARTH_DATA_DIR to a folder on another disk.'
  );
}
