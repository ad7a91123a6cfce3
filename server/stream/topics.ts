import { setTimeout as wait } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import { READABLE_COMPRESSIONS } from '@/contracts/topic-rules';
import type { TopicPlan } from '@/contracts/topics';
import { type Brokers, createBrokers } from './brokers';
import { KafkaFault, NONE, UNKNOWN_TOPIC_OR_PARTITION } from './error-codes';
import { LOG_END, offsetAt } from './list-offsets';
import type { TopicMetadata } from './metadata';
import type { KafkaSettings } from './types';

const LEADERS_TIMEOUT_MS = 30_000;
const LOOK_AGAIN_MS = 50;

/** A topic that Hearth can't work with; the message says what to change. */
export class UnusableTopic extends Error {}

/** Creates the topics that are missing, checks those that exist, and waits until each partition has a leader. */
export async function ensureTopics(
  settings: KafkaSettings,
  plans: readonly TopicPlan[],
  options: { embedded: boolean },
): Promise<void> {
  await withAdmin(settings, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const missing = plans.filter((plan) => !existing.has(plan.name));
    if (missing.length > 0) await create(admin, missing, options.embedded);
    await check(
      admin,
      plans.filter((plan) => existing.has(plan.name)),
    );
  });
  await untilLed(
    settings,
    plans.map((plan) => plan.name),
  );
}

/** Deletes these topics, those that exist, and waits until they are gone. */
export async function deleteTopics(settings: KafkaSettings, names: readonly string[]): Promise<void> {
  await withAdmin(settings, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const topics = names.filter((name) => existing.has(name));
    if (topics.length > 0) await admin.deleteTopics({ topics });
  });
  await until(settings, names, async (topics) =>
    topics.every(({ error }) => error === UNKNOWN_TOPIC_OR_PARTITION),
  );
}

async function withAdmin(settings: KafkaSettings, work: (admin: Admin) => Promise<void>): Promise<void> {
  const { brokers, clientId, ssl, sasl } = settings;
  const admin = new kafkajs.Kafka({
    brokers: [...brokers],
    clientId,
    ...(ssl && { ssl: ssl.ca === undefined ? true : { ca: [ssl.ca] } }),
    ...(sasl && { sasl: sasl as { mechanism: 'plain'; username: string; password: string } }),
    logLevel: kafkajs.logLevel.NOTHING,
  }).admin();
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.disconnect();
  }
}

async function create(admin: Admin, plans: readonly TopicPlan[], embedded: boolean): Promise<void> {
  await admin.createTopics({
    // Two processes may create the same topic at once; whoever comes second finds it there.
    waitForLeaders: false,
    topics: plans.map((plan) => ({
      topic: plan.name,
      numPartitions: embedded ? plan.partitions.home : plan.partitions.scale,
      replicationFactor: embedded ? 1 : -1,
      configEntries: Object.entries(plannedConfigs(plan, embedded)).map(([name, value]) => ({ name, value })),
    })),
  });
}

/** The overrides of a topic of Hearth's own, as Kafka writes them. */
export function plannedConfigs(plan: TopicPlan, embedded: boolean): Readonly<Record<string, string>> {
  return {
    'retention.ms': String(plan.retentionMs),
    'max.message.bytes': String(plan.maxMessageBytes),
    'compression.type': 'producer',
    // One disk is all there is: a record is on it before its sender hears so.
    ...(embedded && plan.flushEachMessage && { 'flush.messages': '1' }),
  };
}

async function check(admin: Admin, plans: readonly TopicPlan[]): Promise<void> {
  if (plans.length === 0) return;
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: plans.map((plan) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name: plan.name,
      configNames: ['compression.type'],
    })),
  });
  for (const { resourceName, configEntries } of resources) {
    const compression = configEntries.find((entry) => entry.configName === 'compression.type')?.configValue;
    if (compression !== undefined && !READABLE_COMPRESSIONS.includes(compression)) {
      throw new UnusableTopic(
        `The Kafka topic ${resourceName} has compression.type=${compression}, which Hearth can't read. ` +
          'Set it to producer, gzip or uncompressed; what was written meanwhile stays unreadable.',
      );
    }
  }
}

/** A leader is named before it answers for its partitions: until then whoever reads or writes would be turned away. */
async function untilLed(settings: KafkaSettings, names: readonly string[]): Promise<void> {
  await until(settings, names, async (topics, brokers) => {
    if (topics.some(({ error, leaders }) => error !== NONE || leaders.some((leader) => leader < 0)))
      return false;
    const answering = topics.flatMap(({ name, leaders }) =>
      leaders.map((leader, partition) => answers(brokers, { name, leader, partition })),
    );
    return (await Promise.all(answering)).every(Boolean);
  });
}

async function answers(
  brokers: Brokers,
  { name, leader, partition }: { name: string; leader: number; partition: number },
): Promise<boolean> {
  try {
    await offsetAt(await brokers.to(leader), name, partition, LOG_END);
    return true;
  } catch (error) {
    if (error instanceof KafkaFault) return false;
    throw error;
  }
}

async function until(
  settings: KafkaSettings,
  names: readonly string[],
  reached: (topics: readonly TopicMetadata[], brokers: Brokers) => Promise<boolean>,
): Promise<void> {
  const brokers = createBrokers(settings, LEADERS_TIMEOUT_MS);
  const deadline = Date.now() + LEADERS_TIMEOUT_MS;
  try {
    for (;;) {
      const { topics } = await brokers.metadata(names);
      if (await reached([...topics.values()], brokers)) return;
      if (Date.now() > deadline) throw new Error(`Kafka is not done with the topics ${names.join(', ')}`);
      await wait(LOOK_AGAIN_MS);
    }
  } finally {
    brokers.close();
  }
}
