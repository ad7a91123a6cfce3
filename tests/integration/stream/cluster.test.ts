import { expect, it } from 'vitest';
import { RefusedByKafka } from '@/server/stream/admin/refused';
import { aCluster, aTopic, aTopicName } from '../../support/a-topic';
import { anAppender, PATIENTLY } from './kafka-under-test';

it('creates a topic after a check that creates nothing', async () => {
  const cluster = aCluster();
  const name = aTopicName();
  const topic = { name, partitions: 3, replication: 1, configs: { 'retention.ms': '86400000' } };

  const planned = await cluster.createTopic(topic, true);
  const checked = await cluster.metadata([name]);
  const { topicId } = await cluster.createTopic(topic);

  expect(planned.configs.get('retention.ms')).toBe('86400000');
  expect(planned.configs.get('segment.ms')).toBe(String(7 * 86_400_000));
  expect(checked.topics.get(name)?.error).not.toBe(0);
  await expect
    .poll(async () => (await cluster.metadata([name])).topics.get(name), PATIENTLY)
    .toMatchObject({
      topicId,
      isInternal: false,
      leaders: [1, 1, 1],
      copies: [0, 1, 2].map(() => ({ replicas: [1], inSync: [1] })),
    });
});

it('tells of each setting where it comes from, what it would be else, and what it means', async () => {
  const cluster = aCluster();
  const name = await aTopic(cluster, {
    configs: { 'retention.ms': '86400000', 'max.message.bytes': '2000000' },
  });

  const configs = (await cluster.configs([name, 'no.such.topic'], true)).get(name);

  expect(configs?.find((config) => config.name === 'retention.ms')).toMatchObject({
    value: '86400000',
    isOverride: true,
    type: 'long',
    documentation: expect.stringContaining('retention'),
  });
  expect(configs?.find((config) => config.name === 'max.message.bytes')?.fallback).toBe('1048588');
  expect(configs?.find((config) => config.name === 'cleanup.policy')).toMatchObject({
    value: 'delete',
    isOverride: false,
    type: 'list',
    fallback: 'delete',
  });
  expect(configs?.filter((config) => config.isOverride)).toHaveLength(2);
});

it('changes the overrides it is given and no other', async () => {
  const cluster = aCluster();
  const name = await aTopic(cluster, { configs: { 'retention.ms': '86400000', 'segment.ms': '3600000' } });

  await cluster.alterConfigs(
    name,
    new Map([
      ['retention.ms', undefined],
      ['max.message.bytes', '2000000'],
    ]),
    true,
  );
  const checked = await overridesOf(name);
  await cluster.alterConfigs(
    name,
    new Map([
      ['retention.ms', undefined],
      ['max.message.bytes', '2000000'],
    ]),
  );

  expect(checked).toEqual({ 'retention.ms': '86400000', 'segment.ms': '3600000' });
  await expect
    .poll(() => overridesOf(name), PATIENTLY)
    .toEqual({ 'max.message.bytes': '2000000', 'segment.ms': '3600000' });

  async function overridesOf(topic: string) {
    const configs = (await cluster.configs([topic])).get(topic) ?? [];
    return Object.fromEntries(configs.filter((one) => one.isOverride).map((one) => [one.name, one.value]));
  }
});

it('passes on why Kafka does not take a change', async () => {
  const cluster = aCluster();
  const name = await aTopic(cluster, { partitions: 2 });

  await expect(cluster.alterConfigs(name, new Map([['retention.ms', 'soon']]), true)).rejects.toThrow(/soon/);
  await expect(cluster.growTopic(name, 1, true)).rejects.toThrow(RefusedByKafka);
  await expect(
    cluster.createTopic({ name: aTopicName(), partitions: 1, replication: 3, configs: {} }, true),
  ).rejects.toThrow(/replication factor/i);
  await expect(
    cluster.createTopic({ name: 'with space', partitions: 1, replication: 1, configs: {} }, true),
  ).rejects.toThrow(/with space/);
});

it('tells ends, moments and sizes of a log, and deletes records', async () => {
  const cluster = aCluster();
  const name = await aTopic(cluster);
  const appender = await anAppender();
  await new Promise<void>((done) => {
    for (const [index, timestampMs] of [1_000, 2_000, 3_000].entries())
      appender.append(
        { topic: name, key: 'k', value: `${index}`, timestampMs: 1_764_000_000_000 + timestampMs },
        () => {
          if (index === 2) done();
        },
      );
  });
  const at = [{ topic: name, partition: 0 }];

  expect(await cluster.offsets(at, 'end')).toMatchObject([{ offset: 3, timestampMs: undefined }]);
  expect(await cluster.offsets(at, 1_764_000_001_500)).toMatchObject([
    { offset: 1, timestampMs: 1_764_000_002_000 },
  ]);
  expect(await cluster.offsets(at, 1_764_000_009_000)).toMatchObject([{ offset: undefined }]);
  const [disks] = (await cluster.disks()).values();
  expect(disks?.sizes.find(({ topic }) => topic === name)?.bytes).toBeGreaterThan(100);
  expect(disks?.disks[0]?.total).toBeGreaterThan(disks?.disks[0]?.usable ?? Number.NaN);

  await cluster.deleteRecords(name, new Map([[0, 2]]));

  expect(await cluster.offsets(at, 'start')).toMatchObject([{ offset: 2 }]);
});

it('deletes the topic it was shown, not one that took its name', async () => {
  const cluster = aCluster();
  const name = await aTopic(cluster);
  const idOf = async () => (await cluster.metadata([name])).topics.get(name)?.topicId;
  await expect.poll(idOf, PATIENTLY).toMatch(/\w/);
  const first = (await idOf()) ?? '';
  await cluster.deleteTopic(first);
  const second = await untilCreated();

  await expect(cluster.deleteTopic(first)).rejects.toThrow(RefusedByKafka);

  expect(await idOf()).toBe(second);

  async function untilCreated(): Promise<string> {
    let topicId = '';
    await expect
      .poll(async () => {
        ({ topicId } = await cluster.createTopic({ name, partitions: 1, replication: 1, configs: {} }));
        return topicId;
      }, PATIENTLY)
      .toMatch(/\w/);
    return topicId;
  }
});
