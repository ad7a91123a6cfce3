'use server';

import { resetPlan, resetTopicGroup } from '@/app/_data/topic-readers';
import type { ResetAnswer, ResetMove, ResetPlan, ResetTarget } from '@/contracts/topic-groups';

const AWAY = {
  kind: 'refused',
  problem: 'Kafka or Hearth’s database can’t be reached. Nothing was changed.',
} as const;

/** What a reset would do; a sentence where that can't be told. */
export async function dryRun(topic: string, group: string, target: ResetTarget): Promise<ResetPlan | string> {
  try {
    return (await resetPlan(topic, group, target)) ?? 'There is no such group any more.';
  } catch (error) {
    console.error(error);
    return 'Kafka can’t be asked right now.';
  }
}

/** Moves a group as the dry run showed it. */
export async function reset(request: {
  readonly topic: string;
  readonly group: string;
  readonly target: ResetTarget;
  readonly moves: readonly ResetMove[];
  readonly token: string;
}): Promise<ResetAnswer> {
  try {
    return await resetTopicGroup(request);
  } catch (error) {
    console.error(error);
    return AWAY;
  }
}
