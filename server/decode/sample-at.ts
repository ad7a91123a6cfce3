import type { RawPlace } from '@/contracts/mapping-saving';
import { RAW } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import type { Exclusions } from './exclusions';
import { payloadOf, readHeader } from './raw-record';
import { covering } from './topic-tree';
import type { SampledMessage } from './wire-sample';

/**
 * The message at a place of the raw log; undefined where retention or somebody removed it, or where another one stands now that the
 * filter doesn't claim.
 */
export async function sampleAt(
  log: Pick<LogReader, 'bounds' | 'readRecord'>,
  exclusions: Pick<Exclusions, 'covers'>,
  filter: string,
  { partition, offset }: RawPlace,
): Promise<SampledMessage | undefined> {
  const record = await log.readRecord(RAW, partition, offset);
  const read = record && readHeader(record);
  if (record === undefined || read === undefined || !('header' in read)) return undefined;
  const { topic, received } = read.header;
  const bounds = await log.bounds(RAW);
  const topicId = bounds.find((each) => each.partition === partition)?.topicId;
  if (topicId === undefined || !covering([filter])(topic)) return undefined;
  if (exclusions.covers({ topicId, partition, offset, topic })) return undefined;
  return { topic, partition, offset, at: record.timestampMs, received, payload: payloadOf(record) };
}
