import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { projectRoot } from '@/server/project-root';
import type { TopicTools } from '@/server/topics/apply';
import { type PlanRecord, readPlans } from '@/server/topics/plan-record';
import { reconcile } from '@/server/topics/reconcile';
import { readStoredTopic } from '@/server/topics/stored';
import { takeOver } from '@/server/topics/wishes';
import { servers } from '@/tests/support/servers';
import { aTopic, testKafka } from '../../support/a-topic';
import { apply, aTopicDesk, overridesOf, silent } from '../../support/a-topic-desk';
import { freshTopics } from '../../support/fresh-topics';

const CONFIGS = {
  ...{
    'delete.retention.ms': '1 h',
    'file.delete.delay.ms': '2 min',
    'flush.messages': '10',
    'flush.ms': '5 s',
  },
  ...{
    'index.interval.bytes': '8 KiB',
    'max.message.bytes': '2 MiB',
    'message.timestamp.after.max.ms': '2 h',
  },
  ...{ 'min.cleanable.dirty.ratio': '0.4', 'min.compaction.lag.ms': '1 min', preallocate: 'false' },
  ...{
    'retention.bytes': '10 GiB',
    'segment.bytes': '1 MiB',
    'segment.index.bytes': '1 MiB',
    'segment.ms': '1 h',
  },
};

/** Applies in a process of its own and kills that in the middle; whoever was too late tries another topic. */
async function aCutOffPlan(
  tools: TopicTools,
): Promise<{ readonly topic: string; readonly plan: PlanRecord }> {
  for (;;) {
    const topic = await aTopic(tools.cluster);
    await takeOver(tools, topic, { who: 'local', why: 'a test' });
    await applyAndKill(tools, topic);
    const settled = async () => {
      await reconcile(tools, silent);
      const [newest] = await readPlans(tools.database.pool, topic);
      return newest?.state === 'running' ? undefined : newest;
    };
    await expect.poll(settled).toBeDefined();
    const plan = await settled();
    if (plan?.state === 'failed') return { topic, plan };
  }
}

async function applyAndKill(tools: TopicTools, topic: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tools/admin/main.ts', 'topic', 'apply', '-'], {
    cwd: projectRoot(),
    env: {
      ...process.env,
      DATABASE_URL: (tools.database as { readonly url?: string }).url ?? '',
      KAFKA_BROKERS: servers().kafkaBrokers,
    },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  child.stdin.end(JSON.stringify({ topics: [{ name: topic, partitions: 1, configs: CONFIGS }] }));
  await expect
    .poll(async () => Object.keys(await overridesOf(tools, topic)).length, { interval: 1 })
    .toBeGreaterThan(2);
  child.kill('SIGKILL');
  await exited;
}

it('a plan whose process is killed is settled to what Kafka has, and can be gone on with', async () => {
  const tools = await aTopicDesk();
  await freshTopics(testKafka());

  const { topic, plan } = await aCutOffPlan(tools);
  const has = Object.keys(await overridesOf(tools, topic));
  const stored = await readStoredTopic(tools.database.pool, topic);
  const rest = await apply(tools, topic);

  const done = plan.steps.filter(({ state }) => state === 'done').map(({ what }) => what);
  expect(done).toEqual(has);
  expect(plan.problem).toBe(
    `Hearth stopped in the middle of it. ${has.length} of ${plan.steps.length} steps were done.`,
  );
  expect(stored).toMatchObject({ revision: 2, appliedRevision: 1 });
  expect(rest).toMatchObject({ kind: 'ran', applied: { state: 'done' } });
  expect((await readStoredTopic(tools.database.pool, topic))?.appliedRevision).toBe(2);
});
