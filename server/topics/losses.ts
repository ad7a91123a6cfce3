import type { Loss } from '@/contracts/topic-plan';
import type { Cluster, GroupState } from '@/server/stream/admin/cluster';
import type { PartitionName } from '@/server/stream/admin/size-calls';
import type { ObservedTopic } from './observe';

/** What one partition holds. */
export interface PartitionContent extends PartitionName {
  readonly start: number;
  readonly end: number;
  readonly bytes: number;
  /** Of its oldest message, ms since 1970; undefined for an empty one. */
  readonly oldest: number | undefined;
}

/** What a topic's partitions hold now, by their leaders. */
export async function contentOf(
  cluster: Cluster,
  name: string,
  { leaders }: Pick<ObservedTopic, 'leaders'>,
): Promise<readonly PartitionContent[]> {
  const partitions = leaders.map((_, partition) => ({ topic: name, partition }));
  const [starts, ends, oldest, disks] = await Promise.all([
    cluster.offsets(partitions, 'start'),
    cluster.offsets(partitions, 'end'),
    cluster.offsets(partitions, 0),
    cluster.disks(),
  ]);
  const sizes = [...disks].flatMap(([node, { sizes: all }]) =>
    all.filter(({ topic, partition }) => topic === name && leaders[partition] === node),
  );
  return partitions.map(({ partition }) => {
    const of = <At extends PartitionName>(all: readonly At[]) => all.find((at) => at.partition === partition);
    const start = of(starts)?.offset ?? 0;
    return {
      topic: name,
      partition,
      start,
      end: of(ends)?.offset ?? start,
      bytes: of(sizes)?.bytes ?? 0,
      oldest: of(oldest)?.timestampMs,
    };
  });
}

/** What deleting up to an offset would take, by partition. */
export function lossBefore(
  content: readonly PartitionContent[],
  cuts: ReadonlyMap<number, number>,
  groups: readonly GroupState[],
  until: number | null,
): Loss {
  const lost = content.map((partition) => {
    const cut = Math.min(partition.end, Math.max(partition.start, cuts.get(partition.partition) ?? 0));
    const held = partition.end - partition.start;
    return {
      partition,
      cut,
      messages: cut - partition.start,
      share: held === 0 ? 0 : (cut - partition.start) / held,
    };
  });
  const touched = lost.filter(({ messages }) => messages > 0);
  const oldest = touched.flatMap(({ partition }) => partition.oldest ?? []);
  return {
    messages: sum(lost.map(({ messages }) => messages)),
    bytes: Math.round(sum(lost.map(({ partition, share }) => partition.bytes * share))),
    from: oldest.length === 0 ? null : Math.min(...oldest),
    until,
    unread: groups
      .map((group) => ({ group: group.group, messages: unreadOf(group, touched) }))
      .filter(({ messages }) => messages > 0),
  };
}

function unreadOf(
  { offsets }: GroupState,
  lost: readonly { readonly partition: PartitionContent; readonly cut: number }[],
): number {
  return sum(
    lost.map(({ partition, cut }) => {
      const at = offsets.find(
        (one) => one.topic === partition.topic && one.partition === partition.partition,
      );
      return at === undefined ? 0 : Math.max(0, cut - Math.max(at.offset, partition.start));
    }),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** What keeping messages for `keptMs` only would delete. */
export async function lossByAge(
  cluster: Cluster,
  content: readonly PartitionContent[],
  groups: readonly GroupState[],
  keptMs: number,
  nowMs: number,
): Promise<Loss> {
  const until = nowMs - keptMs;
  const found = await cluster.offsets(content, until);
  const cuts = new Map(
    content.map(({ partition, end }) => {
      const at = found.find((one) => one.partition === partition);
      // No message is newer: all of them go.
      return [partition, at?.offset ?? end];
    }),
  );
  return lossBefore(content, cuts, groups, until);
}

/** What keeping `keptBytes` of each partition only would delete: messages are taken to be of one size. */
export function lossBySize(
  content: readonly PartitionContent[],
  groups: readonly GroupState[],
  keptBytes: number,
): Loss {
  const cuts = new Map(
    content.map(({ partition, start, end, bytes }) => {
      const share = bytes === 0 ? 0 : Math.max(0, bytes - keptBytes) / bytes;
      return [partition, start + Math.floor((end - start) * share)];
    }),
  );
  return lossBefore(content, cuts, groups, null);
}
