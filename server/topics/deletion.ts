import type { DeletionFacts } from '@/contracts/topic-page';
import type { Loss } from '@/contracts/topic-plan';
import { recordEvent } from '@/server/audit';
import { type Database, inTransaction } from '@/server/database';
import type { Cluster } from '@/server/stream/admin/cluster';
import { RefusedByKafka } from '@/server/stream/admin/refused';
import type { TopicTools } from './apply';
import { contentOf, lossBefore, type PartitionContent } from './losses';
import { type ObservedTopic, observeTopic } from './observe';
import { isOwnTopic } from './plan';
import { readStoredTopic } from './stored';
import { withTopicLock } from './topic-lock';
import type { Refused } from './wishes';

const TO_CANCEL_MS = 24 * 3_600_000;

/** What deleting it takes, and whether it may be deleted; undefined for a topic that isn't there. */
export async function deletionFacts(tools: TopicTools, topic: string): Promise<DeletionFacts | undefined> {
  const observed = await observeTopic(tools.cluster, topic);
  if (observed === undefined) return undefined;
  const loss = await wholeLoss(tools.cluster, topic, observed);
  const hasReaders = (await readersOf(tools.cluster, topic)) > 0;
  return {
    loss,
    problem: await guardOf(tools.database, topic, observed),
    isAtOnce: loss.messages === 0 && !hasReaders,
  };
}

async function wholeLoss(cluster: Cluster, topic: string, observed: ObservedTopic): Promise<Loss> {
  const [content, groups] = await Promise.all([contentOf(cluster, topic, observed), cluster.groups()]);
  return lossBefore(content, endsOf(content), groups, null);
}

function endsOf(content: readonly PartitionContent[]): ReadonlyMap<number, number> {
  return new Map(content.map(({ partition, end }) => [partition, end]));
}

async function readersOf(cluster: Cluster, topic: string): Promise<number> {
  const groups = await cluster.groups();
  return groups.filter(({ offsets }) => offsets.some((at) => at.topic === topic)).length;
}

async function guardOf(
  { pool }: Pick<Database, 'pool'>,
  topic: string,
  observed: ObservedTopic,
): Promise<string | null> {
  if (isOwnTopic(topic)) return 'Hearth can’t do without this topic.';
  if (observed.isInternal) return 'This topic is Kafka’s own.';
  const stored = await readStoredTopic(pool, topic);
  if (stored === undefined || !stored.isManaged)
    return 'Manage this topic first: deleting it is a change like others.';
  if (stored.topicId !== observed.topicId)
    return 'Another topic has taken this name. Say first which is meant.';
  return stored.wish.isProtected
    ? 'It is protected. Take the protection off, save that, and come back.'
    : null;
}

/** Deletes an empty topic that nobody reads at once, any other one in a day. Undefined when taken. */
export async function requestDeletion(
  tools: TopicTools,
  { topic, typed, who }: { readonly topic: string; readonly typed: string; readonly who: string },
): Promise<Refused | undefined> {
  const facts = await deletionFacts(tools, topic);
  if (facts === undefined) return { problem: 'Kafka has no such topic.' };
  if (facts.problem !== null) return { problem: facts.problem };
  if (typed.trim() !== topic) return { problem: `Type “${topic}” to delete it.` };
  const at = new Date(Date.now() + (facts.isAtOnce ? 0 : TO_CANCEL_MS));
  await inTransaction(tools.database, async (client) => {
    await client.query('UPDATE kafka_topic SET delete_at = $2 WHERE name = $1', [topic, at]);
    const detail = { at: at.toISOString(), loss: facts.loss };
    await recordEvent(client, { who, action: 'deletion_asked', subject: topic, detail });
  });
  return facts.isAtOnce ? deleteNow(tools, topic, who) : undefined;
}

export async function cancelDeletion(
  database: Pick<Database, 'pool'>,
  topic: string,
  who: string,
): Promise<undefined> {
  await inTransaction(database, async (client) => {
    const { rowCount } = await client.query(
      'UPDATE kafka_topic SET delete_at = NULL WHERE name = $1 AND delete_at IS NOT NULL',
      [topic],
    );
    if (rowCount === 1)
      await recordEvent(client, { who, action: 'deletion_cancelled', subject: topic, detail: {} });
  });
  return undefined;
}

/** Deletes a topic whose time has come, if every gate is still open. Undefined when it is gone. */
export async function deleteNow(tools: TopicTools, topic: string, who: string): Promise<Refused | undefined> {
  const outcome = await withTopicLock(tools.database, topic, async (): Promise<Refused | 'gone'> => {
    const facts = await deletionFacts(tools, topic);
    const stored = await readStoredTopic(tools.database.pool, topic);
    if (facts === undefined || stored?.topicId == null)
      return { problem: 'Kafka has no such topic any more.' };
    if (stored.deleteAt === null || stored.deleteAt > Date.now())
      return { problem: 'Deleting it was cancelled.' };
    if (facts.problem !== null) return { problem: facts.problem };
    try {
      await tools.cluster.deleteTopic(stored.topicId);
    } catch (error) {
      if (error instanceof RefusedByKafka) return { problem: `Kafka refused to delete it: ${error.message}` };
      throw error;
    }
    await noteGone(tools.database, topic, who, {
      topicId: stored.topicId,
      loss: facts.loss,
      wish: stored.wish,
    });
    return 'gone';
  });
  if (outcome === 'gone') return undefined;
  return outcome ?? { problem: 'Somebody is changing this topic right now.' };
}

async function noteGone(
  database: Pick<Database, 'pool'>,
  topic: string,
  who: string,
  detail: object,
): Promise<void> {
  await inTransaction(database, async (client) => {
    await client.query(
      `UPDATE kafka_topic SET is_managed = false, topic_id = NULL, applied_revision = NULL, drift_since = NULL,
         told_state = NULL, delete_at = NULL WHERE name = $1`,
      [topic],
    );
    await recordEvent(client, { who, action: 'deleted', subject: topic, detail });
  });
}
