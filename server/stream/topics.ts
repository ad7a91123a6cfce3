import { setTimeout as wait } from 'node:timers/promises';
import { READABLE_COMPRESSIONS } from '@/contracts/topic-rules';
import type { TopicPlan } from '@/contracts/topics';
import { type Cluster, createCluster } from './admin/cluster';
import { RefusedByKafka, TOPIC_ALREADY_EXISTS } from './admin/refused';
import { type Brokers, createBrokers } from './brokers';
import { KafkaFault, NONE, UNKNOWN_TOPIC_OR_PARTITION } from './error-codes';
import { LOG_END, offsetAt } from './list-offsets';
import type { TopicMetadata } from './metadata';
import type { KafkaSettings } from './types';

const LEADERS_TIMEOUT_MS = 30_000;
const LOOK_AGAIN_MS = 50;
const ANSWER_WITHIN_MS = 10_000;

/** A topic that Hearth can't work with; the message says what to change. */
export class UnusableTopic extends Error {}

/**
 * Creates the topics that are missing, checks those that exist, and waits until each partition has a leader. A Kafka that has
 * just started may need a moment before it answers all of this.
 */
export async function ensureTopics(
  settings: KafkaSettings,
  plans: readonly TopicPlan[],
  options: { embedded: boolean },
): Promise<void> {
  const names = plans.map((plan) => plan.name);
  await withCluster(settings, (cluster) =>
    untilAnswered(async () => {
      const { topics } = await cluster.metadata(names);
      const isThere = ({ name }: TopicPlan) => topics.get(name)?.error !== UNKNOWN_TOPIC_OR_PARTITION;
      for (const plan of plans) if (!isThere(plan)) await create(cluster, plan, options.embedded);
      await check(cluster, plans.filter(isThere));
    }),
  );
  await untilLed(settings, names);
}

/** Deletes these topics, those that exist, and waits until they are gone. */
export async function deleteTopics(settings: KafkaSettings, names: readonly string[]): Promise<void> {
  await withCluster(settings, async (cluster) => {
    const { topics } = await cluster.metadata(names);
    for (const { error, topicId } of topics.values()) if (error === NONE) await cluster.deleteTopic(topicId);
  });
  await until(settings, names, async (topics) =>
    topics.every(({ error }) => error === UNKNOWN_TOPIC_OR_PARTITION),
  );
}

async function withCluster(
  settings: KafkaSettings,
  work: (cluster: Cluster) => Promise<void>,
): Promise<void> {
  const cluster = createCluster(settings, ANSWER_WITHIN_MS);
  try {
    await work(cluster);
  } finally {
    cluster.stop();
  }
}

/** Tries again what fails for now; a no is one. */
async function untilAnswered(work: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + LEADERS_TIMEOUT_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const isFinal = error instanceof RefusedByKafka || error instanceof UnusableTopic;
      if (isFinal || Date.now() > deadline) throw error;
      await wait(LOOK_AGAIN_MS);
    }
  }
}

async function create(cluster: Cluster, plan: TopicPlan, embedded: boolean): Promise<void> {
  try {
    await cluster.createTopic({
      name: plan.name,
      partitions: embedded ? plan.partitions.home : plan.partitions.scale,
      replication: embedded ? 1 : -1,
      configs: plannedConfigs(plan, embedded),
    });
  } catch (error) {
    // Two processes may create the same topic at once; whoever comes second finds it there.
    if (!(error instanceof RefusedByKafka && error.code === TOPIC_ALREADY_EXISTS)) throw error;
  }
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

async function check(cluster: Cluster, plans: readonly TopicPlan[]): Promise<void> {
  const settings = await cluster.configs(plans.map((plan) => plan.name));
  for (const [name, configs] of settings) {
    const compression = configs.find((config) => config.name === 'compression.type')?.value ?? 'producer';
    if (!READABLE_COMPRESSIONS.includes(compression)) {
      throw new UnusableTopic(
        `The Kafka topic ${name} has compression.type=${compression}, which Hearth can't read. ` +
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
