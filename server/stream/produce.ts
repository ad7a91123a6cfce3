import type { ByteReader as Reader } from './byte-reader';
import { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';
import type { Call } from './wire';

const PRODUCE = 0;
const VERSION = 8;
const ALL_IN_SYNC_REPLICAS = -1;
const BROKER_TIMEOUT_MS = 10_000;

export interface ProducedPartition {
  readonly topic: string;
  readonly partition: number;
  readonly error: number;
  readonly firstOffset: number;
  readonly reason: string | null;
}

/** Appends one batch to each of these partitions; answered once all in-sync replicas have them. */
export function produceCall(
  batches: readonly { readonly topic: string; readonly partition: number; readonly bytes: Buffer }[],
): Call<readonly ProducedPartition[]> {
  const size = batches.reduce((sum, { topic, bytes }) => sum + bytes.length + topic.length + 32, 32);
  const body = new ByteWriter(size).int16(-1).int16(ALL_IN_SYNC_REPLICAS).int32(BROKER_TIMEOUT_MS);
  const topics = new Map(
    batches.map(({ topic }) => [topic, batches.filter((batch) => batch.topic === topic)]),
  );
  body.int32(topics.size);
  for (const [topic, partitions] of topics) {
    body.string(topic).int32(partitions.length);
    for (const { partition, bytes } of partitions) body.int32(partition).int32(bytes.length).raw(bytes);
  }
  return {
    apiKey: PRODUCE,
    apiVersion: VERSION,
    apiName: 'Produce',
    body: body.written(),
    read: (payload) => new ByteReader(payload).array(readTopic).flat(),
  };
}

function readTopic(from: Reader): ProducedPartition[] {
  const topic = from.string() ?? '';
  return from.array((partition) => ({ topic, ...readPartition(partition) }));
}

function readPartition(from: Reader): Omit<ProducedPartition, 'topic'> {
  const partition = from.int32();
  const error = from.int16();
  const firstOffset = from.int64();
  from.skip(16);
  const records = from.array((record) => record.skip(4).string());
  const reason = from.string() ?? records.find((text) => text !== null) ?? null;
  return { partition, error, firstOffset, reason };
}
