import { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';
import type { Address, Call } from './wire';

const METADATA = 3;
/** The first versions that tell topic ids are beyond kafkajs, which stops at 6. */
const VERSION = 12;

export interface TopicMetadata {
  readonly name: string;
  readonly topicId: string;
  /** 0, or why Kafka can't say more. */
  readonly error: number;
  /** Leader by partition; -1 while there is none. */
  readonly leaders: readonly number[];
}

export interface ClusterMetadata {
  readonly clusterId: string;
  readonly brokers: ReadonlyMap<number, Address>;
  readonly topics: ReadonlyMap<string, TopicMetadata>;
}

/** Asks for the brokers and for these topics alone. Never creates one. */
export function metadataCall(topics: readonly string[]): Call<ClusterMetadata> {
  const body = new ByteWriter().noTags().compactLength(topics.length);
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
  from.skip(4);
  const topics = from.compactArray(readTopic);
  return {
    clusterId,
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
  from.skip(1);
  const partitions = from.compactArray(readPartition);
  from.skip(4).skipTags();
  const leaders: number[] = [];
  for (const { partition, leader } of partitions) leaders[partition] = leader;
  return { name, topicId, error, leaders };
}

function readPartition(from: ByteReader): { partition: number; leader: number } {
  from.skip(2);
  const partition = from.int32();
  const leader = from.int32();
  from.skip(4);
  for (let list = 0; list < 3; list++) from.compactArray((node) => node.int32());
  from.skipTags();
  return { partition, leader };
}
