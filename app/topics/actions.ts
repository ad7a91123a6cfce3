'use server';

import {
  adoptTopic,
  applyTopic,
  askDeletion,
  cancelTopicDeletion,
  keepWish,
  leaveTopic,
  putBackAgain,
  removeRecords,
  saveTopic,
  type TopicApply,
  type TopicSave,
} from '@/app/_data/topics';
import type { TopicAnswer } from '@/contracts/topic-answer';

const AWAY: TopicAnswer = {
  kind: 'refused',
  problem: 'That did not reach Kafka or Hearth’s database. What you typed is still here; try again.',
};

async function attempted(work: () => Promise<TopicAnswer>): Promise<TopicAnswer> {
  try {
    return await work();
  } catch (error) {
    console.error(error);
    return AWAY;
  }
}

/** Writes a new revision; nothing is applied. */
export async function save(request: TopicSave): Promise<TopicAnswer> {
  return attempted(() => saveTopic(request));
}

/** Writes a new revision, if there is one to write, and applies the plan that was shown. */
export async function apply(
  request: Omit<TopicApply, 'revision'>,
  unsaved: TopicSave | undefined,
  revision: number,
): Promise<TopicAnswer> {
  return attempted(async () => {
    if (unsaved === undefined) return applyTopic({ ...request, revision });
    const saved = await saveTopic(unsaved);
    return saved.kind === 'saved' ? applyTopic({ ...request, revision: saved.revision }) : saved;
  });
}

async function answered(work: () => Promise<{ readonly problem: string } | undefined>): Promise<TopicAnswer> {
  return attempted(async () => {
    const refused = await work();
    return refused === undefined ? { kind: 'done' } : { kind: 'refused', problem: refused.problem };
  });
}

/** What the cluster has becomes the wish. */
export async function adopt(topic: string, why: string): Promise<TopicAnswer> {
  return answered(() => adoptTopic(topic, why));
}

export async function leave(topic: string): Promise<TopicAnswer> {
  return answered(() => leaveTopic(topic));
}

export async function keepForNewTopic(topic: string): Promise<TopicAnswer> {
  return answered(() => keepWish(topic));
}

export async function resume(topic: string): Promise<TopicAnswer> {
  return answered(() => putBackAgain(topic));
}

export async function remove(topic: string, typed: string): Promise<TopicAnswer> {
  return answered(() => askDeletion(topic, typed));
}

export async function cancelRemoval(topic: string): Promise<TopicAnswer> {
  return answered(() => cancelTopicDeletion(topic));
}

/** Deletes messages for ever: those before these offsets, by partition. */
export async function empty(
  topic: string,
  before: Readonly<Record<string, number>>,
  typed: string,
): Promise<TopicAnswer> {
  return answered(() => removeRecords(topic, before, typed));
}
