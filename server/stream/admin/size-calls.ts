import { ByteReader } from '../byte-reader';
import { ByteWriter } from '../byte-writer';
import type { Call } from '../wire';
import { throwRefusal } from './refused';

const LIST_OFFSETS = { apiKey: 2, apiVersion: 7, apiName: 'ListOffsets' };
const DESCRIBE_LOG_DIRS = { apiKey: 35, apiVersion: 4, apiName: 'DescribeLogDirs' };
const CONSUMER = -1;
const READ_UNCOMMITTED = 0;
const UNKNOWN_EPOCH = -1;

export interface PartitionName {
  readonly topic: string;
  readonly partition: number;
}

/** Where a moment stands in a partition. */
export interface OffsetAt extends PartitionName {
  readonly error: number;
  /** Undefined when every record is older. */
  readonly offset: number | undefined;
  /** Of the record found, ms since 1970; undefined for the ends of the log. */
  readonly timestampMs: number | undefined;
}

/** The first record at or after a moment (ms since 1970, or an end of the log), of partitions that one broker leads. */
export function offsetsCall(partitions: readonly PartitionName[], moment: number): Call<OffsetAt[]> {
  const body = new ByteWriter(32 * partitions.length + 64).noTags().int32(CONSUMER).int8(READ_UNCOMMITTED);
  body.compactArray([...byTopic(partitions)], (to, [topic, numbers]) => {
    to.compactString(topic).compactArray(numbers, (inner, partition) =>
      inner.int32(partition).int32(UNKNOWN_EPOCH).int64(moment).noTags(),
    );
    to.noTags();
  });
  return { ...LIST_OFFSETS, body: body.noTags().written(), read: readOffsets };
}

export function byTopic(partitions: readonly PartitionName[]): ReadonlyMap<string, readonly number[]> {
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of partitions) {
    const numbers = topics.get(topic);
    if (numbers === undefined) topics.set(topic, [partition]);
    else numbers.push(partition);
  }
  return topics;
}

function readOffsets(payload: Buffer): OffsetAt[] {
  return new ByteReader(payload)
    .skipTags()
    .skip(4)
    .compactArray((entry) => {
      const topic = entry.compactString() ?? '';
      const partitions = entry.compactArray((from) => {
        const partition = from.int32();
        const error = from.int16();
        const timestampMs = from.int64();
        const offset = from.int64();
        from.skip(4).skipTags();
        return { topic, partition, error, offset: known(offset), timestampMs: known(timestampMs) };
      });
      entry.skipTags();
      return partitions;
    })
    .flat();
}

function known(value: number): number | undefined {
  return value < 0 ? undefined : value;
}

/** What one broker has on its disks. */
export interface BrokerDisks {
  readonly disks: readonly { readonly path: string; readonly total?: number; readonly usable?: number }[];
  readonly sizes: readonly (PartitionName & { readonly bytes: number })[];
}

export function logDirsCall(): Call<BrokerDisks> {
  return {
    ...DESCRIBE_LOG_DIRS,
    body: new ByteWriter().noTags().compactNull().noTags().written(),
    read: readLogDirs,
  };
}

function readLogDirs(payload: Buffer): BrokerDisks {
  const from = new ByteReader(payload).skipTags().skip(4);
  throwRefusal('reading the sizes of topics', from.int16());
  const folders = from.compactArray((entry) => {
    // A folder that can't be read has no topics; the others are told all the same.
    entry.skip(2);
    const path = entry.compactString() ?? '';
    const sizes = entry.compactArray(readTopicSizes).flat();
    const total = known(entry.int64());
    const usable = known(entry.int64());
    entry.skipTags();
    return { path, sizes, ...(total !== undefined && { total }), ...(usable !== undefined && { usable }) };
  });
  return {
    disks: folders.map(({ sizes: _, ...disk }) => disk),
    sizes: folders.flatMap(({ sizes }) => sizes),
  };
}

function readTopicSizes(from: ByteReader): (PartitionName & { bytes: number })[] {
  const topic = from.compactString() ?? '';
  const partitions = from.compactArray((entry) => {
    const partition = entry.int32();
    const bytes = entry.int64();
    entry.skip(9).skipTags();
    return { topic, partition, bytes };
  });
  from.skipTags();
  return partitions;
}
