import { ByteReader } from '../byte-reader';
import { ByteWriter } from '../byte-writer';
import type { Call } from '../wire';
import { throwRefusal } from './refused';

const CREATE_TOPICS = { apiKey: 19, apiVersion: 7, apiName: 'CreateTopics' };
const DELETE_TOPICS = { apiKey: 20, apiVersion: 6, apiName: 'DeleteTopics' };
const DELETE_RECORDS = { apiKey: 21, apiVersion: 2, apiName: 'DeleteRecords' };
const CREATE_PARTITIONS = { apiKey: 37, apiVersion: 3, apiName: 'CreatePartitions' };
const WITHIN_MS = 15_000;
const ANSWER_WITHIN_MS = WITHIN_MS + 5_000;

export interface NewTopic {
  readonly name: string;
  /** -1: as the cluster does it by default. */
  readonly partitions: number;
  readonly replication: number;
  /** Overrides alone. */
  readonly configs: Readonly<Record<string, string>>;
}

export interface CreatedTopic {
  /** That of a check alone says nothing. */
  readonly topicId: string;
  readonly partitions: number;
  readonly replication: number;
  /** Every setting's value, as the topic has it, or would. */
  readonly configs: ReadonlyMap<string, string | null>;
}

export function createTopicCall(topic: NewTopic, isCheckOnly: boolean): Call<CreatedTopic> {
  const body = new ByteWriter().noTags().compactLength(1);
  body.compactString(topic.name).int32(topic.partitions).int16(topic.replication).compactLength(0);
  body.compactArray(Object.entries(topic.configs), (to, [name, value]) =>
    to.compactString(name).compactString(value).noTags(),
  );
  body.noTags().int32(WITHIN_MS).boolean(isCheckOnly).noTags();
  return {
    ...CREATE_TOPICS,
    body: body.written(),
    timeoutMs: ANSWER_WITHIN_MS,
    read: (payload) => {
      const [created] = new ByteReader(payload).skipTags().skip(4).compactArray(readCreated);
      if (created === undefined) throw new Error(`Kafka's answer leaves out ${topic.name}`);
      return created;
    },
  };
}

function readCreated(from: ByteReader): CreatedTopic {
  const name = from.compactString();
  const topicId = from.uuid();
  throwRefusal(`creating ${name}`, from.int16(), from.compactString());
  const partitions = from.int32();
  const replication = from.int16();
  const configs = from.compactArray((entry) => {
    const config = [entry.compactString() ?? '', entry.compactString()] as const;
    entry.skip(3).skipTags();
    return config;
  });
  from.skipTags();
  return { topicId, partitions, replication, configs: new Map(configs) };
}

/** By its id: a topic of the same name that was made meanwhile stays. */
export function deleteTopicCall(topicId: string): Call<void> {
  const body = new ByteWriter().noTags().compactLength(1);
  body.compactNull().raw(Buffer.from(topicId, 'base64url')).noTags().int32(WITHIN_MS).noTags();
  return {
    ...DELETE_TOPICS,
    body: body.written(),
    timeoutMs: ANSWER_WITHIN_MS,
    read: (payload) => {
      new ByteReader(payload)
        .skipTags()
        .skip(4)
        .compactArray((entry) => {
          entry.compactString();
          entry.uuid();
          throwRefusal('deleting a topic', entry.int16(), entry.compactString());
          entry.skipTags();
        });
    },
  };
}

/** Grows the topic to so many partitions. */
export function createPartitionsCall(topic: string, count: number, isCheckOnly: boolean): Call<void> {
  const body = new ByteWriter().noTags().compactLength(1).compactString(topic).int32(count).compactNull();
  body.noTags().int32(WITHIN_MS).boolean(isCheckOnly).noTags();
  return {
    ...CREATE_PARTITIONS,
    body: body.written(),
    timeoutMs: ANSWER_WITHIN_MS,
    read: (payload) => {
      new ByteReader(payload)
        .skipTags()
        .skip(4)
        .compactArray((entry) => {
          entry.compactString();
          throwRefusal(`adding partitions to ${topic}`, entry.int16(), entry.compactString());
          entry.skipTags();
        });
    },
  };
}

/** Deletes what stands before an offset, by partition; asked of the leader of all of them. */
export function deleteRecordsCall(topic: string, before: ReadonlyMap<number, number>): Call<void> {
  const body = new ByteWriter().noTags().compactLength(1).compactString(topic);
  body.compactArray([...before], (to, [partition, offset]) => to.int32(partition).int64(offset).noTags());
  body.noTags().int32(WITHIN_MS).noTags();
  return {
    ...DELETE_RECORDS,
    body: body.written(),
    timeoutMs: ANSWER_WITHIN_MS,
    read: (payload) => {
      new ByteReader(payload)
        .skipTags()
        .skip(4)
        .compactArray((entry) => {
          entry.compactString();
          entry.compactArray((partition) => {
            const number = partition.int32();
            throwRefusal(`deleting from ${topic}/${number}`, partition.skip(8).int16());
            partition.skipTags();
          });
          entry.skipTags();
        });
    },
  };
}
