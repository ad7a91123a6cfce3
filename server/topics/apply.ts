import {
  type AppliedPlan,
  type Change,
  type ChangePlan,
  isApplicable,
  type PlanScope,
} from '@/contracts/topic-plan';
import { recordEvent } from '@/server/audit';
import type { Database } from '@/server/database';
import { applySteps, waiting } from './apply-steps';
import { differences, stateOf } from './compare';
import { type ObservedTopic, observeTopic } from './observe';
import { makePlan, type Planning } from './plan';
import { beginPlan, endPlan, noteSteps, type PlanRecord } from './plan-record';
import { settleUnfinished } from './settle';
import { markApplied, readStoredTopic, type StoredTopic } from './stored';
import { withTopicLock } from './topic-lock';

/** What topics are changed with. */
export type TopicTools = Planning & { readonly database: Pick<Database, 'pool'> };

export interface ApplyRequest {
  readonly topic: string;
  /** Revision and token of the plan that was shown. */
  readonly revision: number;
  readonly token: string;
  readonly scope: PlanScope | 'put_back';
  /** What was typed to confirm a loss. */
  readonly typed: string;
  readonly who: string;
}

export type ApplyOutcome =
  /** It ran, to its end or as far as it came. */
  | { readonly kind: 'ran'; readonly applied: AppliedPlan }
  /** Wish or cluster are others than were shown; nothing was done. */
  | { readonly kind: 'stale'; readonly revision: number; readonly plan: ChangePlan }
  /** Nothing was done. */
  | { readonly kind: 'refused'; readonly problem: string };

const BUSY: ApplyOutcome = {
  kind: 'refused',
  problem: 'Somebody is changing this topic right now. Look again in a moment.',
};
const UNMANAGED: ApplyOutcome = {
  kind: 'refused',
  problem: 'Hearth doesn’t manage this topic: there is no wish to apply.',
};

/** Applies a plan that somebody has seen, if it still is the plan. Throws while Kafka is away before anything was done. */
export async function applyPlan(tools: TopicTools, request: ApplyRequest): Promise<ApplyOutcome> {
  const outcome = await withTopicLock(tools.database, request.topic, async () => {
    await settleUnfinished(tools, request.topic);
    const stored = await readStoredTopic(tools.database.pool, request.topic);
    if (stored === undefined || !stored.isManaged) return UNMANAGED;
    const made = await makePlan(tools, request.topic, stored.wish, { isMissing: stored.topicId !== null });
    const { plan, observed } = made;
    if (stored.revision !== request.revision || plan.token !== request.token)
      return { kind: 'stale', revision: stored.revision, plan } as const;
    const problem = refusalOf(plan, request, stored, observed);
    if (problem !== undefined) return { kind: 'refused', problem } as const;
    const applied = await run(tools, request, stored, stepsOf(plan.changes, request.scope), observed);
    return { kind: 'ran', applied } as const;
  });
  return outcome ?? BUSY;
}

/** What is put back by itself loses nothing: the rest waits for a person. */
function stepsOf(changes: readonly Change[], scope: ApplyRequest['scope']): readonly Change[] {
  return changes.filter((change) =>
    scope === 'put_back' ? isApplicable(change, 'all') && isHarmless(change) : isApplicable(change, scope),
  );
}

function isHarmless({ effect, loss }: Change): boolean {
  return effect !== 'cleanup_policy' && (loss?.messages ?? 0) === 0;
}

function refusalOf(
  plan: ChangePlan,
  { scope, typed }: ApplyRequest,
  stored: StoredTopic,
  observed: ObservedTopic | undefined,
): string | undefined {
  if (stateOf(stored, stored.wish, observed) === 'conflict')
    return 'Another topic has taken this name. Say first which of the two is meant.';
  if (plan.refusedByKafka !== null) return `Kafka would refuse it: ${plan.refusedByKafka}`;
  if (stepsOf(plan.changes, scope).length === 0)
    return scope === 'safe'
      ? 'No part of it is safe: there is nothing to apply.'
      : 'There is nothing to apply.';
  if (scope === 'all' && plan.confirm !== null && typed.trim() !== plan.confirm)
    return `Type “${plan.confirm}” to apply it.`;
  return undefined;
}

async function run(
  tools: TopicTools,
  { topic, scope, who }: ApplyRequest,
  stored: StoredTopic,
  changes: readonly Change[],
  observed: ObservedTopic | undefined,
): Promise<PlanRecord> {
  const { pool } = tools.database;
  const before = observationOf(observed);
  const { revision, wish } = stored;
  const id = await beginPlan(pool, { topic, revision, scope, before, steps: changes.map(waiting), who });
  const end = await applySteps(tools.cluster, topic, wish, changes, (steps) => noteSteps(pool, id, steps));
  const applied = await endPlan(pool, id, end);
  const after = await settleWish(tools, stored);
  await recordEvent(pool, {
    who,
    action: end.state === 'done' ? 'applied' : 'apply_failed',
    subject: topic,
    detail: { plan: id, revision, scope, problem: end.problem, before, after },
  });
  return applied;
}

/** What of an observation is kept for ever. */
function observationOf(observed: ObservedTopic | undefined) {
  if (observed === undefined) return null;
  const { topicId, partitions, replication, configs } = observed;
  return { topicId, partitions, replication, configs };
}

/** Notes what the topic is now; null when Kafka doesn't say. */
async function settleWish({ cluster, database }: TopicTools, { name, revision, wish }: StoredTopic) {
  try {
    const observed = await observeTopic(cluster, name);
    if (observed !== undefined) {
      if (differences(wish, observed).length === 0)
        await markApplied(database.pool, name, revision, observed.topicId);
      else await rememberTopic(database, name, observed.topicId);
    }
    return observationOf(observed);
  } catch {
    // Kafka is away: the next look of the reconciler notes it.
    return null;
  }
}

async function rememberTopic({ pool }: Pick<Database, 'pool'>, name: string, topicId: string): Promise<void> {
  await pool.query('UPDATE kafka_topic SET topic_id = $2 WHERE name = $1', [name, topicId]);
}
