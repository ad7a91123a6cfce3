import type { PartitionFacts } from '@/contracts/topic-groups';
import type { GroupState } from '@/server/stream/admin/cluster';
import { UnreadableBatch } from '@/server/stream/decode-records';
import type { LogReader } from '@/server/stream/log-reader';

/** Each is a read of its own: of more than these the age isn't told. */
const MOST = 60;
const ANSWER_WITHIN_MS = 1_500;

/** The time of the first message that a reader at this offset has not read; undefined where it isn't known. */
export type FirstUnread = (partition: number, offset: number) => number | undefined;

interface Place {
  readonly partition: number;
  readonly offset: number;
}

/** Looks where groups are behind, those furthest behind first, and gives up on what takes too long. */
export async function firstUnreadOf(
  log: LogReader,
  topic: string,
  partitions: readonly PartitionFacts[],
  groups: readonly GroupState[],
): Promise<FirstUnread> {
  const known = new Map<string, number>();
  // The first message of a partition is known already.
  for (const { partition, start, oldest } of partitions)
    if (oldest !== null) known.set(nameOf({ partition, offset: start }), oldest);
  const wanted = placesOf(topic, partitions, groups).filter((place) => !known.has(nameOf(place)));
  const reading = wanted.slice(0, MOST).map(async (place) => {
    const timestampMs = await timeAt(log, topic, place);
    if (timestampMs !== undefined) known.set(nameOf(place), timestampMs);
  });
  await Promise.race([Promise.all(reading), new Promise((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS))]);
  const starts = new Map(partitions.map(({ partition, start }) => [partition, start]));
  return (partition, offset) =>
    known.get(nameOf({ partition, offset: Math.max(offset, starts.get(partition) ?? 0) }));
}

function nameOf({ partition, offset }: Place): string {
  return `${partition}/${offset}`;
}

function placesOf(
  topic: string,
  partitions: readonly PartitionFacts[],
  groups: readonly GroupState[],
): readonly Place[] {
  const behind = new Map<string, Place & { readonly lag: number }>();
  const facts = new Map(partitions.map((one) => [one.partition, one]));
  for (const { offsets } of groups) {
    for (const { topic: other, partition, offset } of offsets) {
      const at = facts.get(partition);
      if (other !== topic || at === undefined || offset >= at.end) continue;
      const place = { partition, offset: Math.max(offset, at.start) };
      behind.set(nameOf(place), { ...place, lag: at.end - place.offset });
    }
  }
  return [...behind.values()].sort((one, other) => other.lag - one.lag);
}

/** What can't be unpacked, or not now, has no time that is known. */
async function timeAt(
  log: LogReader,
  topic: string,
  { partition, offset }: Place,
): Promise<number | undefined> {
  try {
    const { records } = await log.readFrom(topic, partition, offset, 1);
    return records[0]?.timestampMs;
  } catch (error) {
    if (error instanceof UnreadableBatch) return undefined;
    throw error;
  }
}
