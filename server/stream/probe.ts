import { createBrokers } from './brokers';
import type { ClusterMetadata } from './metadata';
import type { KafkaSettings } from './types';

const PROBE_TIMEOUT_MS = 3_000;

/** Which cluster answers; throws when none does within 3 s. */
export async function probeKafka(
  settings: KafkaSettings,
): Promise<{ clusterId: string; brokerCount: number }> {
  const { clusterId, brokers } = await metadataOnce(settings, []);
  return { clusterId, brokerCount: brokers.size };
}

/** Identity and size of these topics; one that doesn't exist is left out. */
export async function describeTopics(
  settings: KafkaSettings,
  names: readonly string[],
): Promise<ReadonlyMap<string, { topicId: string; partitions: number }>> {
  const { topics } = await metadataOnce(settings, names);
  const existing = [...topics.values()].filter((topic) => topic.error === 0);
  return new Map(
    existing.map(({ name, topicId, leaders }) => [name, { topicId, partitions: leaders.length }]),
  );
}

async function metadataOnce(settings: KafkaSettings, names: readonly string[]): Promise<ClusterMetadata> {
  const brokers = createBrokers(settings, PROBE_TIMEOUT_MS);
  try {
    return await brokers.metadata(names);
  } finally {
    brokers.close();
  }
}
