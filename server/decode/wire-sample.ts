import { mqttFilterOf } from '@/contracts/topic-filter';
import { RAW } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import type { Exclusions } from './exclusions';
import { payloadOf, readHeader } from './raw-record';
import { createTopicTree } from './topic-tree';

/** Of each partition: the newest messages, in which a filter finds what is on the wire. */
const LOOKED_THROUGH = 500;
const MOST_TOPICS = 12;

export interface SampledMessage {
  readonly topic: string;
  /** ms since 1970. */
  readonly at: number;
  readonly payload: Uint8Array;
}

/** The newest message of each topic that the filter claims, newest first, and how many were looked through; never one that was taken out. */
export async function sampleWire(
  log: Pick<LogReader, 'bounds' | 'readFrom'>,
  exclusions: Pick<Exclusions, 'covers'>,
  filter: string,
): Promise<{ readonly messages: readonly SampledMessage[]; readonly searched: number }> {
  const tree = createTopicTree<true>();
  tree.add(mqttFilterOf(filter), true);
  const newest = new Map<string, SampledMessage>();
  let searched = 0;
  for (const { topicId, partition, logEnd } of await log.bounds(RAW)) {
    const { records } = await log.readFrom(
      RAW,
      partition,
      Math.max(0, logEnd - LOOKED_THROUGH),
      LOOKED_THROUGH,
    );
    for (const record of records) {
      const read = readHeader(record);
      if (!('header' in read)) continue;
      const { topic } = read.header;
      if (exclusions.covers({ topicId, partition, offset: record.offset, topic })) continue;
      searched += 1;
      if (tree.matches(topic).length === 0) continue;
      newest.set(topic, { topic, at: record.timestampMs, payload: payloadOf(record) });
    }
  }
  const messages = [...newest.values()].sort((one, other) => other.at - one.at).slice(0, MOST_TOPICS);
  return { messages, searched };
}
