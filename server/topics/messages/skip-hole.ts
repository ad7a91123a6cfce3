import type { MessageReader } from '@/server/stream/admin/message-reader';
import type { WalkedPartition } from './log-walk';

const FIRST_STEP = 8_192;
const GROWS_BY = 8;

/**
 * Where looking backwards goes on when there is nothing right before `until`: compaction may have left a hole of millions of
 * offsets. The answer has a message within `near` before it, or is the log's start. Takes a few questions, however long the
 * hole is.
 */
export async function skipHole(
  reader: MessageReader,
  place: WalkedPartition,
  until: number,
  near: number,
): Promise<number> {
  let empty = until;
  for (let step = FIRST_STEP; empty > place.start; step *= GROWS_BY) {
    const probe = Math.max(place.start, empty - step);
    const first = await firstFrom(reader, place, probe);
    if (first !== undefined && first < empty) return bisect(reader, place, first, empty, near);
    empty = probe;
  }
  return place.start;
}

/** Between a message and the beginning of the hole after the last one, until both are near to each other. */
async function bisect(
  reader: MessageReader,
  place: WalkedPartition,
  message: number,
  hole: number,
  near: number,
): Promise<number> {
  let [low, high] = [message, hole];
  while (high - low > near) {
    const middle = low + Math.ceil((high - low) / 2);
    const first = await firstFrom(reader, place, middle);
    if (first === undefined || first >= high) high = middle;
    else low = first;
  }
  return high;
}

/** The first offset from here on that a message has, whether it can be unpacked or not. */
async function firstFrom(
  reader: MessageReader,
  place: WalkedPartition,
  offset: number,
): Promise<number | undefined> {
  const chunk = await reader.read(place, offset, place.end);
  const offsets = [chunk?.records[0]?.offset, chunk?.unreadable[0]?.from].filter((one) => one !== undefined);
  return offsets.length === 0 ? undefined : Math.max(offset, Math.min(...offsets));
}
