import { expect, it } from 'vitest';
import type { Cluster } from '@/server/stream/admin/cluster';
import type { TopicConfig } from '@/server/stream/admin/config-calls';
import { observeTopic, observeTopics } from '@/server/topics/observe';

function aConfig(own: Partial<TopicConfig>): TopicConfig {
  return {
    ...{ name: 'retention.ms', value: '1', isOverride: true, isReadOnly: false, isSensitive: false },
    ...{ type: 'long', fallback: undefined, documentation: null },
    ...own,
  } as TopicConfig;
}

/** What a cluster answers, where no real one can be made to. */
function aCluster(configs: readonly TopicConfig[]): Cluster {
  const copies = [{ replicas: [1, 2], inSync: [1] }];
  const topic = { name: 'a', topicId: 'id', error: 0, leaders: [1], isInternal: false, copies };
  return {
    metadata: async () => ({
      ...{ clusterId: 'c', controllerId: 1, brokers: new Map() },
      topics: new Map([
        ['a', topic],
        ['gone', { ...topic, name: 'gone', error: 3 }],
        ['hidden', { ...topic, name: 'hidden', error: 29 }],
      ]),
    }),
    configs: async () => new Map([['a', configs]]),
  } as unknown as Cluster;
}

it('leaves out what Kafka keeps to itself: it is neither compared nor changed', async () => {
  const secret = aConfig({ name: 'secret', value: null, isSensitive: true });
  const cluster = aCluster([aConfig({}), secret, aConfig({ name: 'segment.ms', isOverride: false })]);

  const { topics } = await observeTopics(cluster, 'all');

  expect([...topics.keys()]).toEqual(['a']);
  expect(topics.get('a')).toMatchObject({ configs: { 'retention.ms': '1' }, partitions: 1, replication: 2 });
});

it('takes what Kafka does not tell neither for there nor for missing', async () => {
  const cluster = aCluster([]);

  const { unclear } = await observeTopics(cluster, 'all');

  expect([...unclear]).toEqual(['hidden']);
  expect(await observeTopic(cluster, 'gone')).toBeUndefined();
  await expect(observeTopic(cluster, 'hidden')).rejects.toThrow('29');
});
