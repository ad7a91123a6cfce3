import { describe, expect, it, onTestFinished } from 'vitest';
import { RAW, READINGS } from '@/contracts/topics';
import { createCluster } from '@/server/stream/admin/cluster';
import { readActivity } from '@/server/topics/activity';
import { createTopicLists } from '@/server/topics/list';
import { wishForOwnTopics } from '@/server/topics/own-topics';
import { readGround, readTopicPage, readTopicPast } from '@/server/topics/page';
import { readStoredTopic } from '@/server/topics/stored';
import { takeOver } from '@/server/topics/wishes';
import { aTopic, aTopicName, testKafka } from '../../support/a-topic';
import { aTopicDesk, aWish, overridesOf, recordOf, save, write } from '../../support/a-topic-desk';
import { freshTopics } from '../../support/fresh-topics';
import { startKafkaProxy } from '../../support/kafka-proxy';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ADOPT = { who: 'local', why: 'a test' };
const HOME = { rawRetentionDays: 400, embedded: true };

describe('the list', () => {
  it('tells what each topic is, and how it stands to its wish', async () => {
    const tools = await aTopicDesk();
    const now = Date.now();
    const topic = await aTopic(tools.cluster, {
      partitions: 2,
      configs: { 'retention.ms': `${7 * DAY_MS}` },
    });
    await write(
      topic,
      [30, 2, 1].map((hours) => ({ timestampMs: now - hours * HOUR_MS })),
    );
    const planned = aTopicName();
    await save(tools, planned, aWish({ partitions: 5, comment: 'Not there yet' }));
    const readList = createTopicLists();
    const lineOf = async (name: string) => (await readList(tools)).topics.find((line) => line.name === name);

    const unmanaged = await lineOf(topic);
    await takeOver(tools, topic, ADOPT);
    const managed = await lineOf(topic);

    expect(unmanaged).toMatchObject({
      ...{
        state: 'not_managed',
        partitions: 2,
        replication: 1,
        retentionMs: 7 * DAY_MS,
        cleanupPolicy: 'delete',
      },
      ...{ messages: 3, messagesADay: 2, isOwn: false, isInternal: false, replicas: { inSync: 2, all: 2 } },
    });
    expect(unmanaged?.bytes).toBeGreaterThan(50);
    expect(unmanaged?.bytesADay).toBe(Math.round(((unmanaged?.bytes ?? 0) * 2) / 3));
    expect(unmanaged?.perSecond).toBe(0);
    expect(managed?.state).toBe('as_planned');
    await write(topic, [{}, {}, {}]);
    expect((await createTopicLists()(tools)).topics.find(({ name }) => name === topic)?.perSecond).toBe(
      3 / 60,
    );
    expect(await lineOf(planned)).toMatchObject({
      ...{ state: 'change_waiting', partitions: 5, bytes: null, comment: 'Not there yet' },
    });
  });

  it('takes nothing for missing while Kafka is away', async () => {
    const proxy = await startKafkaProxy(testKafka().brokers[0] ?? '');
    onTestFinished(proxy.stop);
    const kafka = { ...testKafka(), brokers: proxy.brokers };
    const cluster = createCluster(kafka, 1_000);
    onTestFinished(() => cluster.stop());
    const tools = await aTopicDesk(kafka, cluster);
    const topic = await aTopic(cluster);
    await takeOver(tools, topic, ADOPT);
    await proxy.close();

    const list = await createTopicLists()(tools);
    await proxy.open();

    expect(list.problem).toBeDefined();
    expect(list.topics.map(({ name, state }) => [name, state])).toEqual([[topic, 'unknown']]);
  });

  it('tells how busy each of the last hours was', async () => {
    const tools = await aTopicDesk();
    const now = Date.now();
    const topic = await aTopic(tools.cluster);
    const halfHours = [50, 5.5, 2.5, 2.4, 0.5];
    await write(
      topic,
      halfHours.map((hours) => ({ timestampMs: now - hours * HOUR_MS })),
    );

    const counts = (await readActivity(tools.cluster, [topic, 'no.such.topic'], now))[topic];

    expect(counts).toHaveLength(24);
    expect(counts?.slice(-6)).toEqual([1, 0, 0, 2, 0, 1]);
    expect(counts?.reduce((sum, count) => sum + count, 0)).toBe(4);
  });
});

describe('Hearth’s own topics', () => {
  it('have a wish from the first start on, and nothing is applied by it', async () => {
    const tools = await aTopicDesk();
    await freshTopics(testKafka());
    // Somebody had made it before, with what the cluster does by default.
    await tools.cluster.alterConfigs(
      READINGS,
      new Map([
        ['retention.ms', undefined],
        ['segment.ms', '3600000'],
      ]),
    );
    await expect.poll(() => overridesOf(tools, READINGS)).toHaveProperty(['segment.ms']);
    const before = await overridesOf(tools, READINGS);

    await wishForOwnTopics(tools, HOME);
    await wishForOwnTopics(tools, HOME);

    expect(await overridesOf(tools, READINGS)).toEqual(before);
    expect(await readStoredTopic(tools.database.pool, RAW)).toMatchObject({
      revision: 1,
      appliedRevision: 1,
    });
    expect(await readStoredTopic(tools.database.pool, READINGS)).toMatchObject({
      revision: 1,
      appliedRevision: null,
      wish: { configs: { ...before, 'retention.ms': `${30 * DAY_MS}` }, isProtected: true },
    });
    expect(await recordOf(tools, RAW)).toEqual(['hearth: adopted']);
    const page = await readTopicPage(tools, READINGS);
    expect(page?.line.state).toBe('change_waiting');
    expect(page?.plan?.changes).toMatchObject([{ what: 'retention.ms', from: null, to: `${30 * DAY_MS}` }]);
  });
});

describe('the page of a topic', () => {
  it('has every setting with what it would be without an override, and what it means', async () => {
    const tools = await aTopicDesk();
    const topic = await aTopic(tools.cluster, { configs: { 'retention.ms': `${DAY_MS}` } });
    await takeOver(tools, topic, ADOPT);

    const page = await readTopicPage(tools, topic);

    expect(page?.settings.length).toBeGreaterThan(25);
    expect(page?.settings.find(({ name }) => name === 'retention.ms')).toMatchObject({
      ...{ value: `${DAY_MS}`, fallback: `${7 * DAY_MS}`, isOverride: true, type: 'long' },
      documentation: expect.stringMatching(/^This configuration controls [^<]*$/),
    });
    expect(page).toMatchObject({ brokers: 1, wish: { revision: 1 }, plan: { changes: [], unchanged: 1 } });
    expect(await readTopicPage(tools, 'no.such.topic')).toBeUndefined();
  });

  it('has a past, also once the topic is managed no longer', async () => {
    const tools = await aTopicDesk();
    const topic = await aTopic(tools.cluster);
    await takeOver(tools, topic, ADOPT);
    await save(tools, topic, aWish({ comment: 'for clicks' }));

    const past = await readTopicPast(tools.database, topic);

    expect(past.revisions.map(({ revision, comment }) => [revision, comment])).toEqual([
      [2, 'for clicks'],
      [1, ''],
    ]);
    expect(past.events.map(({ action }) => action)).toEqual(['saved', 'adopted']);
  });

  it('of a new topic knows the settings and the defaults of the cluster', async () => {
    const tools = await aTopicDesk();
    await freshTopics(testKafka());

    const ground = await readGround(tools);

    expect(ground.settings.find(({ name }) => name === 'retention.ms')).toMatchObject({
      ...{ value: `${7 * DAY_MS}`, isOverride: false },
    });
    expect(ground.defaults.replication).toBe(1);
    expect(ground.defaults.partitions).toBeGreaterThan(0);
  });
});
