import { type Brokers, createBrokers } from '../brokers';
import { ByteReader } from '../byte-reader';
import { decodeRecords, UnreadableBatch } from '../decode-records';
import { KafkaFault, NONE, OFFSET_OUT_OF_RANGE } from '../error-codes';
import { fetchCall } from '../fetch';
import { BATCH, LENGTH_COUNTS_FROM } from '../record-batch';
import type { KafkaSettings, StreamRecord } from '../types';

const AT_ONCE = 0;

/** Messages that stand in the log and can't be unpacked here. */
export interface UnreadableBatchRange {
  readonly from: number;
  readonly count: number;
  readonly reason: string;
}

export interface MessageChunk {
  readonly records: readonly StreamRecord[];
  readonly unreadable: readonly UnreadableBatchRange[];
  /** Where to go on: always beyond what was asked for, but at the log's end. */
  readonly next: number;
  readonly bytes: number;
}

/** Where a chunk is read. */
export interface MessagePlace {
  readonly topicId: string;
  readonly partition: number;
  readonly leader: number;
}

/**
 * Reads a log as people look at it: what can't be unpacked is told and passed over. `next` passes over holes, and never stays
 * before `end`.
 */
export interface MessageReader {
  /** Undefined when the log no longer holds that offset. */
  read(place: MessagePlace, offset: number, end: number): Promise<MessageChunk | undefined>;
  stop(): void;
}

export function createMessageReader(settings: KafkaSettings, answerWithinMs: number): MessageReader {
  const brokers: Brokers = createBrokers(settings, answerWithinMs);
  return {
    read: async ({ topicId, partition, leader }, offset, end) => {
      // The way to a leader is known once the cluster was asked.
      const wire = await brokers.to(leader).catch(async () => {
        await brokers.metadata([]);
        return brokers.to(leader);
      });
      const [answer] = await wire.call(fetchCall([{ topicId, partition, offset }], AT_ONCE));
      if (answer === undefined) throw new Error("Kafka's answer leaves out the partition asked for");
      if (answer.error === OFFSET_OUT_OF_RANGE) return undefined;
      if (answer.error !== NONE) throw new KafkaFault(`reading partition ${partition}`, answer.error);
      const chunk = await decodeTolerantly(answer.batches, offset);
      // Nothing is left between here and the end: it was compacted away.
      return chunk.next > offset ? chunk : { ...chunk, next: Math.max(offset, end) };
    },
    stop: () => brokers.close(),
  };
}

/** As `decodeRecords`, batch by batch: one that can't be unpacked is told. */
export async function decodeTolerantly(bytes: Buffer, from: number): Promise<MessageChunk> {
  const records: StreamRecord[] = [];
  const unreadable: UnreadableBatchRange[] = [];
  let next = from;
  for (let at = 0; at + BATCH.records <= bytes.length; ) {
    const end = at + LENGTH_COUNTS_FROM + bytes.readInt32BE(at + BATCH.length);
    if (end > bytes.length) break;
    const batch = bytes.subarray(at, end);
    try {
      const decoded = await decodeRecords(batch, from);
      records.push(...decoded.records);
      next = Math.max(next, decoded.next);
    } catch (error) {
      // Bytes that break off inside are as unreadable as those of another compression.
      if (!(error instanceof UnreadableBatch || error instanceof RangeError)) throw error;
      const range = rangeOf(batch);
      unreadable.push({ ...range, reason: error.message });
      next = Math.max(next, range.from + range.count);
    }
    at = end;
  }
  return { records, unreadable, next, bytes: bytes.length };
}

function rangeOf(batch: Buffer): { readonly from: number; readonly count: number } {
  return { from: new ByteReader(batch).int64(), count: batch.readInt32BE(BATCH.lastOffsetDelta) + 1 };
}
