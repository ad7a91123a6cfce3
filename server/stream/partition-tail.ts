import type { Brokers } from './brokers';
import { decodeRecords } from './decode-records';
import {
  KafkaFault,
  NONE,
  OFFSET_OUT_OF_RANGE,
  UNKNOWN_TOPIC_ID,
  UNKNOWN_TOPIC_OR_PARTITION,
} from './error-codes';
import { fetchCall } from './fetch';
import { LOG_END, LOG_START, offsetAt } from './list-offsets';
import type { KafkaSettings, PartitionStart, StreamRecord } from './types';
import { openWire, type Wire } from './wire';

const REQUEST_TIMEOUT_MS = 10_000;
/** Compressed, hence five to ten times as much in memory. */
const FETCH_BYTES = 262_144;

export interface TopicPartition {
  readonly topic: string;
  readonly topicId: string;
  readonly partition: number;
}

export interface Fetched {
  readonly records: readonly StreamRecord[];
  readonly next: number;
  readonly end: number;
}

/** The topic of that id is no more: deleted, or created anew. */
export class TopicReplaced extends Error {}

/** The log holds nothing at that offset, and no record can come there next. */
export class OutOfRange extends Error {}

/** One partition's log, read over a connection of its own: a wait for one partition holds up no other. */
export interface PartitionTail {
  bounds(): Promise<PartitionStart>;
  /** The first offset with a timestamp at or after this; undefined when all are older. */
  offsetAtOrAfter(timestampMs: number): Promise<number | undefined>;
  /** Waits up to `waitMs` for a first record; none is an answer too. */
  fetch(offset: number, waitMs: number): Promise<Fetched>;
  /** Ends what is under way. */
  close(): void;
}

export function createPartitionTail(
  settings: KafkaSettings,
  brokers: Brokers,
  { topic, topicId, partition }: TopicPartition,
): PartitionTail {
  let wire: Wire | undefined;
  let closed = false;

  const leader = async (): Promise<Wire> => {
    if (wire?.open) return wire;
    const metadata = await brokers.metadata([topic]);
    const found = metadata.topics.get(topic);
    if (found?.error === UNKNOWN_TOPIC_OR_PARTITION || (found?.error === NONE && found.topicId !== topicId)) {
      throw new TopicReplaced(`${topic} is another topic now`);
    }
    const address = metadata.brokers.get(found?.leaders[partition] ?? -1);
    if (address === undefined) throw new Error(`${topic}/${partition} has no leader`);
    const opened = await openWire(settings, address, REQUEST_TIMEOUT_MS);
    if (closed) opened.close();
    wire = opened;
    return opened;
  };

  // After any fault the next call looks for the leader anew.
  const asking = async <Answer>(ask: (leader: Wire) => Promise<Answer>): Promise<Answer> => {
    try {
      return await ask(await leader());
    } catch (error) {
      if (!(error instanceof OutOfRange)) {
        wire?.close();
        wire = undefined;
      }
      throw error;
    }
  };

  return {
    bounds: () =>
      asking(async (at) => {
        const logStart = (await offsetAt(at, topic, partition, LOG_START)) ?? 0;
        const logEnd = (await offsetAt(at, topic, partition, LOG_END)) ?? logStart;
        return { topic, topicId, partition, logStart, logEnd };
      }),
    offsetAtOrAfter: (timestampMs) => asking((at) => offsetAt(at, topic, partition, timestampMs)),
    fetch: (offset, waitMs) =>
      asking(async (at) => {
        const answer = await at.call(
          fetchCall({ topicId, partition, offset, maxBytes: FETCH_BYTES, waitMs }),
        );
        if (answer.error === OFFSET_OUT_OF_RANGE)
          throw new OutOfRange(`${topic}/${partition} has no ${offset}`);
        if (answer.error === UNKNOWN_TOPIC_ID) throw new TopicReplaced(`${topic} is another topic now`);
        if (answer.error !== NONE) throw new KafkaFault(`reading ${topic}/${partition}`, answer.error);
        return { ...(await decodeRecords(answer.batches, offset)), end: answer.end };
      }),
    close() {
      closed = true;
      wire?.close();
    },
  };
}
