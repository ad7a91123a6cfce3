import type { Logger } from 'pino';
import { type Brokers, createBrokers } from './brokers';
import { NONE } from './error-codes';
import {
  createPartitionTail,
  fetchingAtOnce,
  type PartitionTail,
  type TopicPartition,
} from './partition-tail';
import { batchesOf } from './stream-batches';
import type { KafkaSettings, PartitionStart, StreamBatch, StreamRecord } from './types';

const REQUEST_TIMEOUT_MS = 10_000;

/** Looks things up in the log: outside any consumer, without waiting for what is yet to come. Throws when Kafka is away. */
export interface LogReader {
  /** The ends of every partition of a topic. */
  bounds(topic: string): Promise<readonly PartitionStart[]>;
  /** The record at these coordinates; undefined when the log doesn't hold it. */
  readRecord(topic: string, partition: number, offset: number): Promise<StreamRecord | undefined>;
  /** Up to `limit` records from `offset` on, fewer at the log's end; `next` is where to go on. */
  readFrom(
    topic: string,
    partition: number,
    offset: number,
    limit: number,
  ): Promise<{ records: readonly StreamRecord[]; next: number }>;
  /** The first offset with a timestamp at or after this (ms since 1970); undefined when all are older. */
  offsetAtOrAfter(topic: string, partition: number, timestampMs: number): Promise<number | undefined>;
  /**
   * Records with a timestamp from `fromMs` on and before `toMs`, of every partition, up to the ends the log has at the call.
   * Timestamps needn't rise along the log: it is read to its end.
   */
  readSpan(topic: string, fromMs: number, toMs: number): AsyncIterable<StreamBatch>;
  stop(): Promise<void>;
}

export async function startLogReader(options: { kafka: KafkaSettings; log?: Logger }): Promise<LogReader> {
  return new Reader(options.kafka);
}

class Reader implements LogReader {
  readonly #brokers: Brokers;
  readonly #tails = new Map<string, PartitionTail>();

  constructor(settings: KafkaSettings) {
    this.#brokers = createBrokers(settings, REQUEST_TIMEOUT_MS);
  }

  async bounds(topic: string): Promise<readonly PartitionStart[]> {
    const partitions = await this.#partitionsOf(topic);
    return Promise.all(partitions.map((at) => this.#tailOf(at).bounds()));
  }

  async readRecord(topic: string, partition: number, offset: number): Promise<StreamRecord | undefined> {
    const { records } = await this.readFrom(topic, partition, offset, 1);
    return records[0]?.offset === offset ? records[0] : undefined;
  }

  async readFrom(
    topic: string,
    partition: number,
    offset: number,
    limit: number,
  ): Promise<{ records: readonly StreamRecord[]; next: number }> {
    const at = (await this.#partitionsOf(topic)).find((found) => found.partition === partition);
    if (at === undefined) return { records: [], next: offset };
    const { logStart, logEnd } = await this.#tailOf(at).bounds();
    const records: StreamRecord[] = [];
    let next = Math.max(offset, logStart);
    while (records.length < limit && next < logEnd) {
      const fetched = await this.#tailOf(at).fetch(next);
      records.push(...fetched.records.slice(0, limit - records.length));
      next = records.length < limit ? fetched.next : (records.at(-1)?.offset ?? next) + 1;
    }
    return { records, next };
  }

  async offsetAtOrAfter(topic: string, partition: number, timestampMs: number): Promise<number | undefined> {
    const at = (await this.#partitionsOf(topic)).find((found) => found.partition === partition);
    return at === undefined ? undefined : this.#tailOf(at).offsetAtOrAfter(timestampMs);
  }

  async *readSpan(topic: string, fromMs: number, toMs: number): AsyncIterable<StreamBatch> {
    for (const at of await this.#partitionsOf(topic)) yield* this.#readPartitionSpan(at, fromMs, toMs);
  }

  async stop(): Promise<void> {
    for (const tail of this.#tails.values()) tail.close();
    this.#brokers.close();
  }

  async *#readPartitionSpan(at: TopicPartition, fromMs: number, toMs: number): AsyncIterable<StreamBatch> {
    const tail = this.#tailOf(at);
    const { logEnd } = await tail.bounds();
    let next = (await tail.offsetAtOrAfter(fromMs)) ?? logEnd;
    while (next < logEnd) {
      const fetched = await tail.fetch(next);
      const records = fetched.records.filter(
        ({ offset, timestampMs }) => offset < logEnd && timestampMs >= fromMs && timestampMs < toMs,
      );
      yield* batchesOf(at, { ...fetched, records }, next);
      next = fetched.next;
    }
  }

  // Asked every time: a topic that was created anew has another id.
  async #partitionsOf(topic: string): Promise<TopicPartition[]> {
    const found = (await this.#brokers.metadata([topic])).topics.get(topic);
    if (found === undefined || found.error !== NONE) return [];
    const { topicId, leaders } = found;
    return leaders.map((_, partition) => ({ topic, topicId, partition }));
  }

  #tailOf(at: TopicPartition): PartitionTail {
    const name = `${at.topicId}/${at.partition}`;
    const known = this.#tails.get(name);
    if (known !== undefined) return known;
    const tail = createPartitionTail(this.#brokers, fetchingAtOnce(this.#brokers), at);
    this.#tails.set(name, tail);
    return tail;
  }
}
