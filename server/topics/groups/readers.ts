import type { GroupFacts, GroupPosition, PartitionFacts, TopicReaders } from '@/contracts/topic-groups';
import type { Cluster, GroupState } from '@/server/stream/admin/cluster';
import type { BrokerDisks, OffsetAt } from '@/server/stream/admin/size-calls';
import { NONE } from '@/server/stream/error-codes';
import type { LogReader } from '@/server/stream/log-reader';
import type { ClusterMetadata, TopicMetadata } from '@/server/stream/metadata';
import { type FirstUnread, firstUnreadOf } from './first-unread';

/** What is needed to look at partitions and groups. */
export interface ReadersTools {
  readonly cluster: Cluster;
  readonly log: LogReader;
}

/** A topic's partitions and the groups that read it; undefined for a topic that isn't there. Throws while Kafka is away. */
export async function readReaders(
  { cluster, log }: ReadersTools,
  topic: string,
): Promise<TopicReaders | undefined> {
  const metadata = await cluster.metadata([topic]);
  const found = metadata.topics.get(topic);
  if (found === undefined || found.error !== NONE) return undefined;
  const [partitions, groups] = await Promise.all([partitionsOf(cluster, found, metadata), cluster.groups()]);
  const reading = groups.filter((group) => isReading(group, topic));
  const unread = await firstUnreadOf(log, topic, partitions, reading);
  const at = Date.now();
  return {
    partitions,
    groups: reading
      .map((group) => factsOf(group, topic, partitions, unread, at))
      .sort((one, other) => (one.group < other.group ? -1 : 1)),
    brokers: [...metadata.brokers].map(([node, { host, port }]) => ({ node, address: `${host}:${port}` })),
    at,
  };
}

function isReading({ offsets, members }: GroupState, topic: string): boolean {
  return (
    offsets.some((at) => at.topic === topic) ||
    members.some(({ partitions }) => partitions.some((at) => at.topic === topic))
  );
}

async function partitionsOf(
  cluster: Cluster,
  { name: topic, leaders, copies }: TopicMetadata,
  { brokers }: ClusterMetadata,
): Promise<readonly PartitionFacts[]> {
  const names = leaders.map((_, partition) => ({ topic, partition }));
  const [starts, ends, oldest, newest, disks] = await Promise.all([
    cluster.offsets(names, 'start'),
    cluster.offsets(names, 'end'),
    cluster.offsets(names, 0),
    cluster.offsets(names, 'newest'),
    cluster.disks(),
  ]);
  const by = {
    starts: byPartition(starts),
    ends: byPartition(ends),
    oldest: byPartition(oldest),
    newest: byPartition(newest),
  };
  return leaders.map((leader, partition) => {
    const start = by.starts.get(partition)?.offset ?? 0;
    return {
      partition,
      leader: brokers.has(leader) ? leader : null,
      replicas: copies[partition]?.replicas ?? [],
      inSync: copies[partition]?.inSync ?? [],
      start,
      end: by.ends.get(partition)?.offset ?? start,
      bytes: bytesOn(disks.get(leader), topic, partition),
      oldest: by.oldest.get(partition)?.timestampMs ?? null,
      newest: by.newest.get(partition)?.timestampMs ?? null,
    };
  });
}

function byPartition(offsets: readonly OffsetAt[]): ReadonlyMap<number, OffsetAt> {
  return new Map(offsets.map((at) => [at.partition, at]));
}

function bytesOn(disks: BrokerDisks | undefined, topic: string, partition: number): number | null {
  return disks?.sizes.find((at) => at.topic === topic && at.partition === partition)?.bytes ?? null;
}

const STATES: Readonly<Record<string, GroupFacts['state']>> = {
  Stable: 'working',
  Empty: 'idle',
  PreparingRebalance: 'rebalancing',
  CompletingRebalance: 'rebalancing',
  Assigning: 'rebalancing',
  Reconciling: 'rebalancing',
};

/** Hearth's consumers are named so; nobody else's should be. */
export function isOwnGroup(group: string): boolean {
  return group.startsWith('hearth.');
}

function factsOf(
  { group, state, members, offsets }: GroupState,
  topic: string,
  partitions: readonly PartitionFacts[],
  unread: FirstUnread,
  nowMs: number,
): GroupFacts {
  const facts = new Map(partitions.map((one) => [one.partition, one]));
  const positions = offsets
    .filter((at) => at.topic === topic)
    .flatMap(({ partition, offset }): GroupPosition[] => {
      const at = facts.get(partition);
      return at === undefined ? [] : [positionOf(at, offset, unread, nowMs)];
    })
    .sort((one, other) => one.partition - other.partition);
  return {
    group,
    state: STATES[state] ?? 'other',
    isOwn: isOwnGroup(group),
    members: members.map(({ clientId, host, partitions: own }) => ({
      clientId,
      host,
      partitions: own.filter((at) => at.topic === topic).map(({ partition }) => partition),
    })),
    positions,
  };
}

function positionOf(
  { partition, start, end }: PartitionFacts,
  offset: number,
  unread: FirstUnread,
  nowMs: number,
): GroupPosition {
  const lag = Math.max(0, end - Math.max(offset, start));
  const firstMs = unread(partition, offset);
  return {
    partition,
    offset,
    lag,
    lagMs: lag === 0 ? 0 : firstMs === undefined ? null : Math.max(0, nowMs - firstMs),
    lost: Math.max(0, start - offset),
  };
}
