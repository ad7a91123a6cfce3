import { setTimeout as wait } from 'node:timers/promises';
import { createBrokers } from '../brokers';
import { KafkaFault } from '../error-codes';
import { LOG_END, LOG_START } from '../list-offsets';
import type { ClusterMetadata } from '../metadata';
import type { KafkaSettings } from '../types';
import { alterConfigsCall, describeConfigsCall, type TopicConfig } from './config-calls';
import {
  type CommittedOffset,
  commitCall,
  committedCall,
  coordinatorCall,
  type DescribedGroup,
  describeConsumerGroupsCall,
  describeGroupsCall,
  listGroupsCall,
} from './group-calls';
import { createRoads, type Roads } from './roads';
import { type BrokerDisks, logDirsCall, type OffsetAt, offsetsCall, type PartitionName } from './size-calls';
import {
  type CreatedTopic,
  createPartitionsCall,
  createTopicCall,
  deleteRecordsCall,
  deleteTopicCall,
  type NewTopic,
} from './topic-calls';

const NEWEST_TIMESTAMP = -3;
const ANSWER_WITHIN_MS = 10_000;
const COORDINATED_WITHIN_MS = 8_000;
const DEAD = 'Dead';
const LOOK_AGAIN_MS = 100;
/** Topics that one question about settings names: an answer of a few hundred KB. */
const TOPICS_A_QUESTION = 250;

/** A moment in a log: ms since 1970, one of its ends, or that of the newest timestamp. */
export type LogMoment = number | 'start' | 'end' | 'newest';

/** A group, its members, and where it stands in each partition. */
export interface GroupState extends DescribedGroup {
  readonly offsets: readonly CommittedOffset[];
}

/**
 * A Kafka cluster's topics and groups, to look at and to change. A question that can't be answered now throws; a change that
 * Kafka doesn't take throws `RefusedByKafka`.
 */
export interface Cluster {
  /** Brokers and topics: these, or all. */
  metadata(topics: readonly string[] | 'all'): Promise<ClusterMetadata>;
  /** Settings by topic. `details`: what each would be without an override, and its documentation. */
  configs(topics: readonly string[], details?: boolean): Promise<ReadonlyMap<string, readonly TopicConfig[]>>;
  /** The offset of a moment in each of these partitions; one without a leader is left out. */
  offsets(partitions: readonly PartitionName[], moment: LogMoment): Promise<readonly OffsetAt[]>;
  /** What each broker has on its disks, by node. */
  disks(): Promise<ReadonlyMap<number, BrokerDisks>>;
  groups(): Promise<readonly GroupState[]>;
  /** Only checks, with `isCheckOnly`, and answers with what the topic would be. */
  createTopic(topic: NewTopic, isCheckOnly?: boolean): Promise<CreatedTopic>;
  growTopic(topic: string, partitions: number, isCheckOnly?: boolean): Promise<void>;
  /** Sets these overrides and removes those that are undefined; no other is touched. */
  alterConfigs(
    topic: string,
    changes: ReadonlyMap<string, string | undefined>,
    isCheckOnly?: boolean,
  ): Promise<void>;
  deleteTopic(topicId: string): Promise<void>;
  /** Deletes what stands before an offset, by partition. */
  deleteRecords(topic: string, before: ReadonlyMap<number, number>): Promise<void>;
  /** Moves a group that has no members; `RefusedByKafka` when it has some. */
  moveGroup(group: string, to: readonly CommittedOffset[]): Promise<void>;
  stop(): void;
}

export function createCluster(settings: KafkaSettings, answerWithinMs = ANSWER_WITHIN_MS): Cluster {
  const roads = createRoads(createBrokers(settings, answerWithinMs));
  return { ...looksAt(roads), ...changesOf(roads), stop: roads.close };
}

type Looks = 'metadata' | 'configs' | 'offsets' | 'disks' | 'groups';

function looksAt({ metadata, any, on, onEach, onLeaders }: Roads): Pick<Cluster, Looks> {
  return {
    metadata,
    configs: async (topics, details = false) => {
      const parts = await Promise.all(
        chunksOf(topics, TOPICS_A_QUESTION).map((some) => any(describeConfigsCall(some, details))),
      );
      return new Map(parts.flatMap((part) => [...part]));
    },
    offsets: async (partitions, moment) =>
      (await onLeaders(partitions, (led) => offsetsCall(led, wireMoment(moment)))).flat(),
    disks: async () => new Map(await onEach(async (node) => [node, await on(node, logDirsCall())] as const)),
    groups: async () => (await onEach((node) => groupsOn(on, node))).flat(),
  };
}

/** Each broker knows the groups that it coordinates. */
async function groupsOn(on: Roads['on'], node: number): Promise<readonly GroupState[]> {
  const names = (await on(node, listGroupsCall())).map(({ group }) => group);
  if (names.length === 0) return [];
  const [described, committed] = await Promise.all([
    on(node, describeGroupsCall(names)),
    on(node, committedCall(names)),
  ]);
  const newer = await newerGroups(on, node, described);
  return described.map((one) => ({
    ...(newer.get(one.group) ?? one),
    offsets: committed.get(one.group) ?? [],
  }));
}

/** What is listed and told as dead lives by the newer protocol; a broker that doesn't know that has none of it. */
async function newerGroups(
  on: Roads['on'],
  node: number,
  described: readonly DescribedGroup[],
): Promise<ReadonlyMap<string, DescribedGroup>> {
  const unknown = described.filter(({ state }) => state === DEAD).map(({ group }) => group);
  if (unknown.length === 0) return new Map();
  const told = await on(node, describeConsumerGroupsCall(unknown)).catch(() => []);
  return new Map(told.filter(({ state }) => state !== '').map((one) => [one.group, one]));
}

function changesOf({ metadata, any, on, onController, onLeaders }: Roads): Omit<Cluster, Looks | 'stop'> {
  return {
    createTopic: (topic, isCheckOnly = false) => onController(createTopicCall(topic, isCheckOnly)),
    growTopic: (topic, partitions, isCheckOnly = false) =>
      onController(createPartitionsCall(topic, partitions, isCheckOnly)),
    alterConfigs: (topic, changes, isCheckOnly = false) =>
      onController(alterConfigsCall(topic, changes, isCheckOnly)),
    deleteTopic: (topicId) => onController(deleteTopicCall(topicId)),
    deleteRecords: async (topic, before) => {
      const partitions = [...before.keys()].map((partition) => ({ topic, partition }));
      await onLeaders(partitions, (led) =>
        deleteRecordsCall(
          topic,
          new Map(led.map(({ partition }) => [partition, before.get(partition) ?? 0])),
        ),
      );
    },
    moveGroup: (group, to) =>
      patiently(async () => {
        const coordinator = await any(coordinatorCall(group));
        await metadata([]);
        await on(coordinator, commitCall(group, to));
      }),
  };
}

/** A cluster's first group waits until there is a place for it; moving a group twice is moving it once. */
async function patiently(work: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + COORDINATED_WITHIN_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof KafkaFault) || Date.now() > deadline) throw error;
      await wait(LOOK_AGAIN_MS);
    }
  }
}

function wireMoment(moment: LogMoment): number {
  if (moment === 'start') return LOG_START;
  if (moment === 'newest') return NEWEST_TIMESTAMP;
  return moment === 'end' ? LOG_END : moment;
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
