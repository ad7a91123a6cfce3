import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { TopicWish } from '@/contracts/topic-wish';
import type { Cluster } from '@/server/stream/admin/cluster';
import { startAppender } from '@/server/stream/appender';
import { startLogReader } from '@/server/stream/log-reader';
import type { KafkaSettings } from '@/server/stream/types';
import type { ApplyOutcome, TopicTools } from '@/server/topics/apply';
import { applyPlan } from '@/server/topics/apply';
import { observeTopics } from '@/server/topics/observe';
import { makePlan } from '@/server/topics/plan';
import { readStoredTopic } from '@/server/topics/stored';
import { saveWish } from '@/server/topics/wishes';
import { aDatabase } from './a-database';
import { aCluster, testKafka } from './a-topic';

export const silent = pino({ level: 'silent' });

/** What an admin's pages work with, on the tests' Kafka and a fresh database. */
export async function aTopicDesk(
  kafka: KafkaSettings = testKafka(),
  cluster: Cluster = aCluster(),
): Promise<TopicTools> {
  const database = await aDatabase();
  const log = await startLogReader({ kafka, log: silent });
  onTestFinished(async () => {
    await log.stop();
    await database.drop();
  });
  return { cluster, log, database };
}

/** A wish that differs from a plain one in what the test is about. */
export function aWish(own: Partial<TopicWish> = {}): TopicWish {
  return {
    partitions: 1,
    replication: 1,
    configs: {},
    comment: '',
    owner: '',
    isProtected: true,
    onDrift: 'tell',
    ...own,
  };
}

/** Saves over whatever is the newest revision; throws when it isn't taken. */
export async function save(
  tools: TopicTools,
  topic: string,
  wish: TopicWish,
  who = 'local',
): Promise<number> {
  const base = (await readStoredTopic(tools.database.pool, topic))?.revision ?? 0;
  const saved = await saveWish(tools, { topic, base, wish, why: 'a test', who });
  if (saved.kind !== 'saved') throw new Error(`not saved: ${JSON.stringify(saved)}`);
  return saved.revision;
}

/** Applies what is saved as if somebody had just been shown the plan. */
export async function apply(
  tools: TopicTools,
  topic: string,
  own: { readonly scope?: 'all' | 'safe'; readonly typed?: string } = {},
): Promise<ApplyOutcome> {
  const stored = await readStoredTopic(tools.database.pool, topic);
  if (stored === undefined) throw new Error(`${topic} has no wish`);
  const { plan } = await makePlan(tools, topic, stored.wish, { isMissing: stored.topicId !== null });
  const request = { topic, revision: stored.revision, token: plan.token, who: 'local' };
  return applyPlan(tools, { ...request, scope: own.scope ?? 'all', typed: own.typed ?? '' });
}

/** The overrides that Kafka has now. */
export async function overridesOf(
  { cluster }: TopicTools,
  topic: string,
): Promise<Readonly<Record<string, string>>> {
  return (await observeTopics(cluster, [topic])).topics.get(topic)?.configs ?? {};
}

/** What was written down about a topic, oldest first. */
export async function recordOf({ database }: TopicTools, topic: string): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ who: string; action: string }>(
    'SELECT who, action FROM audit_entry WHERE subject = $1 ORDER BY id',
    [topic],
  );
  return rows.map(({ who, action }) => `${who}: ${action}`);
}

/** Writes records of one key each; resolves once Kafka has them. */
export async function write(
  topic: string,
  records: readonly { readonly key?: string; readonly value?: string; readonly timestampMs?: number }[],
): Promise<void> {
  const appender = await startAppender({ kafka: testKafka(), log: silent, name: 'writer' });
  let left = records.length;
  await new Promise<void>((done) => {
    for (const { key = 'key', value = 'value', timestampMs } of records)
      appender.append({ topic, key, value, ...(timestampMs !== undefined && { timestampMs }) }, () => {
        left -= 1;
        if (left === 0) done();
      });
  });
  await appender.stop();
}
