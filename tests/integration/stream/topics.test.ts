import { createServer } from 'node:net';
import kafkajs from 'kafkajs';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { RAW, READINGS, type TopicPlan } from '@/contracts/topics';
import { describeTopics, probeKafka } from '@/server/stream/probe';
import { deleteTopics, ensureTopics, UnusableTopic } from '@/server/stream/topics';
import { freshTopics } from '../../support/fresh-topics';
import { kafka } from './kafka-under-test';

beforeEach(() => freshTopics(kafka()));

it('tells which cluster answers', async () => {
  const { clusterId, brokerCount } = await probeKafka(kafka());

  expect(clusterId).toMatch(/^\S{8,}$/);
  expect(brokerCount).toBe(1);
});

it('does not take a stranger on the port for Kafka', async () => {
  const stranger = createServer((socket) => socket.on('error', () => undefined).write('220 mail ready\r\n'));
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void stranger.close());
  const { port } = stranger.address() as { port: number };

  await expect(probeKafka(kafka([`127.0.0.1:${port}`]))).rejects.toThrow();
});

it('creates topics as planned for a home', async () => {
  const topics = await describeTopics(kafka(), [RAW, READINGS, 'no.such.topic']);

  expect([...topics.keys()].sort()).toEqual([RAW, READINGS]);
  expect(topics.get(RAW)?.partitions).toBe(4);
  expect(await settingsOf(RAW)).toMatchObject({
    'retention.ms': String(400 * 86_400_000),
    'max.message.bytes': '2097152',
    'compression.type': 'producer',
    'flush.messages': '1',
  });
  expect(Number((await settingsOf(READINGS))['flush.messages'])).toBeGreaterThan(1);
});

it('gives a topic created anew another id', async () => {
  const before = await describeTopics(kafka(), [RAW]);

  await freshTopics(kafka());

  const after = await describeTopics(kafka(), [RAW]);
  expect(after.get(RAW)?.topicId).not.toBe(before.get(RAW)?.topicId);
});

it('refuses a topic whose compression it could not read, in a sentence', async () => {
  const plan = aPlan('hearth.test.zstd');
  await admin((client) =>
    client.createTopics({
      topics: [{ topic: plan.name, configEntries: [{ name: 'compression.type', value: 'zstd' }] }],
    }),
  );
  onTestFinished(() => deleteTopics(kafka(), [plan.name]));

  const ensured = ensureTopics(kafka(), [plan], { embedded: true });

  await expect(ensured).rejects.toThrow(UnusableTopic);
  await expect(ensured).rejects.toThrow('compression.type=zstd');
});

it('makes as many partitions as a cluster shall have when Kafka is not the embedded one', async () => {
  const plan = aPlan('hearth.test.scale');
  onTestFinished(() => deleteTopics(kafka(), [plan.name]));

  await ensureTopics(kafka(), [plan], { embedded: false });

  expect((await describeTopics(kafka(), [plan.name])).get(plan.name)?.partitions).toBe(3);
});

function aPlan(name: string): TopicPlan {
  const partitions = { home: 1, scale: 3 };
  return {
    name,
    purpose: '',
    partitions,
    retentionMs: 86_400_000,
    maxMessageBytes: 1_048_576,
    flushEachMessage: false,
  };
}

async function settingsOf(name: string): Promise<Record<string, string>> {
  const { resources } = await admin((client) =>
    client.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name }],
    }),
  );
  const entries = resources[0]?.configEntries ?? [];
  return Object.fromEntries(entries.map((entry) => [entry.configName, entry.configValue]));
}

async function admin<Result>(work: (client: kafkajs.Admin) => Promise<Result>): Promise<Result> {
  const client = new kafkajs.Kafka({
    brokers: [...kafka().brokers],
    logLevel: kafkajs.logLevel.NOTHING,
  }).admin();
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.disconnect();
  }
}
