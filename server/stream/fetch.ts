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

export interface FetchAnswer {
  readonly error: number;
  /** The offset after the newest record that all in-sync replicas have. */
  readonly end: number;
  readonly batches: Buffer;
}

/** Waits up to `waitMs` for a first record at or after `offset`. */
export function fetchCall(from: {
  readonly topicId: string;
  readonly partition: number;
  readonly offset: number;
  readonly maxBytes: number;
  readonly waitMs: number;
}): Call<FetchAnswer> {
  const body = new ByteWriter().noTags();
  body.int32(CONSUMER).int32(from.waitMs).int32(1).int32(from.maxBytes).int8(READ_UNCOMMITTED);
  body.int32(NO_SESSION).int32(FULL_FETCH);
  body.compactLength(1).raw(Buffer.from(from.topicId, 'base64url')).compactLength(1);
  body.int32(from.partition).int32(UNKNOWN).int64(from.offset).int32(UNKNOWN).int64(UNKNOWN);
  body.int32(from.maxBytes).noTags().noTags();
  body.compactLength(0).compactString('').noTags();
  return {
    apiKey: FETCH,
    apiVersion: VERSION,
    apiName: 'Fetch',
    body: body.written(),
    timeoutMs: from.waitMs + ANSWER_TIMEOUT_MS,
    read: readAnswer,
  };
}

function readAnswer(payload: Buffer): FetchAnswer {
  const from = new ByteReader(payload).skipTags().skip(4);
  const error = from.int16();
  if (error !== NONE) throw new KafkaFault('reading', error);
  const [topic] = from.skip(4).compactArray((entry) => entry.skip(16).compactArray(readPartition));
  const [partition] = topic ?? [];
  if (partition === undefined) throw new Error("Kafka's answer leaves out the partition asked for");
  return partition;
}

function readPartition(from: ByteReader): FetchAnswer {
  from.skip(4);
  const error = from.int16();
  const end = from.int64();
  from.skip(16);
  from.compactArray((aborted) => aborted.skip(16).skipTags());
  from.skip(4);
  const batches = from.raw(Math.max(0, from.unsignedVarint() - 1));
  from.skipTags();
  return { error, end, batches };
}
