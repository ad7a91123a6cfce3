import 'server-only';
import { z } from 'zod';
import type { ResetAnswer, ResetMove, ResetPlan, TopicReaders } from '@/contracts/topic-groups';
import { resetGroup } from '@/server/topics/commands';
import { planReset, readReaders } from '@/server/topics/queries';
import { handedToPages } from '@/server/web/queries';
import { asRunner, whoMay } from './asking';
import { database } from './database';
import { createKept } from './kept';

const KEPT_MS = 1_000;
const MOST_KEPT = 20;

const Offset = z.int().min(0);
const Target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start') }),
  z.object({ kind: z.literal('end') }),
  z.object({ kind: z.literal('moment'), moment: z.number().min(0).max(8_640_000_000_000_000) }),
  z.object({ kind: z.literal('back'), messages: Offset }),
  z.object({ kind: z.literal('offset'), partition: Offset, offset: Offset }),
]);
const Moves = z.array(z.object({ partition: Offset, from: Offset.nullable(), to: Offset })).max(10_000);

const kept = createKept<TopicReaders | undefined>(KEPT_MS, MOST_KEPT);

/** A topic's partitions and the groups that read it; a sentence while Kafka is away. */
export async function topicReaders(topic: string): Promise<TopicReaders | string | undefined> {
  await whoMay('run');
  const { cluster, log } = handedToPages();
  try {
    return await kept.get(topic, () => readReaders({ cluster, log }, topic));
  } catch (error) {
    console.error(error);
    return error instanceof Error ? error.message : String(error);
  }
}

/** What a reset would do; nothing is written. */
export async function resetPlan(
  topic: string,
  group: string,
  target: unknown,
): Promise<ResetPlan | undefined> {
  await whoMay('run');
  return planReset(handedToPages().cluster, topic, group, Target.parse(target));
}

export async function resetTopicGroup(request: {
  readonly topic: string;
  readonly group: string;
  readonly target: unknown;
  readonly moves: readonly ResetMove[];
  readonly token: string;
}): Promise<ResetAnswer> {
  const { topic, group, token } = request;
  const tools = { cluster: handedToPages().cluster, database: database() };
  const asked = { target: Target.parse(request.target), moves: Moves.parse(request.moves) };
  return asRunner((who) => resetGroup(tools, { topic, group, token, ...asked, who }));
}
