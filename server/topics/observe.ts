import type { TopicObservation } from '@/contracts/topic-plan';
import type { Cluster } from '@/server/stream/admin/cluster';
import type { TopicConfig } from '@/server/stream/admin/config-calls';
import { RefusedByKafka } from '@/server/stream/admin/refused';
import { INVALID_TOPIC, KafkaFault, NONE, UNKNOWN_TOPIC_OR_PARTITION } from '@/server/stream/error-codes';
import type { ClusterMetadata, TopicMetadata } from '@/server/stream/metadata';

/** What there is no topic of, and what there can be none of. */
const NOT_THERE: ReadonlySet<number> = new Set([UNKNOWN_TOPIC_OR_PARTITION, INVALID_TOPIC]);

/** A topic as the cluster tells it. */
export interface ObservedTopic extends TopicObservation {
  readonly isInternal: boolean;
  readonly copies: TopicMetadata['copies'];
  readonly leaders: TopicMetadata['leaders'];
  readonly settings: readonly TopicConfig[];
}

export interface Observed {
  readonly metadata: ClusterMetadata;
  readonly topics: ReadonlyMap<string, ObservedTopic>;
  /** Topics of which Kafka doesn't say now whether they are there: neither there nor missing. */
  readonly unclear: ReadonlySet<string>;
}

/** Looks at these topics, or at all; one that doesn't exist is left out. Throws while Kafka is away. */
export async function observeTopics(
  cluster: Cluster,
  names: readonly string[] | 'all',
  { details = false }: { readonly details?: boolean } = {},
): Promise<Observed> {
  const metadata = await cluster.metadata(names);
  const existing = [...metadata.topics.values()].filter(({ error }) => error === NONE);
  const settings = await cluster.configs(
    existing.map(({ name }) => name),
    details,
  );
  const topics = existing.flatMap((topic) => {
    const own = settings.get(topic.name);
    return own === undefined ? [] : [[topic.name, observedOf(topic, own)] as const];
  });
  const unclear = [...metadata.topics.values()].filter(
    ({ error }) => error !== NONE && !NOT_THERE.has(error),
  );
  return { metadata, topics: new Map(topics), unclear: new Set(unclear.map(({ name }) => name)) };
}

function observedOf(topic: TopicMetadata, settings: readonly TopicConfig[]): ObservedTopic {
  const { topicId, isInternal, copies, leaders } = topic;
  const replication = Math.max(0, ...copies.slice(0, 1).map(({ replicas }) => replicas.length));
  const configs = overridesOf(settings);
  return { topicId, isInternal, copies, leaders, settings, partitions: leaders.length, replication, configs };
}

/** One topic as it is, undefined for one that isn't there. Throws while Kafka is away, or doesn't say. */
export async function observeTopic(cluster: Cluster, name: string): Promise<ObservedTopic | undefined> {
  return sureOf(await observeTopics(cluster, [name]), name);
}

/** Throws where Kafka doesn't say whether a topic is there. */
export function sureOf({ topics, unclear, metadata }: Observed, name: string): ObservedTopic | undefined {
  if (unclear.has(name)) throw new KafkaFault(`looking at ${name}`, metadata.topics.get(name)?.error ?? NONE);
  return topics.get(name);
}

/** Sensitive ones are left out: Kafka doesn't tell them, so they are neither compared nor changed. */
function overridesOf(settings: readonly TopicConfig[]): Readonly<Record<string, string>> {
  const own = settings.filter(({ isOverride, isSensitive }) => isOverride && !isSensitive);
  return Object.fromEntries(
    own
      .map(({ name, value }) => [name, value ?? ''])
      .sort(([one = ''], [other = '']) => (one < other ? -1 : 1)),
  );
}

/** What every setting is on this cluster unless a topic says otherwise. */
export interface ClusterDefaults {
  readonly partitions: number;
  readonly replication: number;
  readonly configs: Readonly<Record<string, string | null>>;
}

const NEVER_MADE = 'hearth.asks-for-defaults';

/** Asks what a topic would be that nobody says anything about; nothing is created. */
export async function clusterDefaults(cluster: Cluster): Promise<ClusterDefaults> {
  const asked = { name: NEVER_MADE, partitions: -1, replication: -1, configs: {} };
  try {
    const { partitions, replication, configs } = await cluster.createTopic(asked, true);
    return { partitions, replication, configs: Object.fromEntries(configs) };
  } catch (error) {
    // Who may not create topics is told no defaults; all else works without.
    if (error instanceof RefusedByKafka) return { partitions: 1, replication: 1, configs: {} };
    throw error;
  }
}
