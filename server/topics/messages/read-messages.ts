import type { MessageCursor, MessageFilter, MessageFrom, MessagePage } from '@/contracts/topic-messages';
import type { Cluster } from '@/server/stream/admin/cluster';
import type { MessageReader } from '@/server/stream/admin/message-reader';
import type { OffsetAt } from '@/server/stream/admin/size-calls';
import { NONE } from '@/server/stream/error-codes';
import { filterOf } from './filter';
import type { FoundRecord, Walk, WalkedPartition, WalkLimits } from './log-walk';
import { lineOf } from './message-line';
import { walkBack } from './walk-back';
import { walkOn } from './walk-on';

const SEARCHED = 20_000;
const BYTES = 32 * 1_048_576;
const WITHIN_MS = 1_500;

/** What messages are read with. */
export interface MessageTools {
  readonly cluster: Cluster;
  readonly messages: MessageReader;
}

export interface MessageQuery {
  readonly topic: string;
  /** Undefined: all of them. */
  readonly partition: number | undefined;
  readonly from: MessageFrom;
  readonly filter: MessageFilter;
  readonly limit: number;
}

/**
 * A page of messages: as many as could be found in a second and a half, and where to go on. Undefined for a topic that isn't
 * there; throws `BadFilter`, and while Kafka is away.
 */
export async function readMessages(
  tools: MessageTools,
  { topic, partition, from, filter, limit }: MessageQuery,
): Promise<MessagePage | undefined> {
  const deadline = performance.now() + WITHIN_MS;
  const isWanted = filterOf(filter);
  const seen = await lookAt(tools.cluster, topic);
  if (seen === undefined) return undefined;
  const walked = seen.partitions.filter((one) => partition === undefined || one.partition === partition);
  const isBack = from.mode === 'newest' || from.mode === 'older';
  const begin = await beginOf(tools.cluster, topic, walked, from);
  const limits: WalkLimits = { messages: limit, searched: SEARCHED, bytes: BYTES, deadline };
  const walk = await (isBack ? walkBack : walkOn)(tools.messages, walked, begin, isWanted, limits);
  const { shown, at } = isBack ? newestOf(walk, limit) : oldestOf(walk);
  const reached = reachedBy(walk, walked, isBack);
  return {
    messages: shown.map(({ partition: of, record }) => lineOf(of, record)),
    unreadable: walk.unreadable,
    more: leftIn(walked, at, isBack),
    tail: cursorOf(new Map(isBack ? walked.map((one) => [one.partition, one.end]) : at)),
    searched: walk.searched,
    reached,
    partitions: seen.partitions.map(({ partition: of, start, end }) => ({ partition: of, start, end })),
    leaderless: seen.leaderless,
  };
}

async function lookAt(cluster: Cluster, topic: string) {
  const metadata = await cluster.metadata([topic]);
  const found = metadata.topics.get(topic);
  if (found === undefined || found.error !== NONE) return undefined;
  const names = found.leaders.map((_, partition) => ({ topic, partition }));
  const [starts, ends, oldest, newest] = (
    await Promise.all([
      cluster.offsets(names, 'start'),
      cluster.offsets(names, 'end'),
      cluster.offsets(names, 0),
      cluster.offsets(names, 'newest'),
    ])
  ).map((offsets) => new Map(offsets.map((at) => [at.partition, at])));
  const partitions: WalkedPartition[] = [];
  const leaderless: number[] = [];
  for (const [partition, leader] of found.leaders.entries()) {
    const [start, end] = [starts?.get(partition)?.offset, ends?.get(partition)?.offset];
    if (start === undefined || end === undefined) leaderless.push(partition);
    else
      partitions.push({
        ...{ topicId: found.topicId, partition, leader, start, end },
        oldest: oldest?.get(partition)?.timestampMs ?? 0,
        newest: newest?.get(partition)?.timestampMs ?? 0,
      });
  }
  return { partitions, leaderless };
}

/** Where each partition begins: forwards the next offset, backwards the one before which is looked. */
async function beginOf(
  cluster: Cluster,
  topic: string,
  partitions: readonly WalkedPartition[],
  from: MessageFrom,
): Promise<ReadonlyMap<number, number>> {
  const at = (offsetOf: (partition: WalkedPartition) => number) =>
    new Map(
      partitions.map(
        (one) => [one.partition, Math.min(one.end, Math.max(one.start, offsetOf(one)))] as const,
      ),
    );
  switch (from.mode) {
    case 'newest':
      return at(({ end }) => end);
    case 'oldest':
      return at(({ start }) => start);
    case 'offset':
      return at(() => from.offset);
    case 'older':
      return at(({ partition, start }) => from.cursor[partition] ?? start);
    case 'newer':
      return at(({ partition, start }) => from.cursor[partition] ?? start);
    case 'moment': {
      const names = partitions.map(({ partition }) => ({ topic, partition }));
      const found = new Map(
        (await cluster.offsets(names, from.moment)).map((one: OffsetAt) => [one.partition, one.offset]),
      );
      return at(({ partition, end }) => found.get(partition) ?? end);
    }
  }
}

interface Shown {
  readonly shown: readonly FoundRecord[];
  readonly at: ReadonlyMap<number, number>;
}

/** What was found beyond the page is found again by the next one: it begins before the last that is shown. */
function newestOf(walk: Walk, limit: number): Shown {
  const sorted = walk.found.toSorted(
    (one, other) =>
      other.record.timestampMs - one.record.timestampMs ||
      one.partition - other.partition ||
      other.record.offset - one.record.offset,
  );
  const at = new Map(walk.at);
  for (const { partition, record } of sorted.slice(limit).reverse())
    at.set(partition, Math.max(at.get(partition) ?? 0, record.offset + 1));
  return { shown: sorted.slice(0, limit), at };
}

function oldestOf(walk: Walk): Shown {
  const shown = walk.found.toSorted(
    (one, other) =>
      one.record.timestampMs - other.record.timestampMs ||
      one.partition - other.partition ||
      one.record.offset - other.record.offset,
  );
  return { shown, at: walk.at };
}

function leftIn(
  partitions: readonly WalkedPartition[],
  at: ReadonlyMap<number, number>,
  isBack: boolean,
): MessageCursor | null {
  const isLeft = partitions.some(({ partition, start, end }) =>
    isBack ? (at.get(partition) ?? start) > start : (at.get(partition) ?? end) < end,
  );
  return isLeft ? cursorOf(at) : null;
}

function cursorOf(at: ReadonlyMap<number, number>): MessageCursor {
  return Object.fromEntries([...at].map(([partition, offset]) => [String(partition), offset]));
}

/** How far back, or on, in time it was looked; null where it was looked through to the end. */
function reachedBy(walk: Walk, partitions: readonly WalkedPartition[], isBack: boolean): number | null {
  const isThrough = leftIn(partitions, walk.at, isBack) === null;
  const times = walk.found.map(({ record }) => record.timestampMs);
  if (isThrough || times.length === 0) return null;
  return isBack ? Math.min(...times) : Math.max(...times);
}
