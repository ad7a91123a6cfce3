import type { MessageReader } from '@/server/stream/admin/message-reader';
import type { StreamRecord } from '@/server/stream/types';
import {
  beginWalk,
  isOver,
  readUntil,
  take,
  type Walk,
  type WalkedPartition,
  type WalkLimits,
} from './log-walk';

const AT_ONCE = 4;

/**
 * Oldest first: of the partitions that are furthest behind in time a chunk each, until enough was found. Messages of one
 * partition stay in its order.
 */
export async function walkOn(
  reader: MessageReader,
  partitions: readonly WalkedPartition[],
  from: ReadonlyMap<number, number>,
  isWanted: (record: StreamRecord) => boolean,
  limits: WalkLimits,
): Promise<Walk> {
  const walk = beginWalk(from);
  const bounds = new Map(partitions.map(({ partition, oldest }) => [partition, oldest]));
  const per = Math.max(1, Math.ceil(limits.messages / AT_ONCE));
  while (!isOver(walk, limits) && walk.found.length < limits.messages) {
    const left = partitions
      .filter(({ partition, end }) => (walk.at.get(partition) ?? end) < end)
      .sort((one, other) => (bounds.get(one.partition) ?? 0) - (bounds.get(other.partition) ?? 0));
    if (left.length === 0) break;
    const share = left.length === 1 ? limits.messages - walk.found.length : per;
    await Promise.all(
      left.slice(0, AT_ONCE).map((place) => readChunk(reader, place, walk, bounds, share, isWanted)),
    );
  }
  return walk;
}

/** At most `share` that are wanted: it goes on right after the last one of them. */
async function readChunk(
  reader: MessageReader,
  place: WalkedPartition,
  walk: Walk,
  bounds: Map<number, number>,
  share: number,
  isWanted: (record: StreamRecord) => boolean,
): Promise<void> {
  const { partition, end } = place;
  const from = walk.at.get(partition) ?? end;
  let stopAt: number | undefined;
  const next = await readUntil(reader, place, from, end, (chunk) => {
    const wanted = chunk.records.filter(isWanted);
    stopAt = wanted.length > share ? (wanted[share - 1]?.offset ?? chunk.next - 1) + 1 : undefined;
    const records = take(walk, partition, chunk, Math.min(end, stopAt ?? end), isWanted);
    const last = records.at(-1)?.timestampMs;
    if (last !== undefined) bounds.set(partition, last);
    // One chunk, and then whoever is furthest behind.
    return false;
  });
  walk.at.set(partition, stopAt ?? Math.min(next, end));
}
