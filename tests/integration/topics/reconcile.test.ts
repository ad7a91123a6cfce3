import { describe, expect, it, onTestFinished } from 'vitest';
import { createCluster } from '@/server/stream/admin/cluster';
import type { TopicTools } from '@/server/topics/apply';
import { beginPlan, readPlans } from '@/server/topics/plan-record';
import { reconcile } from '@/server/topics/reconcile';
import { countTroubled, readStoredTopic } from '@/server/topics/stored';
import { keepWishFor, resumePutBack, takeOver } from '@/server/topics/wishes';
import { aCluster, aTopic, testKafka } from '../../support/a-topic';
import {
  apply,
  aTopicDesk,
  aWish,
  overridesOf,
  recordOf,
  save,
  silent,
  write,
} from '../../support/a-topic-desk';
import { startKafkaProxy } from '../../support/kafka-proxy';

const DAY_MS = 86_400_000;
const WEEK = `${7 * DAY_MS}`;
const ADOPT = { who: 'local', why: 'a test' };

async function aManagedTopic(tools: TopicTools, onDrift: 'tell' | 'put_back' | 'take_over'): Promise<string> {
  const topic = await aTopic(tools.cluster, { configs: { 'retention.ms': WEEK, 'flush.ms': '5000' } });
  await takeOver(tools, topic, ADOPT);
  await save(tools, topic, aWish({ configs: { 'retention.ms': WEEK, 'flush.ms': '5000' }, onDrift }));
  await reconcile(tools, silent);
  return topic;
}

/** Somebody else changes it, with another client. */
async function changeElsewhere(tools: TopicTools, topic: string, name: string, value: string): Promise<void> {
  await tools.cluster.alterConfigs(topic, new Map([[name, value]]));
  await expect.poll(async () => (await overridesOf(tools, topic))[name]).toBe(value);
}

describe('drift', () => {
  it('is told once, and that it is over', async () => {
    const tools = await aTopicDesk();
    const topic = await aManagedTopic(tools, 'tell');
    await changeElsewhere(tools, topic, 'segment.ms', '3600000');

    await reconcile(tools, silent);
    await reconcile(tools, silent);
    const during = await readStoredTopic(tools.database.pool, topic);
    const troubled = await countTroubled(tools.database.pool);
    await apply(tools, topic);
    await changeElsewhere(tools, topic, 'segment.ms', '7200000');
    await reconcile(tools, silent);
    await tools.cluster.alterConfigs(topic, new Map([['segment.ms', undefined]]));
    await expect.poll(() => overridesOf(tools, topic)).not.toHaveProperty(['segment.ms']);
    await reconcile(tools, silent);

    expect(troubled).toBe(1);
    expect(await countTroubled(tools.database.pool)).toBe(0);
    expect(during?.driftSince).toBeGreaterThan(Date.now() - 60_000);
    expect((await readStoredTopic(tools.database.pool, topic))?.driftSince).toBeNull();
    expect(await recordOf(tools, topic)).toEqual([
      'local: adopted',
      'local: saved',
      'outside Hearth: drift',
      'local: applied',
      'outside Hearth: drift',
      'hearth: drift_over',
    ]);
    expect(await overridesOf(tools, topic)).toEqual({ 'retention.ms': WEEK, 'flush.ms': '5000' });
  });

  it('is put back where that is wished, and three times in ten minutes at most', async () => {
    const tools = await aTopicDesk();
    const topic = await aManagedTopic(tools, 'put_back');
    for (const value of ['3600000', '3600001', '3600002']) {
      await changeElsewhere(tools, topic, 'segment.ms', value);
      await reconcile(tools, silent);
      expect(await overridesOf(tools, topic)).toEqual({ 'retention.ms': WEEK, 'flush.ms': '5000' });
    }
    await changeElsewhere(tools, topic, 'segment.ms', '3600003');

    await reconcile(tools, silent);
    await reconcile(tools, silent);

    expect(await overridesOf(tools, topic)).toHaveProperty(['segment.ms'], '3600003');
    expect((await readStoredTopic(tools.database.pool, topic))?.putBackHaltedAt).not.toBeNull();
    expect((await recordOf(tools, topic)).filter((line) => line.endsWith('put_back_halted'))).toHaveLength(1);
    expect((await readPlans(tools.database.pool, topic)).map(({ scope }) => scope)).toEqual(
      Array(3).fill('put_back'),
    );
    await resumePutBack(tools.database, topic, 'local');
    expect((await readStoredTopic(tools.database.pool, topic))?.putBackHaltedAt).toBeNull();
  });

  it('is not put back by itself where messages would be lost', async () => {
    const tools = await aTopicDesk();
    const topic = await aManagedTopic(tools, 'put_back');
    await changeElsewhere(tools, topic, 'retention.ms', '-1');
    await changeElsewhere(tools, topic, 'flush.ms', '6000');
    await write(topic, [{ timestampMs: Date.now() - 20 * DAY_MS }]);

    await reconcile(tools, silent);

    expect(await overridesOf(tools, topic)).toEqual({ 'retention.ms': '-1', 'flush.ms': '5000' });
  });

  it('becomes the wish where that is wished', async () => {
    const tools = await aTopicDesk();
    const topic = await aManagedTopic(tools, 'take_over');
    await changeElsewhere(tools, topic, 'segment.ms', '3600000');

    await reconcile(tools, silent);

    const stored = await readStoredTopic(tools.database.pool, topic);
    expect(stored).toMatchObject({ revision: 3, appliedRevision: 3 });
    expect(stored?.wish).toMatchObject({
      configs: { 'retention.ms': WEEK, 'flush.ms': '5000', 'segment.ms': '3600000' },
      who: 'outside Hearth',
      onDrift: 'take_over',
    });
  });

  it('of a wish that waits is no drift: nothing is applied by itself', async () => {
    const tools = await aTopicDesk();
    const topic = await aManagedTopic(tools, 'put_back');
    await save(
      tools,
      topic,
      aWish({ configs: { 'retention.ms': `${8 * DAY_MS}`, 'flush.ms': '5000' }, onDrift: 'put_back' }),
    );

    await reconcile(tools, silent);

    expect(await overridesOf(tools, topic)).toEqual({ 'retention.ms': WEEK, 'flush.ms': '5000' });
    expect(await recordOf(tools, topic)).toEqual(['local: adopted', 'local: saved', 'local: saved']);
  });
});

describe('a topic', () => {
  it('that somebody deleted is missing, and one made anew in its place a conflict to be asked about', async () => {
    const tools = await aTopicDesk();
    const topic = await aManagedTopic(tools, 'put_back');
    const before = (await tools.cluster.metadata([topic])).topics.get(topic)?.topicId ?? '';
    await tools.cluster.deleteTopic(before);
    await expect
      .poll(async () => (await tools.cluster.metadata([topic])).topics.get(topic)?.error)
      .not.toBe(0);

    await reconcile(tools, silent);
    const missing = await recordOf(tools, topic);
    await expect
      .poll(async () => {
        const made = { name: topic, partitions: 1, replication: 1, configs: {} };
        return (await tools.cluster.createTopic(made).catch(() => undefined))?.topicId;
      })
      .toBeTruthy();
    await expect.poll(async () => (await tools.cluster.metadata([topic])).topics.get(topic)?.error).toBe(0);
    await reconcile(tools, silent);
    const refused = await apply(tools, topic);
    await keepWishFor(tools, topic, 'local');
    const applied = await apply(tools, topic);

    expect(missing.at(-1)).toBe('outside Hearth: missing');
    expect(await recordOf(tools, topic)).toEqual([
      ...missing,
      'outside Hearth: conflict',
      'local: kept_for_new_topic',
      'local: applied',
    ]);
    expect(refused).toMatchObject({
      kind: 'refused',
      problem: expect.stringContaining('Another topic has taken this name'),
    });
    expect(applied.kind).toBe('ran');
    expect(await overridesOf(tools, topic)).toEqual({ 'retention.ms': WEEK, 'flush.ms': '5000' });
  });

  it('is unknown, never missing, while Kafka is away', async () => {
    const proxy = await startKafkaProxy(testKafka().brokers[0] ?? '');
    onTestFinished(proxy.stop);
    const kafka = { ...testKafka(), brokers: proxy.brokers };
    const cluster = createCluster(kafka, 1_000);
    onTestFinished(() => cluster.stop());
    const tools = await aTopicDesk(kafka, cluster);
    const direct = aCluster();
    const topic = await aTopic(direct);
    await takeOver(tools, topic, ADOPT);
    await proxy.close();

    await expect(reconcile(tools, silent)).rejects.toThrow();

    expect(await recordOf(tools, topic)).toEqual(['local: adopted']);
    expect((await readStoredTopic(tools.database.pool, topic))?.toldState).toBeNull();
  });
});

describe('a plan that was cut off', () => {
  it('is settled by what Kafka has: done where all of it is, else as far as it came', async () => {
    const tools = await aTopicDesk();
    const topic = await aManagedTopic(tools, 'tell');
    const step = { what: 'flush.ms', from: null, to: '5000', state: 'doing' } as const;
    const next = { what: 'segment.ms', from: null, to: '3600000', state: 'waiting' } as const;
    const plan = { topic, revision: 2, scope: 'all', before: null, who: 'local' } as const;
    const whole = await beginPlan(tools.database.pool, { ...plan, steps: [step] });
    const half = await beginPlan(tools.database.pool, { ...plan, steps: [{ ...step, to: '9999' }, next] });

    await reconcile(tools, silent);

    const plans = await readPlans(tools.database.pool, topic);
    expect(plans.find(({ id }) => id === whole)).toMatchObject({
      state: 'done',
      steps: [{ state: 'done', after: '5000' }],
    });
    expect(plans.find(({ id }) => id === half)).toMatchObject({
      state: 'failed',
      problem: 'Hearth stopped in the middle of it. 0 of 2 steps were done.',
      steps: [{ state: 'failed', after: '5000' }, { state: 'waiting' }],
    });
  });

  it('by Kafka going away says where it stopped, and what was done once Kafka is back', async () => {
    const proxy = await startKafkaProxy(testKafka().brokers[0] ?? '');
    onTestFinished(proxy.stop);
    const kafka = { ...testKafka(), brokers: proxy.brokers };
    const cluster = createCluster(kafka, 1_000);
    onTestFinished(() => cluster.stop());
    const tools = await aTopicDesk(kafka, cluster);
    const topic = await aTopic(aCluster());
    await takeOver(tools, topic, ADOPT);
    await save(tools, topic, aWish({ configs: { 'flush.ms': '5000', 'segment.ms': '3600000' } }));
    const unplugged = {
      ...cluster,
      alterConfigs: async (
        name: string,
        changes: ReadonlyMap<string, string | undefined>,
        isCheckOnly = false,
      ) => {
        if (!isCheckOnly && changes.has('segment.ms')) await proxy.close();
        return cluster.alterConfigs(name, changes, isCheckOnly);
      },
    };

    const outcome = await apply({ ...tools, cluster: unplugged }, topic);
    await proxy.open();
    await expect
      .poll(() =>
        reconcile(tools, silent).then(
          () => 'looked',
          () => 'away',
        ),
      )
      .toBe('looked');

    expect(outcome).toMatchObject({
      kind: 'ran',
      applied: {
        state: 'interrupted',
        problem: expect.stringContaining('Kafka went away during segment.ms'),
        steps: [
          { what: 'flush.ms', state: 'done' },
          { what: 'segment.ms', state: 'unknown' },
        ],
      },
    });
    const [settled] = await readPlans(tools.database.pool, topic);
    expect(settled).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('1 of 2 steps were done'),
    });
    expect(await overridesOf(tools, topic)).toEqual({ 'flush.ms': '5000' });
  });
});
