import { describe, expect, it } from 'vitest';
import type { ApplyOutcome } from '@/server/topics/apply';
import { applyPlan } from '@/server/topics/apply';
import { makePlan } from '@/server/topics/plan';
import { readPlans } from '@/server/topics/plan-record';
import { readStoredTopic } from '@/server/topics/stored';
import { saveWish, takeOver } from '@/server/topics/wishes';
import { aTopic, aTopicName } from '../../support/a-topic';
import { apply, aTopicDesk, aWish, overridesOf, recordOf, save, write } from '../../support/a-topic-desk';

const DAY_MS = 86_400_000;
const ADOPT = { who: 'local', why: 'a test' };

function stepsOf(outcome: ApplyOutcome) {
  if (outcome.kind !== 'ran') throw new Error(JSON.stringify(outcome));
  return outcome.applied.steps.map(({ what, from, to, state, after }) => [what, from, to, state, after]);
}

describe('applying a wish', () => {
  it('creates the topic that is wished, and has it as planned', async () => {
    const tools = await aTopicDesk();
    const topic = aTopicName();
    await save(tools, topic, aWish({ partitions: 3, configs: { 'retention.ms': '3600000' } }));

    const outcome = await apply(tools, topic);

    expect(stepsOf(outcome)).toEqual([['topic', null, '3 × 1', 'done', '3 × 1']]);
    expect(await overridesOf(tools, topic)).toEqual({ 'retention.ms': '3600000' });
    expect(await readStoredTopic(tools.database.pool, topic)).toMatchObject({
      revision: 1,
      appliedRevision: 1,
    });
    expect(await recordOf(tools, topic)).toEqual(['local: saved', 'local: applied']);
  });

  it('changes what differs, step by step, and touches no other override', async () => {
    const tools = await aTopicDesk();
    const configs = { 'retention.ms': `${DAY_MS}`, 'segment.ms': '3600000', 'max.message.bytes': '2000000' };
    const topic = await aTopic(tools.cluster, { configs });
    await takeOver(tools, topic, ADOPT);
    const wished = { 'retention.ms': `${2 * DAY_MS}`, 'segment.ms': '3600000', 'flush.ms': '1000' };
    await save(
      tools,
      topic,
      aWish({ partitions: 2, configs: { ...wished, 'max.message.bytes': '2000000' } }),
    );

    const outcome = await apply(tools, topic);

    expect(stepsOf(outcome)).toEqual([
      ['partitions', '1', '2', 'done', '2'],
      ['flush.ms', null, '1000', 'done', '1000'],
      ['retention.ms', `${DAY_MS}`, `${2 * DAY_MS}`, 'done', `${2 * DAY_MS}`],
    ]);
    expect(await overridesOf(tools, topic)).toEqual({ ...wished, 'max.message.bytes': '2000000' });
    const [plan] = await readPlans(tools.database.pool, topic);
    expect(plan).toMatchObject({ state: 'done', problem: null, scope: 'all', revision: 2, who: 'local' });
  });

  it('is refused as stale once somebody changed the topic or the wish, and shows the plan that is', async () => {
    const tools = await aTopicDesk();
    const topic = await aTopic(tools.cluster, { configs: { 'retention.ms': `${DAY_MS}` } });
    await takeOver(tools, topic, ADOPT);
    const wish = aWish({ configs: { 'retention.ms': `${3 * DAY_MS}` } });
    const revision = await save(tools, topic, wish);
    const shown = (await makePlan(tools, topic, wish)).plan;
    const request = { topic, revision, token: shown.token, scope: 'all', typed: '', who: 'local' } as const;
    await tools.cluster.alterConfigs(topic, new Map([['segment.ms', '7200000']]));
    await expect.poll(() => overridesOf(tools, topic)).toHaveProperty(['segment.ms']);

    const afterOutside = await applyPlan(tools, request);
    await save(tools, topic, { ...wish, configs: { ...wish.configs, 'segment.ms': '7200000' } });
    const afterSave = await applyPlan(tools, request);

    expect(afterOutside).toMatchObject({
      kind: 'stale',
      plan: { changes: [{ what: 'retention.ms' }, { what: 'segment.ms', from: '7200000', to: null }] },
    });
    expect(afterSave).toMatchObject({
      kind: 'stale',
      revision: 3,
      plan: { changes: [{ what: 'retention.ms' }] },
    });
    expect(await overridesOf(tools, topic)).toEqual({ 'retention.ms': `${DAY_MS}`, 'segment.ms': '7200000' });
  });

  it('is refused as stale once somebody deleted the topic, or made it anew', async () => {
    const tools = await aTopicDesk();
    const topic = await aTopic(tools.cluster);
    await takeOver(tools, topic, ADOPT);
    const wish = aWish({ configs: { 'retention.ms': `${3 * DAY_MS}` } });
    const revision = await save(tools, topic, wish);
    const { plan, observed } = await makePlan(tools, topic, wish);
    const request = { topic, revision, token: plan.token, scope: 'all', typed: '', who: 'local' } as const;
    const errorOf = async () => (await tools.cluster.metadata([topic])).topics.get(topic)?.error;
    await tools.cluster.deleteTopic(observed?.topicId ?? '');
    await expect.poll(errorOf).not.toBe(0);

    const afterDeletion = await applyPlan(tools, request);
    await tools.cluster.createTopic({ name: topic, partitions: 1, replication: 1, configs: {} });
    await expect.poll(errorOf).toBe(0);
    const afterCreation = await applyPlan(tools, request);

    expect(afterDeletion).toMatchObject({ kind: 'stale', plan: { changes: [{ effect: 'created_again' }] } });
    expect(afterCreation.kind).toBe('stale');
    expect(await overridesOf(tools, topic)).toEqual({});
  });

  it('says what lowering the retention deletes, wants it typed, and can do the safe part alone', async () => {
    const tools = await aTopicDesk();
    const topic = await aTopic(tools.cluster, { configs: { 'retention.ms': '-1' } });
    await takeOver(tools, topic, ADOPT);
    const now = Date.now();
    await write(
      topic,
      [40, 39, 1].map((days) => ({ timestampMs: now - days * DAY_MS })),
    );
    await tools.cluster.moveGroup('behind', [{ topic, partition: 0, offset: 1 }]);
    await save(tools, topic, aWish({ configs: { 'retention.ms': `${30 * DAY_MS}`, 'flush.ms': '5000' } }));

    const { plan } = await makePlan(
      tools,
      topic,
      aWish({ configs: { 'retention.ms': `${30 * DAY_MS}`, 'flush.ms': '5000' } }),
    );
    const untyped = await apply(tools, topic);
    const safe = await apply(tools, topic, { scope: 'safe' });
    const typed = await apply(tools, topic, { typed: 'delete 10 days' });

    expect(plan.confirm).toBe('delete 10 days');
    const lowered = plan.changes.find(({ what }) => what === 'retention.ms');
    expect(lowered).toMatchObject({
      class: 'data_affecting',
      effect: 'retention_lowered',
      loss: { messages: 2, from: now - 40 * DAY_MS, unread: [{ group: 'behind', messages: 1 }] },
    });
    expect(lowered?.loss?.bytes).toBeGreaterThan(50);
    expect(untyped).toEqual({ kind: 'refused', problem: 'Type “delete 10 days” to apply it.' });
    expect(stepsOf(safe)).toEqual([['flush.ms', null, '5000', 'done', '5000']]);
    expect(stepsOf(typed)).toEqual([['retention.ms', '-1', `${30 * DAY_MS}`, 'done', `${30 * DAY_MS}`]]);
  });

  it('wants typed what stays the same while it is typed, however fast the topic grows', async () => {
    const tools = await aTopicDesk();
    const topic = await aTopic(tools.cluster, { configs: { 'retention.ms': '-1' } });
    const hour = DAY_MS / 24;
    await write(
      topic,
      [12, 9, 0].map((hours) => ({ timestampMs: Date.now() - hours * hour })),
    );
    const confirmOf = async (configs: Readonly<Record<string, string>>) =>
      (await makePlan(tools, topic, aWish({ configs }))).plan.confirm;

    expect(await confirmOf({ 'retention.ms': `${5 * hour}` })).toBe('delete 7 h');
    expect(await confirmOf({ 'retention.ms': `${11.5 * hour}` })).toBe(`delete from ${topic}`);
    expect(await confirmOf({ 'retention.ms': '-1', 'retention.bytes': '10' })).toBe(`delete from ${topic}`);
  });

  it('stops at the first step that fails and says which were done', async () => {
    const tools = await aTopicDesk();
    const topic = await aTopic(tools.cluster);
    await takeOver(tools, topic, ADOPT);
    await save(
      tools,
      topic,
      aWish({ configs: { 'flush.ms': '5000', 'retention.ms': `${DAY_MS}`, 'segment.ms': '3600000' } }),
    );
    // Kafka checks the step and then doesn't take it: another program's policy, or another admin.
    const refusing = {
      ...tools.cluster,
      alterConfigs: async (
        name: string,
        changes: ReadonlyMap<string, string | undefined>,
        isCheckOnly = false,
      ) => {
        const asked =
          !isCheckOnly && changes.has('retention.ms') ? new Map([['retention.ms', 'soon']]) : changes;
        return tools.cluster.alterConfigs(name, asked, isCheckOnly);
      },
    };

    const outcome = await apply({ ...tools, cluster: refusing }, topic);

    expect(stepsOf(outcome)).toEqual([
      ['flush.ms', null, '5000', 'done', '5000'],
      ['retention.ms', null, `${DAY_MS}`, 'failed', undefined],
      ['segment.ms', null, '3600000', 'waiting', undefined],
    ]);
    expect(outcome).toMatchObject({
      applied: { state: 'failed', problem: expect.stringContaining('Kafka refused retention.ms') },
    });
    expect(await overridesOf(tools, topic)).toEqual({ 'flush.ms': '5000' });
    expect(await recordOf(tools, topic)).toContain('local: apply_failed');
  });
});

describe('a wish', () => {
  it('is refused with the reason and the way round it where it is impossible', async () => {
    const tools = await aTopicDesk();
    const topic = await aTopic(tools.cluster, { partitions: 3 });
    await takeOver(tools, topic, ADOPT);
    const problemsOf = async (wish: ReturnType<typeof aWish>, name = topic, base = 1) => {
      const outcome = await saveWish(tools, { topic: name, base, wish, why: '', who: 'local' });
      return outcome.kind === 'refused' ? outcome.problems.map(({ at, message }) => `${at}: ${message}`) : [];
    };

    expect(await problemsOf(aWish({ partitions: 2 }))).toEqual([
      expect.stringMatching(/^partitions: Kafka can’t take partitions away/),
    ]);
    expect(await problemsOf(aWish({ partitions: 3, replication: 2 }))).toEqual([
      expect.stringMatching(/^replication: Each copy stands on a broker of its own/),
    ]);
    expect(await problemsOf(aWish({ partitions: 3, configs: { 'min.insync.replicas': '2' } }))).toEqual([
      expect.stringMatching(/^min.insync.replicas: With one copy nobody could write/),
    ]);
    expect(await problemsOf(aWish({ partitions: 3, configs: { 'retention.ms': 'soon' } }))).toEqual([
      expect.stringMatching(/^: Kafka would refuse it: .*soon/),
    ]);
    expect(await problemsOf(aWish(), 'with space', 0)).toEqual([expect.stringMatching(/^name: .*a space/)]);
    expect(await problemsOf(aWish(), '..', 0)).toEqual([expect.stringMatching(/^name: /)]);
    expect(await problemsOf(aWish(), '__mine', 0)).toEqual([expect.stringMatching(/^name: .*Kafka’s own/)]);
    expect(await problemsOf(aWish(), 'x'.repeat(250), 0)).toEqual([expect.stringMatching(/^name: .*250/)]);
    expect(await problemsOf(aWish({ partitions: 3 }), topic, 0)).toEqual([
      expect.stringMatching(/^name: A topic of that name exists/),
    ]);
    expect(await problemsOf(aWish({ partitions: 1_000_000 }))).toEqual([
      expect.stringMatching(/^partitions: /),
    ]);
  });

  it('of a name of 249 characters is taken', async () => {
    const tools = await aTopicDesk();
    const topic = aTopicName('n'.repeat(249 - 11));
    await save(tools, topic, aWish());

    expect(topic).toHaveLength(249);
    expect(stepsOf(await apply(tools, topic))).toEqual([['topic', null, '1 × 1', 'done', '1 × 1']]);
  });

  it('is not written over what somebody else saved meanwhile', async () => {
    const tools = await aTopicDesk();
    const topic = await aTopic(tools.cluster);
    await takeOver(tools, topic, ADOPT);
    const request = { topic, base: 1, why: '', who: 'local' };

    const both = await Promise.all([
      saveWish(tools, { ...request, wish: aWish({ comment: 'one' }) }),
      saveWish(tools, { ...request, wish: aWish({ comment: 'other' }) }),
    ]);

    expect(both.map(({ kind }) => kind).sort()).toEqual(['overtaken', 'saved']);
    expect((await readStoredTopic(tools.database.pool, topic))?.revision).toBe(2);
  });

  it('tells growing a topic of keyed messages from one of others', async () => {
    const tools = await aTopicDesk();
    const empty = await aTopic(tools.cluster);
    const keyed = await aTopic(tools.cluster);
    await write(keyed, [{ key: 'sensor' }]);
    const classOf = async (topic: string) =>
      (await makePlan(tools, topic, aWish({ partitions: 2 }))).plan.changes.map((change) => [
        change.class,
        change.effect,
      ]);

    expect(await classOf(empty)).toEqual([['safe', 'partitions_added']]);
    expect(await classOf(keyed)).toEqual([['data_affecting', 'partitions_added_keyed']]);
  });
});
