import { mqttFilterOf } from '@/contracts/topic-filter';
import { RAW } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import type { PartitionStart } from '@/server/stream/types';
import type { Exclusions } from './exclusions';
import { payloadOf, readHeader } from './raw-record';
import { createTopicTree, type TopicTree } from './topic-tree';

/** Of each partition: the newest messages, in which a filter finds what is on the wire. */
const LOOKED_THROUGH = 500;
/** As many where it finds nothing in those: of a device that speaks seldom in a house that speaks much. */
const LOOKED_FURTHER = 10_000;
const MOST_OF_A_TOPIC = 5;
const MOST_TOPICS = 1_000;
const MOST_SAMPLES = 60;
const MINUTE_MS = 60_000;

export interface SampledMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** ms since 1970. */
  readonly at: number;
  /** µs since 1970. */
  readonly received: number;
  readonly payload: Uint8Array;
}

export interface WireSample {
  /** Newest first: the newest of each topic at least, as far as there is room. */
  readonly messages: readonly SampledMessage[];
  readonly topics: number;
  /** Messages a minute; null where nothing was found. */
  readonly perMinute: number | null;
  readonly searched: number;
}

type Log = Pick<LogReader, 'bounds' | 'readFrom'>;

/** The newest messages that the filter claims, and how many were looked through; never one that was taken out. */
export async function sampleWire(
  log: Log,
  exclusions: Pick<Exclusions, 'covers'>,
  filter: string,
): Promise<WireSample> {
  const tree = createTopicTree<true>();
  tree.add(mqttFilterOf(filter), true);
  const bounds = await log.bounds(RAW);
  const near = await look(log, { bounds, tree, exclusions }, LOOKED_THROUGH);
  if (near.messages.length > 0 || near.searched < LOOKED_THROUGH) return near;
  return look(log, { bounds, tree, exclusions }, LOOKED_FURTHER);
}

interface Where {
  readonly bounds: readonly PartitionStart[];
  readonly tree: TopicTree<true>;
  readonly exclusions: Pick<Exclusions, 'covers'>;
}

async function look(log: Log, { bounds, tree, exclusions }: Where, most: number): Promise<WireSample> {
  const byTopic = new Map<string, SampledMessage[]>();
  const now = Date.now();
  let [searched, perMinute] = [0, 0];
  for (const { topicId, partition, logEnd } of bounds) {
    const { records } = await log.readFrom(RAW, partition, Math.max(0, logEnd - most), most);
    let claimed = 0;
    for (const record of records) {
      const read = readHeader(record);
      if (!('header' in read)) continue;
      const { topic, received } = read.header;
      const { offset, timestampMs: at } = record;
      if (exclusions.covers({ topicId, partition, offset, topic })) continue;
      searched += 1;
      if (tree.matches(topic).length === 0) continue;
      claimed += 1;
      keep(byTopic, { topic, partition, offset, at, received, payload: payloadOf(record) });
    }
    perMinute += claimed / Math.max(1, (now - (records[0]?.timestampMs ?? now)) / MINUTE_MS);
  }
  const messages = spread([...byTopic.values()]);
  return { messages, topics: byTopic.size, perMinute: messages.length === 0 ? null : perMinute, searched };
}

function keep(byTopic: Map<string, SampledMessage[]>, message: SampledMessage): void {
  const known = byTopic.get(message.topic);
  if (known === undefined) {
    if (byTopic.size < MOST_TOPICS) byTopic.set(message.topic, [message]);
    return;
  }
  known.push(message);
  if (known.length > MOST_OF_A_TOPIC) known.shift();
}

/** The newest of each, then those before, until there is no more room. */
function spread(topics: readonly (readonly SampledMessage[])[]): readonly SampledMessage[] {
  const rounds = Array.from({ length: MOST_OF_A_TOPIC }, (_, back) =>
    topics.flatMap((messages) => messages.at(-1 - back) ?? []).sort(newestFirst),
  );
  return rounds.flat().slice(0, MOST_SAMPLES).sort(newestFirst);
}

function newestFirst(one: SampledMessage, other: SampledMessage): number {
  return other.at - one.at || other.offset - one.offset;
}
