import type { AppliedStep, TopicObservation } from '@/contracts/topic-plan';
import { recordEvent } from '@/server/audit';
import type { Database } from '@/server/database';
import type { Cluster } from '@/server/stream/admin/cluster';
import { standingOf } from './apply-steps';
import { observeTopic } from './observe';
import { endPlan, type PlanRecord, readUnfinished } from './plan-record';

/**
 * Finds out how plans ended whose end nobody saw: Hearth was killed, or Kafka went away. Only with the topic's lock. Throws
 * while Kafka is away.
 */
export async function settleUnfinished(
  { cluster, database }: { readonly cluster: Cluster; readonly database: Pick<Database, 'pool'> },
  topic: string,
): Promise<void> {
  const unfinished = await readUnfinished(database.pool, topic);
  if (unfinished.length === 0) return;
  const observed = await observeTopic(cluster, topic);
  for (const plan of unfinished) {
    const end = endOf(plan, observed);
    await endPlan(database.pool, plan.id, end);
    await recordEvent(database.pool, {
      who: plan.who,
      action: end.state === 'done' ? 'applied' : 'apply_failed',
      subject: topic,
      detail: { plan: plan.id, revision: plan.revision, scope: plan.scope, problem: end.problem },
    });
  }
}

/** What the cluster says of the steps that were begun. */
export function endOf(
  { steps, problem }: Pick<PlanRecord, 'steps' | 'problem'>,
  observed: TopicObservation | undefined,
): {
  readonly state: 'done' | 'failed';
  readonly problem: string | null;
  readonly steps: readonly AppliedStep[];
} {
  const settled = steps.map((step) => settledStep(step, observed));
  const done = settled.filter(({ state }) => state === 'done').length;
  if (done === settled.length) return { state: 'done', problem: null, steps: settled };
  const why = problem ?? 'Hearth stopped in the middle of it';
  return {
    state: 'failed',
    problem: `${why}. ${done} of ${settled.length} steps were done.`,
    steps: settled,
  };
}

function settledStep(step: AppliedStep, observed: TopicObservation | undefined): AppliedStep {
  if (step.state !== 'doing' && step.state !== 'unknown') return step;
  const after = standingOf(step.what, observed);
  return { ...step, after, state: after === step.to ? 'done' : 'failed' };
}
