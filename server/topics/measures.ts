import type { Cluster } from '@/server/stream/admin/cluster';
import type { BrokerDisks, OffsetAt, PartitionName } from '@/server/stream/admin/size-calls';
import type { ObservedTopic } from './observe';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** What a topic holds and how fast it grows. */
export interface TopicMeasure {
  readonly messages: number;
  /** One copy. */
  readonly bytes: number;
  readonly messagesADay: number;
  readonly bytesADay: number;
  readonly oldest: number | null;
  /** The sum of its ends: it grows by each message. */
  readonly written: number;
  /** Over the last minute, by the times of messages. */
  readonly lastMinute: number;
}

export interface Measures {
  readonly atMs: number;
  readonly topics: ReadonlyMap<string, TopicMeasure>;
  /** Of all brokers together; null where they don't say. */
  readonly disk: { readonly total: number; readonly usable: number } | null;
}

/** Measures topics by asking each broker six times, however many topics there are. */
export async function measureTopics(
  cluster: Cluster,
  topics: ReadonlyMap<string, ObservedTopic>,
  nowMs: number,
): Promise<Measures> {
  const partitions = [...topics].flatMap(([topic, { leaders }]) =>
    leaders.map((_, partition) => ({ topic, partition })),
  );
  const [starts, ends, oldest, dayAgo, minuteAgo, disks] = await Promise.all([
    cluster.offsets(partitions, 'start'),
    cluster.offsets(partitions, 'end'),
    cluster.offsets(partitions, 0),
    cluster.offsets(partitions, nowMs - DAY_MS),
    cluster.offsets(partitions, nowMs - MINUTE_MS),
    cluster.disks(),
  ]);
  const of = {
    starts: byName(starts),
    ends: byName(ends),
    oldest: byName(oldest),
    dayAgo: byName(dayAgo),
    minuteAgo: byName(minuteAgo),
  };
  const bytes = bytesOf(topics, disks);
  const measured = [...topics].map(([topic, { leaders }]) => {
    const held = leaders.map((_, partition) => heldOf(nameOf({ topic, partition }), of));
    return [topic, sumOf(held, bytes.get(topic) ?? 0)] as const;
  });
  return { atMs: nowMs, topics: new Map(measured), disk: diskOf(disks) };
}

function nameOf({ topic, partition }: PartitionName): string {
  return `${topic}/${partition}`;
}

function byName(offsets: readonly OffsetAt[]): ReadonlyMap<string, OffsetAt> {
  return new Map(offsets.map((at) => [nameOf(at), at]));
}

interface Held {
  readonly messages: number;
  readonly messagesADay: number;
  readonly oldest: number | undefined;
  readonly end: number;
  readonly lastMinute: number;
}

function heldOf(
  name: string,
  of: Readonly<Record<'starts' | 'ends' | 'oldest' | 'dayAgo' | 'minuteAgo', ReadonlyMap<string, OffsetAt>>>,
): Held {
  const start = of.starts.get(name)?.offset ?? 0;
  const end = of.ends.get(name)?.offset ?? start;
  const dayAgo = of.dayAgo.get(name)?.offset ?? end;
  return {
    messages: end - start,
    messagesADay: end - Math.max(start, dayAgo),
    oldest: of.oldest.get(name)?.timestampMs,
    end,
    lastMinute: end - Math.max(start, of.minuteAgo.get(name)?.offset ?? end),
  };
}

/** Messages are taken to be of one size. */
function sumOf(held: readonly Held[], bytes: number): TopicMeasure {
  const sum = (value: (one: Held) => number) => held.reduce((total, one) => total + value(one), 0);
  const messages = sum((one) => one.messages);
  const messagesADay = sum((one) => one.messagesADay);
  const oldest = held.flatMap((one) => one.oldest ?? []);
  return {
    messages,
    bytes,
    messagesADay,
    bytesADay: messages === 0 ? 0 : Math.round((bytes * messagesADay) / messages),
    oldest: oldest.length === 0 ? null : Math.min(...oldest),
    written: sum((one) => one.end),
    lastMinute: sum((one) => one.lastMinute),
  };
}

/** The leader's copy counts; of a partition without one the others'. */
function bytesOf(
  topics: ReadonlyMap<string, ObservedTopic>,
  disks: ReadonlyMap<number, BrokerDisks>,
): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>();
  for (const [node, { sizes }] of disks) {
    for (const { topic, partition, bytes: own } of sizes) {
      const leader = topics.get(topic)?.leaders[partition];
      if (leader === node) bytes.set(topic, (bytes.get(topic) ?? 0) + own);
    }
  }
  return bytes;
}

function diskOf(disks: ReadonlyMap<number, BrokerDisks>): Measures['disk'] {
  const all = [...disks.values()].flatMap((broker) => broker.disks);
  if (all.length === 0 || all.some(({ total }) => total === undefined)) return null;
  return {
    total: all.reduce((sum, { total = 0 }) => sum + total, 0),
    usable: all.reduce((sum, { usable = 0 }) => sum + usable, 0),
  };
}
