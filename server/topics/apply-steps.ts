import { setTimeout as wait } from 'node:timers/promises';
import type { AppliedPlan, AppliedStep, Change, TopicObservation } from '@/contracts/topic-plan';
import type { TopicShape } from '@/contracts/topic-wish';
import type { Cluster } from '@/server/stream/admin/cluster';
import { RefusedByKafka } from '@/server/stream/admin/refused';
import { observeTopic } from './observe';
import { applyChange } from './plan';

/** Brokers hear of a change a moment after the controller has taken it. */
const VISIBLE_WITHIN_MS = 10_000;
const LOOK_AGAIN_MS = 50;

export interface StepsDone {
  readonly state: Exclude<AppliedPlan['state'], 'running'>;
  readonly problem: string | null;
  readonly steps: readonly AppliedStep[];
}

/** What stands there of a step; null is the default, or no topic. */
export function standingOf(what: string, observed: TopicObservation | undefined): string | null {
  if (observed === undefined) return null;
  if (what === 'topic') return `${observed.partitions} × ${observed.replication}`;
  if (what === 'partitions') return String(observed.partitions);
  return what === 'replication' ? String(observed.replication) : (observed.configs[what] ?? null);
}

/**
 * Does the steps one after another; each is read again before the next. Stops at the first that fails. `note` is called
 * before and after each.
 */
export async function applySteps(
  cluster: Cluster,
  topic: string,
  wish: TopicShape,
  changes: readonly Change[],
  note: (steps: readonly AppliedStep[]) => Promise<void>,
): Promise<StepsDone> {
  let steps: readonly AppliedStep[] = changes.map(waiting);
  const set = async (index: number, part: Partial<AppliedStep>) => {
    steps = steps.map((step, place) => (place === index ? { ...step, ...part } : step));
    await note(steps);
  };
  for (const [index, change] of changes.entries()) {
    await set(index, { state: 'doing' });
    const end = await applyStep(cluster, topic, wish, change);
    await set(index, end.step);
    if (end.step.state !== 'done')
      return { state: end.step.state === 'unknown' ? 'interrupted' : 'failed', problem: end.problem, steps };
  }
  return { state: 'done', problem: null, steps };
}

export function waiting({ what, from, to }: Pick<Change, 'what' | 'from' | 'to'>): AppliedStep {
  return { what, from, to, state: 'waiting' };
}

interface StepEnd {
  readonly step: Pick<AppliedStep, 'state' | 'after'>;
  readonly problem: string | null;
}

async function applyStep(
  cluster: Cluster,
  topic: string,
  wish: TopicShape,
  change: Change,
): Promise<StepEnd> {
  let away: string | undefined;
  try {
    await applyChange(cluster, topic, wish, change, false);
  } catch (error) {
    if (error instanceof RefusedByKafka)
      return { step: { state: 'failed' }, problem: `Kafka refused ${change.what}: ${error.message}` };
    away = error instanceof Error ? error.message : String(error);
  }
  const after = await untilVisible(cluster, topic, change);
  if (after === undefined)
    return {
      step: { state: 'unknown' },
      problem: `Kafka went away during ${change.what}: ${away ?? 'no answer'}`,
    };
  if (after === change.to) return { step: { state: 'done', after }, problem: null };
  const stands = after ?? 'the default';
  const problem =
    away === undefined
      ? `Kafka took ${change.what}, and has ${stands} instead: somebody else changes it too`
      : `Kafka went away during ${change.what}, and has ${stands}`;
  return { step: { state: 'failed', after }, problem };
}

/** What stands there once it is as wished, or when the time is over; undefined when Kafka doesn't say. */
async function untilVisible(
  cluster: Cluster,
  topic: string,
  { what, to }: Change,
): Promise<string | null | undefined> {
  const deadline = Date.now() + VISIBLE_WITHIN_MS;
  let seen: string | null | undefined;
  for (;;) {
    try {
      seen = standingOf(what, await observeTopic(cluster, topic));
    } catch {
      // Away for now; whether it comes back in time the deadline says.
      seen = undefined;
    }
    if (seen === to || Date.now() > deadline) return seen;
    await wait(LOOK_AGAIN_MS);
  }
}
