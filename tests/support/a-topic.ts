import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { type Cluster, createCluster } from '@/server/stream/admin/cluster';
import { deleteTopics } from '@/server/stream/topics';
import type { KafkaSettings } from '@/server/stream/types';
import { servers } from './servers';

export function testKafka(): KafkaSettings {
  return { brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' };
}

/** The tests' cluster, closed with the test. */
export function aCluster(): Cluster {
  const cluster = createCluster(testKafka());
  onTestFinished(() => cluster.stop());
  return cluster;
}

/** A name that no other test has; whatever topic has it then is deleted with the test. */
export function aTopicName(prefix = 'test'): string {
  const name = `${prefix}.${randomBytes(5).toString('hex')}`;
  onTestFinished(() => deleteTopics(testKafka(), [name]));
  return name;
}

/** A topic made by somebody else than Hearth. */
export async function aTopic(
  cluster: Cluster,
  { partitions = 1, configs = {} }: { partitions?: number; configs?: Record<string, string> } = {},
): Promise<string> {
  const name = aTopicName();
  await cluster.createTopic({ name, partitions, replication: 1, configs });
  return name;
}
