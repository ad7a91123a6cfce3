import { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';
import type { Address, Call } from './wire';

const METADATA = 3;
/** The first versions that tell topic ids are beyond kafkajs, which stops at 6. */
const VERSION = 12;
const EVERY_TOPIC = -1;

export interface TopicMetadata {
  readonly name: string;
  readonly topicId: string;
  /** 0, or why Kafka can't say more. */
  readonly error: number;
  /** Leader by partition; -1 while there is none. */
  readonly leaders: readonly number[];
  /** Kafka's own, such as where groups keep their offsets. */
  readonly isInternal: boolean;
  /** Nodes that hold a copy, by partition. */
  readonly copies: readonly PartitionCopies[];
}

export interface PartitionCopies {
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
}

export interface ClusterMetadata {
  readonly clusterId: string;
  /** The broker that takes changes of topics. */
  readonly controllerId: number;
  readonly brokers: ReadonlyMap<number, Address>;
  readonly topics: ReadonlyMap<string, TopicMetadata>;
}

/** Asks for the brokers and for these topics alone, or for every topic. Never creates one. */
export function metadataCall(asked: readonly string[] | 'all'): Call<ClusterMetadata> {
  const topics = asked === 'all' ? [] : asked;
  const body = new ByteWriter().noTags().compactLength(asked === 'all' ? EVERY_TOPIC : topics.length);
  for (const topic of topics) body.raw(Buffer.alloc(16)).compactString(topic).noTags();
  body.boolean(false).boolean(false).noTags();
  return {
    apiKey: METADATA,
    apiVersion: VERSION,
    apiName: 'Metadata',
    body: body.written(),
    read: readMetadata,
  };
}

function readMetadata(payload: Buffer): ClusterMetadata {
  const from = new ByteReader(payload).skipTags().skip(4);
  const brokers = from.compactArray(readBroker);
  const clusterId = from.compactString() ?? '';
  const controllerId = from.int32();
  const topics = from.compactArray(readTopic);
  return {
    clusterId,
    controllerId,
    brokers: new Map(brokers.map(({ nodeId, ...address }) => [nodeId, address])),
    topics: new Map(topics.map((topic) => [topic.name, topic])),
  };
}

function readBroker(from: ByteReader): Address & { nodeId: number } {
  const broker = { nodeId: from.int32(), host: from.compactString() ?? '', port: from.int32() };
  from.compactString();
  from.skipTags();
  return broker;
}

function readTopic(from: ByteReader): TopicMetadata {
  const error = from.int16();
  const name = from.compactString() ?? '';
  const topicId = from.uuid();
  const isInternal = from.boolean();
  const partitions = from.compactArray(readPartition);
  from.skip(4).skipTags();
  const leaders: number[] = [];
  const copies: PartitionCopies[] = [];
  for (const { partition, leader, replicas, inSync } of partitions) {
    leaders[partition] = leader;
    copies[partition] = { replicas, inSync };
  }
  return { name, topicId, error, leaders, isInternal, copies };
}

function readPartition(from: ByteReader): PartitionCopies & { partition: number; leader: number } {
  from.skip(2);
  const partition = from.int32();
  const leader = from.int32();
  from.skip(4);
  const replicas = from.compactArray((node) => node.int32());
  const inSync = from.compactArray((node) => node.int32());
  from.compactArray((offline) => offline.int32());
  from.skipTags();
  return { partition, leader, replicas, inSync };
}
