import type { MessageReader } from '@/server/stream/admin/message-reader';
import type { StreamRecord } from '@/server/stream/types';
import {
  beginWalk,
  type FoundRecord,
  isOver,
  readUntil,
  take,
  type Walk,
  type WalkedPartition,
  type WalkLimits,
} from './log-walk';
import { skipHole } from './skip-hole';

const FIRST_WINDOW = 16;
const LARGEST_WINDOW = 1_024;
const AT_ONCE = 4;

/**
 * Newest first over all partitions: windows of each are read from its end backwards, always of the one that can have the
 * newest, until no other can have a newer one than those that were found.
 */
export async function walkBack(
  reader: MessageReader,
  partitions: readonly WalkedPartition[],
  before: ReadonlyMap<number, number>,
  isWanted: (record: StreamRecord) => boolean,
  limits: WalkLimits,
): Promise<Walk> {
  const walk = beginWalk(before);
  const bounds = new Map(partitions.map(({ partition, newest }) => [partition, newest]));
  const windows = new Map<number, number>();
  while (!isOver(walk, limits)) {
    const left = partitions
      .filter(({ partition, start }) => (walk.at.get(partition) ?? start) > start)
      .sort((one, other) => (bounds.get(other.partition) ?? 0) - (bounds.get(one.partition) ?? 0));
    const [first] = left;
    if (first === undefined) break;
    if (
      walk.found.length >= limits.messages &&
      isSettled(walk.found, limits.messages, bounds.get(first.partition) ?? 0)
    )
      break;
    await Promise.all(
      left
        .slice(0, AT_ONCE)
        .map((partition) => readWindow(reader, partition, walk, bounds, windows, isWanted)),
    );
  }
  return walk;
}

/** No partition that is left can have a newer one than the last of those that are shown. */
function isSettled(found: readonly FoundRecord[], wanted: number, bound: number): boolean {
  const newest = found.map(({ record }) => record.timestampMs).sort((one, other) => other - one);
  return (newest[wanted - 1] ?? 0) >= bound;
}

async function readWindow(
  reader: MessageReader,
  place: WalkedPartition,
  walk: Walk,
  bounds: Map<number, number>,
  windows: Map<number, number>,
  isWanted: (record: StreamRecord) => boolean,
): Promise<void> {
  const { partition, start, oldest } = place;
  const until = walk.at.get(partition) ?? place.end;
  const window = windows.get(partition) ?? FIRST_WINDOW;
  windows.set(partition, Math.min(LARGEST_WINDOW, window * 2));
  const from = Math.max(start, until - window);
  let lowest = bounds.get(partition) ?? oldest;
  const searched = walk.searched;
  await readUntil(reader, place, from, until, (chunk) => {
    const records = take(walk, partition, chunk, until, isWanted);
    for (const { timestampMs } of records) lowest = Math.min(lowest, timestampMs);
    return true;
  });
  const isHole = walk.searched === searched && from > start;
  walk.at.set(partition, isHole ? await skipHole(reader, place, from, FIRST_WINDOW) : from);
  bounds.set(partition, lowest);
}
