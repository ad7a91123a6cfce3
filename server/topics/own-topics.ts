import type { TopicWish } from '@/contracts/topic-wish';
import { type TopicPlan, topicPlans } from '@/contracts/topics';
import { recordEvent } from '@/server/audit';
import { inTransaction } from '@/server/database';
import { plannedConfigs } from '@/server/stream/topics';
import type { TopicTools } from './apply';
import { differences } from './compare';
import { type ObservedTopic, observeTopics } from './observe';
import { markApplied, readStoredTopics, writeRevision } from './stored';

const WHO = 'hearth';

/**
 * Hearth's own topics have a wish from the first start on: what Hearth plans, over what was there. Nothing is applied; what
 * differs waits for a person. Throws while Kafka is away.
 */
export async function wishForOwnTopics(
  tools: TopicTools,
  { rawRetentionDays, embedded }: { readonly rawRetentionDays: number; readonly embedded: boolean },
): Promise<void> {
  const stored = await readStoredTopics(tools.database.pool);
  const plans = topicPlans(rawRetentionDays).filter(({ name }) => stored.get(name)?.isManaged !== true);
  if (plans.length === 0) return;
  const { topics } = await observeTopics(
    tools.cluster,
    plans.map(({ name }) => name),
  );
  for (const plan of plans) {
    const observed = topics.get(plan.name);
    if (observed !== undefined)
      await begin(tools, plan, observed, { embedded, base: stored.get(plan.name)?.revision ?? 0 });
  }
}

async function begin(
  { database }: TopicTools,
  plan: TopicPlan,
  observed: ObservedTopic,
  { embedded, base }: { readonly embedded: boolean; readonly base: number },
): Promise<void> {
  const wish = wishOf(plan, observed, embedded);
  await inTransaction(database, async (client) => {
    const why = 'What Hearth plans for its own topics';
    const revision = await writeRevision(client, plan.name, base, { ...wish, who: WHO, why });
    // Another process was first.
    if (revision === undefined) return;
    await recordEvent(client, { who: WHO, action: 'adopted', subject: plan.name, detail: { revision } });
    if (differences(wish, observed).length === 0)
      await markApplied(client, plan.name, revision, observed.topicId);
    else
      await client.query('UPDATE kafka_topic SET topic_id = $2 WHERE name = $1', [
        plan.name,
        observed.topicId,
      ]);
  });
}

/** Partitions and copies are as they are; what somebody set besides stays. */
function wishOf(plan: TopicPlan, observed: ObservedTopic, embedded: boolean): TopicWish {
  return {
    partitions: observed.partitions,
    replication: observed.replication,
    configs: { ...observed.configs, ...plannedConfigs(plan, embedded) },
    comment: plan.purpose,
    owner: 'Hearth',
    isProtected: true,
    onDrift: 'tell',
  };
}
