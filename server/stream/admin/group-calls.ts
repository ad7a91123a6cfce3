import { ByteReader } from '../byte-reader';
import { ByteWriter } from '../byte-writer';
import type { Call } from '../wire';
import { throwRefusal } from './refused';
import { byTopic, type PartitionName } from './size-calls';

const LIST_GROUPS = { apiKey: 16, apiVersion: 4, apiName: 'ListGroups' };
const DESCRIBE_GROUPS = { apiKey: 15, apiVersion: 5, apiName: 'DescribeGroups' };
const CONSUMER_GROUP_DESCRIBE = { apiKey: 69, apiVersion: 0, apiName: 'ConsumerGroupDescribe' };
const FIND_COORDINATOR = { apiKey: 10, apiVersion: 4, apiName: 'FindCoordinator' };
const OFFSET_FETCH = { apiKey: 9, apiVersion: 8, apiName: 'OffsetFetch' };
const OFFSET_COMMIT = { apiKey: 8, apiVersion: 8, apiName: 'OffsetCommit' };
const NO_GENERATION = -1;
const UNKNOWN_EPOCH = -1;

/** The groups that one broker coordinates. */
export function listGroupsCall(): Call<{ readonly group: string; readonly state: string }[]> {
  return {
    ...LIST_GROUPS,
    body: new ByteWriter().noTags().compactLength(0).noTags().written(),
    read: (payload) => {
      const from = new ByteReader(payload).skipTags().skip(4);
      throwRefusal('listing groups', from.int16());
      return from.compactArray((entry) => {
        const group = entry.compactString() ?? '';
        entry.compactString();
        const state = entry.compactString() ?? '';
        entry.skipTags();
        return { group, state };
      });
    },
  };
}

const GROUP = 0;

/** The node that coordinates a group. */
export function coordinatorCall(group: string): Call<number> {
  const body = new ByteWriter().noTags().int8(GROUP).compactLength(1).compactString(group).noTags();
  return {
    ...FIND_COORDINATOR,
    body: body.written(),
    read: (payload) => {
      const [node] = new ByteReader(payload)
        .skipTags()
        .skip(4)
        .compactArray((entry) => {
          entry.compactString();
          const nodeId = entry.int32();
          entry.compactString();
          throwRefusal(`finding ${group}`, entry.skip(4).int16(), entry.compactString());
          entry.skipTags();
          return nodeId;
        });
      if (node === undefined) throw new Error(`Kafka names no coordinator of ${group}`);
      return node;
    },
  };
}

export interface GroupMember {
  readonly memberId: string;
  readonly clientId: string;
  readonly host: string;
  /** What it works on; empty while the group finds itself. */
  readonly partitions: readonly PartitionName[];
}

export interface DescribedGroup {
  readonly group: string;
  /** Kafka's word: Stable, Empty, PreparingRebalance … */
  readonly state: string;
  readonly members: readonly GroupMember[];
}

export function describeGroupsCall(groups: readonly string[]): Call<DescribedGroup[]> {
  const body = new ByteWriter().noTags().compactArray(groups, (to, group) => to.compactString(group));
  return {
    ...DESCRIBE_GROUPS,
    body: body.boolean(false).noTags().written(),
    read: (payload) => new ByteReader(payload).skipTags().skip(4).compactArray(readGroup),
  };
}

/** One that Hearth may not look into, or that is of another kind, is told without members. */
function readGroup(from: ByteReader): DescribedGroup {
  from.skip(2);
  const group = from.compactString() ?? '';
  const state = from.compactString() ?? '';
  const protocolType = from.compactString();
  from.compactString();
  const members = from.compactArray((entry) => {
    const memberId = entry.compactString() ?? '';
    entry.compactString();
    const clientId = entry.compactString() ?? '';
    const host = (entry.compactString() ?? '').replace(/^\//, '');
    entry.compactBytes();
    const assignment = entry.compactBytes();
    entry.skipTags();
    return { memberId, clientId, host, partitions: protocolType === 'consumer' ? assigned(assignment) : [] };
  });
  from.skip(4).skipTags();
  return { group, state, members };
}

/** Groups of the newer protocol (KIP-848), which `describeGroupsCall` tells as dead. */
export function describeConsumerGroupsCall(groups: readonly string[]): Call<DescribedGroup[]> {
  const body = new ByteWriter().noTags().compactArray(groups, (to, group) => to.compactString(group));
  return {
    ...CONSUMER_GROUP_DESCRIBE,
    body: body.boolean(false).noTags().written(),
    read: (payload) => new ByteReader(payload).skipTags().skip(4).compactArray(readConsumerGroup),
  };
}

function readConsumerGroup(from: ByteReader): DescribedGroup {
  from.skip(2).compactString();
  const group = from.compactString() ?? '';
  const state = from.compactString() ?? '';
  from.skip(8).compactString();
  const members = from.compactArray((entry) => {
    const memberId = entry.compactString() ?? '';
    entry.compactString();
    entry.compactString();
    const clientId = entry.skip(4).compactString() ?? '';
    const host = (entry.compactString() ?? '').replace(/^\//, '');
    entry.compactArray((topic) => topic.compactString());
    entry.compactString();
    const partitions = readAssignment(entry);
    readAssignment(entry);
    entry.skipTags();
    return { memberId, clientId, host, partitions };
  });
  from.skip(4).skipTags();
  return { group, state, members };
}

function readAssignment(from: ByteReader): readonly PartitionName[] {
  const partitions = from.compactArray((entry) => {
    entry.uuid();
    const topic = entry.compactString() ?? '';
    const own = entry.compactArray((inner) => ({ topic, partition: inner.int32() }));
    entry.skipTags();
    return own;
  });
  from.skipTags();
  return partitions.flat();
}

/** The consumer protocol's assignment; another program's own form tells nothing. */
function assigned(bytes: Buffer): readonly PartitionName[] {
  if (bytes.length === 0) return [];
  try {
    return new ByteReader(bytes)
      .skip(2)
      .array((entry) => {
        const topic = entry.string() ?? '';
        return entry.array((from) => ({ topic, partition: from.int32() }));
      })
      .flat();
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** The next offset of a group in a partition. */
export interface CommittedOffset extends PartitionName {
  readonly offset: number;
}

/** What groups that one broker coordinates have committed, by group, in all their topics. */
export function committedCall(
  groups: readonly string[],
): Call<ReadonlyMap<string, readonly CommittedOffset[]>> {
  const body = new ByteWriter().noTags().compactArray(groups, (to, group) => {
    to.compactString(group).compactNull().noTags();
  });
  return {
    ...OFFSET_FETCH,
    body: body.boolean(false).noTags().written(),
    read: (payload) => new Map(new ByteReader(payload).skipTags().skip(4).compactArray(readCommitted)),
  };
}

function readCommitted(from: ByteReader): [string, readonly CommittedOffset[]] {
  const group = from.compactString() ?? '';
  const offsets = from
    .compactArray((entry) => {
      const topic = entry.compactString() ?? '';
      const partitions = entry.compactArray((inner) => {
        const partition = inner.int32();
        const offset = inner.int64();
        inner.skip(4).compactString();
        inner.skip(2).skipTags();
        return { topic, partition, offset };
      });
      entry.skipTags();
      return partitions;
    })
    .flat();
  // Whose offsets Hearth may not read has none here; the others are told all the same.
  from.skip(2).skipTags();
  return [group, offsets.filter(({ offset }) => offset >= 0)];
}

/** Moves a group that has no members. Throws `RefusedByKafka` when it has some. */
export function commitCall(group: string, offsets: readonly CommittedOffset[]): Call<void> {
  const targets = new Map(offsets.map((at) => [`${at.topic}/${at.partition}`, at.offset]));
  const body = new ByteWriter().noTags().compactString(group).int32(NO_GENERATION).compactString('');
  body.compactNull().compactArray([...byTopic(offsets)], (to, [topic, partitions]) => {
    to.compactString(topic).compactArray(partitions, (inner, partition) => {
      inner.int32(partition).int64(targets.get(`${topic}/${partition}`) ?? 0);
      inner.int32(UNKNOWN_EPOCH).compactString('').noTags();
    });
    to.noTags();
  });
  return {
    ...OFFSET_COMMIT,
    body: body.noTags().written(),
    read: (payload) => {
      new ByteReader(payload)
        .skipTags()
        .skip(4)
        .compactArray((entry) => {
          entry.compactString();
          entry.compactArray((partition) => {
            throwRefusal(`moving ${group}`, partition.skip(4).int16());
            partition.skipTags();
          });
          entry.skipTags();
        });
    },
  };
}
