import { RAW } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import type { PartitionStart } from '@/server/stream/types';
import type { Exclusions } from './exclusions';
import { piecesBackwards } from './pieces-backwards';
import { payloadOf, readHeader } from './raw-record';
import { covering } from './topic-tree';

/** Of each partition: the newest messages, in which a filter finds what is on the wire. */
const LOOKED_THROUGH = 500;
/** As many where it finds nothing in those: of a device that speaks seldom in a house that speaks much. */
const LOOKED_FURTHER = 10_000;
const MOST_OF_A_TOPIC = 5;
const MOST_TOPICS = 1_000;
const MOST_SAMPLES = 60;
/** What is held of all messages together; each partition has its part. */
const MOST_HELD_BYTES = 8 * 1024 * 1024;
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
  const claims = covering([filter]);
  const bounds = await log.bounds(RAW);
  const near = await look(log, { bounds, claims, exclusions }, LOOKED_THROUGH);
  const isAll = bounds.every(({ logStart, logEnd }) => logEnd - logStart <= LOOKED_THROUGH);
  if (near.messages.length > 0 || isAll) return near;
  return look(log, { bounds, claims, exclusions }, LOOKED_FURTHER);
}

interface Where {
  readonly bounds: readonly PartitionStart[];
  readonly claims: (topic: string) => boolean;
  readonly exclusions: Pick<Exclusions, 'covers'>;
}

async function look(log: Log, { bounds, claims, exclusions }: Where, most: number): Promise<WireSample> {
  const kept = createHeld(MOST_HELD_BYTES / Math.max(1, bounds.length));
  const now = Date.now();
  let [searched, perMinute] = [0, 0];
  for (const bound of bounds) {
    const { topicId, partition } = bound;
    let [claimed, oldest] = [0, now];
    kept.nextPartition();
    for await (const records of piecesBackwards(log, bound, most)) {
      oldest = records[0]?.timestampMs ?? oldest;
      for (const record of records.toReversed()) {
        const read = readHeader(record);
        if (!('header' in read)) continue;
        const { topic, received } = read.header;
        const { offset, timestampMs: at } = record;
        if (exclusions.covers({ topicId, partition, offset, topic })) continue;
        searched += 1;
        if (!claims(topic)) continue;
        claimed += 1;
        kept.keep({ topic, partition, offset, at, received, payload: payloadOf(record) });
      }
    }
    perMinute += claimed / Math.max(1, (now - oldest) / MINUTE_MS);
  }
  const messages = spread(kept.topics());
  return {
    messages,
    topics: kept.count(),
    perMinute: messages.length === 0 ? null : perMinute,
    searched,
  };
}

/** What is held of a look, by topic, newest first: bounded by count and by bytes. */
function createHeld(mostBytes: number) {
  const byTopic = new Map<string, SampledMessage[]>();
  const seen = new Set<string>();
  let bytes = 0;
  return {
    nextPartition: () => {
      bytes = 0;
    },
    /** Messages of one partition come newest first. */
    keep: (message: SampledMessage) => {
      if (!seen.has(message.topic) && seen.size >= MOST_TOPICS) return;
      seen.add(message.topic);
      const known = byTopic.get(message.topic);
      if (known !== undefined && known.length >= MOST_OF_A_TOPIC) return;
      bytes += message.payload.length;
      // The newest of a partition always has room.
      if (bytes > mostBytes && bytes > message.payload.length) return;
      // What it is read from holds all its neighbours.
      const own = { ...message, payload: Uint8Array.from(message.payload) };
      if (known === undefined) byTopic.set(message.topic, [own]);
      else known.push(own);
    },
    /** How many topics there were, whether or not something of them is held. */
    count: () => seen.size,
    topics: (): readonly (readonly SampledMessage[])[] => [...byTopic.values()],
  };
}

/** The newest of each, then those before, until there is no more room. */
function spread(topics: readonly (readonly SampledMessage[])[]): readonly SampledMessage[] {
  const rounds = Array.from({ length: MOST_OF_A_TOPIC }, (_, back) =>
    topics.flatMap((messages) => messages[back] ?? []).sort(newestFirst),
  );
  return rounds.flat().slice(0, MOST_SAMPLES).sort(newestFirst);
}

function newestFirst(one: SampledMessage, other: SampledMessage): number {
  return other.at - one.at || other.offset - one.offset;
}
