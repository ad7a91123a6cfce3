import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { READINGS } from '@/contracts/topics';
import type { Context } from '@/server/context';
import { startTopics } from '@/server/topics/index';
import { readStoredTopic } from '@/server/topics/stored';
import { tellReconciler } from '@/server/topics/tell';
import { aContext } from '../../support/a-context';
import { aCluster, testKafka } from '../../support/a-topic';
import { freshTopics } from '../../support/fresh-topics';

beforeEach(() => freshTopics(testKafka()));

async function aContextOfTopics(): Promise<Context> {
  const context = await aContext();
  onTestFinished(() => context.stop());
  return context;
}

it('gives Hearth’s own topics a wish, and notices drift as soon as somebody has it look', async () => {
  const context = await aContextOfTopics();
  const cluster = aCluster();
  const running = await startTopics(context);
  onTestFinished(() => running.stop());
  const stored = () => readStoredTopic(context.database.pool, READINGS);
  await expect.poll(async () => (await stored())?.topicId).toBeTruthy();
  // Another Kafka than the embedded one: what Hearth plans for it waits for a person.
  expect((await stored())?.wish.owner).toBe('Hearth');

  await cluster.alterConfigs(READINGS, new Map([['segment.ms', '3600000']]));
  await expect
    .poll(async () => {
      await tellReconciler(context.database);
      return (await stored())?.toldState;
    })
    .toBe('drift');
});

it('leads in one process at a time, and in another one once that has stopped', async () => {
  const context = await aContextOfTopics();
  const first = await startTopics(context);
  const leaders = async () => {
    const { rows } = await context.database.pool.query<{ count: number }>(
      `SELECT count(DISTINCT a.pid)::int AS count FROM pg_locks l JOIN pg_stat_activity a USING (pid)
       WHERE l.locktype = 'advisory' AND l.granted AND a.application_name = 'hearth topics' AND a.datname = current_database()`,
    );
    return rows[0]?.count;
  };
  await expect.poll(leaders).toBe(1);
  const second = await startTopics(context);
  onTestFinished(() => second.stop());
  const whileBoth = await leaders();

  await first.stop();

  expect(whileBoth).toBe(1);
  await expect.poll(leaders).toBe(1);
});
