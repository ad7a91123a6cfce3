import type { TopicObservation } from '@/contracts/topic-plan';
import type { Cluster } from '@/server/stream/admin/cluster';
import type { TopicConfig } from '@/server/stream/admin/config-calls';
import { NONE } from '@/server/stream/error-codes';
import type { ClusterMetadata, TopicMetadata } from '@/server/stream/metadata';

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
  return { metadata, topics: new Map(topics) };
}

function observedOf(topic: TopicMetadata, settings: readonly TopicConfig[]): ObservedTopic {
  const { topicId, isInternal, copies, leaders } = topic;
  const replication = Math.max(0, ...copies.slice(0, 1).map(({ replicas }) => replicas.length));
  const configs = overridesOf(settings);
  return { topicId, isInternal, copies, leaders, settings, partitions: leaders.length, replication, configs };
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
  const { partitions, replication, configs } = await cluster.createTopic(asked, true);
  return { partitions, replication, configs: Object.fromEntries(configs) };
}
