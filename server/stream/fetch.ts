import { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';
import { KafkaFault, NONE } from './error-codes';
import type { Call } from './wire';

const FETCH = 1;
/** The first that asks by topic id: what a topic's successor of the same name holds can't be taken for its own. */
const VERSION = 13;
const CONSUMER = -1;
const READ_UNCOMMITTED = 0;
const NO_SESSION = 0;
const FULL_FETCH = -1;
const UNKNOWN = -1;
const ANSWER_TIMEOUT_MS = 8_000;
/** Compressed, hence five to ten times as much in memory. */
const PARTITION_BYTES = 262_144;
const ANSWER_BYTES = 4 * PARTITION_BYTES;

/** What a partition is asked for: records from an offset on. */
export interface Question {
  readonly topicId: string;
  readonly partition: number;
  readonly offset: number;
}

export function questionName({ topicId, partition }: Omit<Question, 'offset'>): string {
  return `${topicId}/${partition}`;
}

export interface FetchAnswer {
  readonly topicId: string;
  readonly partition: number;
  readonly error: number;
  /** The offset after the newest record that all in-sync replicas have. */
  readonly end: number;
  readonly batches: Buffer;
}

/** Waits up to `waitMs` until one of the partitions has a record. Those asked first are served first. */
export function fetchCall(questions: readonly Question[], waitMs: number): Call<FetchAnswer[]> {
  const maxBytes = Math.min(questions.length * PARTITION_BYTES, ANSWER_BYTES);
  const body = new ByteWriter().noTags();
  body.int32(CONSUMER).int32(waitMs).int32(1).int32(maxBytes).int8(READ_UNCOMMITTED);
  body.int32(NO_SESSION).int32(FULL_FETCH);
  body.compactLength(questions.length);
  for (const { topicId, partition, offset } of questions) {
    body.raw(Buffer.from(topicId, 'base64url')).compactLength(1);
    body.int32(partition).int32(UNKNOWN).int64(offset).int32(UNKNOWN).int64(UNKNOWN);
    body.int32(PARTITION_BYTES).noTags().noTags();
  }
  body.compactLength(0).compactString('').noTags();
  return {
    apiKey: FETCH,
    apiVersion: VERSION,
    apiName: 'Fetch',
    body: body.written(),
    timeoutMs: waitMs + ANSWER_TIMEOUT_MS,
    read: readAnswers,
  };
}

function readAnswers(payload: Buffer): FetchAnswer[] {
  const from = new ByteReader(payload).skipTags().skip(4);
  const error = from.int16();
  if (error !== NONE) throw new KafkaFault('reading', error);
  return from
    .skip(4)
    .compactArray((entry) => {
      const topicId = entry.uuid();
      const partitions = entry.compactArray((partition) => readPartition(partition, topicId));
      entry.skipTags();
      return partitions;
    })
    .flat();
}

function readPartition(from: ByteReader, topicId: string): FetchAnswer {
  const partition = from.int32();
  const error = from.int16();
  const end = from.int64();
  from.skip(16);
  from.compactArray((aborted) => aborted.skip(16).skipTags());
  from.skip(4);
  const batches = from.raw(Math.max(0, from.unsignedVarint() - 1));
  from.skipTags();
  return { topicId, partition, error, end, batches };
}
