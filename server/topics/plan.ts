import { createHash } from 'node:crypto';
import {
  type Change,
  type ChangePlan,
  isApplicable,
  type Loss,
  type TopicObservation,
} from '@/contracts/topic-plan';
import { nameProblem, wishProblems } from '@/contracts/topic-rules';
import type { TopicShape } from '@/contracts/topic-wish';
import { topicPlans } from '@/contracts/topics';
import type { Cluster } from '@/server/stream/admin/cluster';
import { RefusedByKafka } from '@/server/stream/admin/refused';
import type { LogReader } from '@/server/stream/log-reader';
import { classify } from './classify';
import { differences, unchangedOverrides } from './compare';
import { contentOf, lossByAge, lossBySize } from './losses';
import { type ClusterDefaults, clusterDefaults, type ObservedTopic, observeTopics, sureOf } from './observe';
import { type MessageSample, sampleMessages } from './sample-messages';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const LARGEST = 'max.message.bytes';
const OWN: ReadonlySet<string> = new Set(topicPlans(1).map(({ name }) => name));

/** Hearth's own: its readers and writers depend on it. */
export function isOwnTopic(name: string): boolean {
  return OWN.has(name);
}

/** What a plan is made with. */
export interface Planning {
  readonly cluster: Cluster;
  readonly log: LogReader;
}

/** A plan and what it was made from. */
export interface MadePlan {
  readonly plan: ChangePlan;
  readonly observed: ObservedTopic | undefined;
}

/** The way from what the topic is now to a wish. Nothing is applied. Throws while Kafka is away. */
export async function makePlan(
  { cluster, log }: Planning,
  topic: string,
  wish: TopicShape,
  { isMissing = false }: { readonly isMissing?: boolean } = {},
): Promise<MadePlan> {
  const [seen, defaults] = await Promise.all([observeTopics(cluster, [topic]), clusterDefaults(cluster)]);
  const observed = sureOf(seen, topic);
  const sample = await sampleWhereItCounts(log, topic, wish, observed, defaults);
  const isOwn = isOwnTopic(topic);
  const facts = { isOwn, isMissing, keys: wordOf(sample), defaults: defaults.configs };
  const classified = differences(wish, observed).map((difference) => classify(difference, facts));
  const problems = [
    ...nameProblems(topic, observed),
    ...wishProblems(wish, {
      isOwn,
      brokers: seen.metadata.brokers.size,
      defaults: defaults.configs,
      ...(sample && { sample }),
    }),
  ];
  const refused = classified.map((change) => refusedByRule(change, problems));
  const changes = await withLosses(cluster, topic, observed, refused, defaults);
  const plan = {
    topic,
    token: tokenOf(wish, observed),
    changes,
    unchanged: unchangedOverrides(wish, observed),
    problems,
    confirm: confirmOf(topic, changes),
  };
  return { plan: { ...plan, refusedByKafka: await refusalOf(cluster, topic, wish, changes) }, observed };
}

function nameProblems(topic: string, observed: ObservedTopic | undefined): ChangePlan['problems'] {
  const message = observed === undefined ? nameProblem(topic) : undefined;
  return message === undefined ? [] : [{ at: 'name', message, isRefusal: true }];
}

/** Stands for a wish on an observation; anything else that is true of them by now gives another one. */
export function tokenOf(
  { partitions, replication, configs }: TopicShape,
  observed?: TopicObservation,
): string {
  const seen = observed && [
    observed.topicId,
    observed.partitions,
    observed.replication,
    sorted(observed.configs),
  ];
  const both = JSON.stringify([partitions, replication, sorted(configs), seen ?? null]);
  return createHash('sha256').update(both).digest('base64url').slice(0, 22);
}

function sorted(configs: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(configs).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Messages count where partitions are added, compaction begins or less is taken; elsewhere nothing is read. */
async function sampleWhereItCounts(
  log: LogReader,
  topic: string,
  wish: TopicShape,
  observed: ObservedTopic | undefined,
  { configs: defaults }: ClusterDefaults,
): Promise<MessageSample | undefined> {
  if (observed === undefined) return undefined;
  const taken = ({ configs }: TopicShape) => Number(configs[LARGEST] ?? defaults[LARGEST]);
  const counts =
    wish.partitions > observed.partitions ||
    (wish.configs['cleanup.policy']?.includes('compact') ?? false) ||
    taken(wish) < taken(observed);
  return counts ? sampleMessages(log, topic) : undefined;
}

/** What can't be read may have keys. */
function wordOf(sample: MessageSample | undefined): 'keyed' | 'unkeyed' | 'empty' {
  if (sample === undefined) return 'keyed';
  if (sample.looked === 0) return 'empty';
  return sample.without === sample.looked ? 'unkeyed' : 'keyed';
}

function refusedByRule(change: Change, problems: ChangePlan['problems']): Change {
  const refusal = problems.find(
    ({ at, isRefusal }) => isRefusal && (at === change.what || change.what === 'topic'),
  );
  return refusal === undefined ? change : { ...change, class: 'impossible', reason: refusal.message };
}

async function withLosses(
  cluster: Cluster,
  topic: string,
  observed: ObservedTopic | undefined,
  changes: readonly Change[],
  defaults: ClusterDefaults,
): Promise<readonly Change[]> {
  const isLosing = ({ effect }: Change) => effect === 'retention_lowered' || effect === 'size_limit_lowered';
  if (observed === undefined || !changes.some(isLosing)) return changes;
  const [content, groups] = await Promise.all([contentOf(cluster, topic, observed), cluster.groups()]);
  const lossOf = async ({ what, to, effect }: Change): Promise<Loss> => {
    const kept = Number(to ?? defaults.configs[what]);
    return effect === 'retention_lowered'
      ? lossByAge(cluster, content, groups, kept, Date.now())
      : lossBySize(content, groups, kept);
  };
  return Promise.all(
    changes.map(async (change) => (isLosing(change) ? { ...change, loss: await lossOf(change) } : change)),
  );
}

/** What has to be typed: it names what is lost. */
function confirmOf(topic: string, changes: readonly Change[]): string | null {
  const losses = changes.flatMap(({ loss, class: kind }) => (loss && kind !== 'impossible' ? [loss] : []));
  const largest = losses.toSorted((one, other) => other.messages - one.messages)[0];
  if (largest !== undefined && largest.messages > 0) return `delete ${amountOf(topic, largest)}`;
  return changes.some(({ what, class: kind }) => what === 'cleanup.policy' && kind !== 'impossible')
    ? `rewrite ${topic}`
    : null;
}

/** What stays the same while it is typed: a number of messages grows as they grow old. */
function amountOf(topic: string, { from, until }: Loss): string {
  const ms = from === null || until === null ? 0 : until - from;
  const days = Math.floor(ms / DAY_MS);
  if (days > 0) return days === 1 ? '1 day' : `${days} days`;
  const hours = Math.floor(ms / HOUR_MS);
  return hours > 0 ? `${hours} h` : `from ${topic}`;
}

/** Kafka checks every step without doing it. */
async function refusalOf(
  cluster: Cluster,
  topic: string,
  wish: TopicShape,
  changes: readonly Change[],
): Promise<string | null> {
  const steps = changes.filter((change) => isApplicable(change, 'all'));
  try {
    for (const step of steps) await applyChange(cluster, topic, wish, step, true);
    return null;
  } catch (error) {
    if (error instanceof RefusedByKafka) return error.message;
    throw error;
  }
}

/** Does one step, or has Kafka check it. Throws `RefusedByKafka`, or while Kafka is away. */
export async function applyChange(
  cluster: Cluster,
  topic: string,
  wish: TopicShape,
  { what, to }: Pick<Change, 'what' | 'to'>,
  isCheckOnly: boolean,
): Promise<void> {
  if (what === 'topic') await cluster.createTopic({ name: topic, ...wish }, isCheckOnly);
  else if (what === 'partitions') await cluster.growTopic(topic, Number(to), isCheckOnly);
  else await cluster.alterConfigs(topic, new Map([[what, to ?? undefined]]), isCheckOnly);
}
