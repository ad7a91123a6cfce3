import type { TopicLine, TopicList } from '@/contracts/topic-wish';
import { RAW } from '@/contracts/topics';
import type { TopicTools } from './apply';
import { differences, stateOf } from './compare';
import { type Measures, measureTopics, type TopicMeasure } from './measures';
import { type ObservedTopic, observeTopics } from './observe';
import { isOwnTopic } from './plan';
import { readStoredTopics, type StoredTopic } from './stored';

/** Rates are told between looks at least so far apart. */
const RATE_OVER_MS = 2_000;

/** Reads the list again and again: how fast topics grow now is told from the second look on. */
export function createTopicLists(): (tools: TopicTools) => Promise<TopicList> {
  let before: Measures | undefined;
  return async (tools) => {
    const stored = await readStoredTopics(tools.database.pool);
    try {
      const { metadata, topics, unclear } = await observeTopics(tools.cluster, 'all');
      const now = await measureTopics(tools.cluster, topics, Date.now());
      const names = new Set([...topics.keys(), ...managed(stored)]);
      const lines = [...names].map((name) => {
        const perSecond = rateOf(name, before, now);
        const line = lineOf(name, stored.get(name), topics.get(name), now.topics.get(name), perSecond);
        return unclear.has(name) ? { ...line, state: 'unknown' as const } : line;
      });
      if (before === undefined || now.atMs - before.atMs >= RATE_OVER_MS) before = now;
      return {
        topics: lines.sort(byName),
        brokers: metadata.brokers.size,
        disk: now.disk,
        correctableTo: now.topics.get(RAW)?.oldest ?? null,
      };
    } catch (error) {
      return awayList(stored, error);
    }
  };
}

function managed(stored: ReadonlyMap<string, StoredTopic>): readonly string[] {
  return [...stored.values()].filter(({ isManaged }) => isManaged).map(({ name }) => name);
}

function byName(one: TopicLine, other: TopicLine): number {
  return one.name < other.name ? -1 : 1;
}

/** Kafka is away: what is wished is known, what is there isn't. */
function awayList(stored: ReadonlyMap<string, StoredTopic>, error: unknown): TopicList {
  const lines = managed(stored).map((name) => ({
    ...lineOf(name, stored.get(name), undefined, undefined, null),
    state: 'unknown' as const,
  }));
  const problem = error instanceof Error ? error.message : String(error);
  return { problem, topics: lines.sort(byName), brokers: null, disk: null, correctableTo: null };
}

/** Between two looks; at the first one over the last minute. */
function rateOf(name: string, before: Measures | undefined, now: Measures): number | null {
  const is = now.topics.get(name);
  if (is === undefined) return null;
  const was = before?.topics.get(name);
  if (before === undefined || was === undefined || now.atMs <= before.atMs) return is.lastMinute / 60;
  return (Math.max(0, is.written - was.written) * 1_000) / (now.atMs - before.atMs);
}

/** A topic in a line. */
export function lineOf(
  name: string,
  stored: StoredTopic | undefined,
  observed: ObservedTopic | undefined,
  measure: TopicMeasure | undefined,
  perSecond: number | null,
): TopicLine {
  const wish = stored?.isManaged ? stored.wish : undefined;
  const state = stateOf(stored, wish, observed);
  return {
    name,
    state,
    differing: wish === undefined || observed === undefined ? 0 : differences(wish, observed).length,
    driftSince: stored?.driftSince ?? null,
    isHalted: stored?.putBackHaltedAt != null,
    isOwn: isOwnTopic(name),
    isRawLog: name === RAW,
    isInternal: observed?.isInternal ?? false,
    comment: wish?.comment ?? '',
    owner: wish?.owner ?? '',
    partitions: observed?.partitions ?? wish?.partitions ?? null,
    replication: observed?.replication ?? wish?.replication ?? null,
    ...keptOf(observed),
    bytes: measure?.bytes ?? null,
    messages: measure?.messages ?? null,
    bytesADay: measure?.bytesADay ?? null,
    messagesADay: measure?.messagesADay ?? null,
    perSecond,
    replicas: observed === undefined ? null : replicasOf(observed),
  };
}

function keptOf(observed: ObservedTopic | undefined) {
  const value = (name: string) => observed?.settings.find((setting) => setting.name === name)?.value ?? null;
  const number = (text: string | null) => (text === null ? null : Number(text));
  return {
    retentionMs: number(value('retention.ms')),
    retentionBytes: number(value('retention.bytes')),
    cleanupPolicy: value('cleanup.policy'),
  };
}

function replicasOf({ copies }: ObservedTopic): NonNullable<TopicLine['replicas']> {
  return {
    inSync: copies.reduce((sum, { inSync }) => sum + inSync.length, 0),
    all: copies.reduce((sum, { replicas }) => sum + replicas.length, 0),
  };
}
