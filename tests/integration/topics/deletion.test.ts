import { describe, expect, it } from 'vitest';
import { READINGS } from '@/contracts/topics';
import type { TopicTools } from '@/server/topics/apply';
import { cancelDeletion, deletionFacts, requestDeletion } from '@/server/topics/deletion';
import { reconcile } from '@/server/topics/reconcile';
import { deleteRecords, recordsFacts } from '@/server/topics/records';
import { readStoredTopic } from '@/server/topics/stored';
import { saveWish, stopManaging, takeOver } from '@/server/topics/wishes';
import { aTopic, testKafka } from '../../support/a-topic';
import { aTopicDesk, aWish, recordOf, save, silent, write } from '../../support/a-topic-desk';
import { freshTopics } from '../../support/fresh-topics';

const DAY_MS = 86_400_000;
const ADOPT = { who: 'local', why: 'a test' };

async function exists({ cluster }: TopicTools, topic: string): Promise<boolean> {
  return (await cluster.metadata([topic])).topics.get(topic)?.error === 0;
}

async function anUnprotectedTopic(tools: TopicTools): Promise<string> {
  const topic = await aTopic(tools.cluster);
  await takeOver(tools, topic, ADOPT);
  await save(tools, topic, aWish({ isProtected: false }));
  return topic;
}

describe('deleting a topic', () => {
  it('needs a wish, its protection taken off before, and its name typed', async () => {
    const tools = await aTopicDesk();
    const topic = await aTopic(tools.cluster);
    const asked = { topic, typed: topic, who: 'local' };

    const unmanaged = await requestDeletion(tools, asked);
    await takeOver(tools, topic, ADOPT);
    const isProtected = await requestDeletion(tools, asked);
    await save(tools, topic, aWish({ isProtected: false }));
    const untyped = await requestDeletion(tools, { ...asked, typed: 'yes' });

    expect(unmanaged?.problem).toContain('Manage this topic first');
    expect(isProtected?.problem).toContain('It is protected');
    expect(untyped?.problem).toBe(`Type “${topic}” to delete it.`);
    expect(await exists(tools, topic)).toBe(true);
  });

  it('is done at once when it is empty and nobody reads it', async () => {
    const tools = await aTopicDesk();
    const topic = await anUnprotectedTopic(tools);

    expect(await requestDeletion(tools, { topic, typed: topic, who: 'local' })).toBeUndefined();

    await expect.poll(() => exists(tools, topic)).toBe(false);
    expect(await readStoredTopic(tools.database.pool, topic)).toMatchObject({
      isManaged: false,
      topicId: null,
    });
    expect((await recordOf(tools, topic)).slice(-2)).toEqual(['local: deletion_asked', 'local: deleted']);
  });

  it('of one with messages waits a day, can be cancelled, and is done when the day is over', async () => {
    const tools = await aTopicDesk();
    const topic = await anUnprotectedTopic(tools);
    await write(topic, [{}, {}]);
    const asked = { topic, typed: topic, who: 'local' };

    await requestDeletion(tools, asked);
    const due = (await readStoredTopic(tools.database.pool, topic))?.deleteAt ?? 0;
    await reconcile(tools, silent);
    const isThere = await exists(tools, topic);
    await cancelDeletion(tools.database, topic, 'local');
    const cancelled = (await readStoredTopic(tools.database.pool, topic))?.deleteAt;
    await requestDeletion(tools, asked);
    await tools.database.pool.query('UPDATE kafka_topic SET delete_at = now() WHERE name = $1', [topic]);
    await reconcile(tools, silent);

    expect((await deletionFacts(tools, topic))?.loss.messages).toBeUndefined();
    expect(due).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    expect(isThere).toBe(true);
    expect(cancelled).toBeNull();
    await expect.poll(() => exists(tools, topic)).toBe(false);
    expect(await recordOf(tools, topic)).toContain('hearth: deleted');
  });

  it('is not done when the topic was protected again, or made anew, in that day', async () => {
    const tools = await aTopicDesk();
    const topic = await anUnprotectedTopic(tools);
    await write(topic, [{}]);
    await requestDeletion(tools, { topic, typed: topic, who: 'local' });
    await save(tools, topic, aWish({ isProtected: true }));
    await tools.database.pool.query('UPDATE kafka_topic SET delete_at = now() WHERE name = $1', [topic]);

    await reconcile(tools, silent);

    expect(await exists(tools, topic)).toBe(true);
  });

  it('never comes of a wish that is taken away', async () => {
    const tools = await aTopicDesk();
    const topic = await anUnprotectedTopic(tools);

    await stopManaging(tools.database, topic, 'local');
    await reconcile(tools, silent);

    expect(await exists(tools, topic)).toBe(true);
    await takeOver(tools, topic, ADOPT);
    expect((await readStoredTopic(tools.database.pool, topic))?.revision).toBe(3);
  });

  it('is refused for Hearth’s own, and so is taking off their protection or leaving them', async () => {
    const tools = await aTopicDesk();
    await freshTopics(testKafka());
    await takeOver(tools, READINGS, ADOPT);
    const stored = await readStoredTopic(tools.database.pool, READINGS);
    const open = { ...aWish(), ...stored?.wish, isProtected: false };

    const outcome = await saveWish(tools, { topic: READINGS, base: 1, wish: open, why: '', who: 'local' });

    expect(outcome).toMatchObject({ kind: 'refused', problems: [{ at: 'isProtected' }] });
    expect(
      (await requestDeletion(tools, { topic: READINGS, typed: READINGS, who: 'local' }))?.problem,
    ).toContain('can’t do without');
    expect((await stopManaging(tools.database, READINGS, 'local'))?.problem).toContain('can’t do without');
  });
});

describe('deleting messages', () => {
  it('says what goes, wants it typed, and takes those before a moment alone', async () => {
    const tools = await aTopicDesk();
    const topic = await aTopic(tools.cluster);
    await takeOver(tools, topic, ADOPT);
    const now = Date.now();
    await write(
      topic,
      [5, 3, 1].map((days) => ({ timestampMs: now - days * DAY_MS })),
    );
    const cut = now - 2 * DAY_MS;
    const facts = await recordsFacts(tools, topic, cut);
    const asked = { topic, before: facts?.before ?? {}, who: 'local' };
    // What comes meanwhile is none of those that were shown.
    await write(topic, [{}]);
    const untyped = await deleteRecords(tools, { ...asked, typed: 'yes' });
    const typed = await deleteRecords(tools, { ...asked, typed: 'delete 2 messages' });

    expect(facts).toMatchObject({
      problem: null,
      confirm: 'delete 2 messages',
      loss: { messages: 2, from: now - 5 * DAY_MS },
    });
    expect(untyped?.problem).toBe('Type “delete 2 messages” to delete them.');
    expect(typed).toBeUndefined();
    expect(await tools.cluster.offsets([{ topic, partition: 0 }], 'start')).toMatchObject([{ offset: 2 }]);
    expect((await recordOf(tools, topic)).at(-1)).toBe('local: records_deleted');
  });

  it('is refused for Hearth’s own topics, and those that nobody manages', async () => {
    const tools = await aTopicDesk();
    await freshTopics(testKafka());
    const topic = await aTopic(tools.cluster);
    await write(topic, [{}]);

    const own = await deleteRecords(tools, {
      topic: READINGS,
      before: {},
      typed: 'delete 0 messages',
      who: 'local',
    });
    const foreign = await deleteRecords(tools, {
      topic,
      before: { 0: 1 },
      typed: 'delete 1 message',
      who: 'local',
    });

    expect(own?.problem).toContain('Hearth’s readers would miss them');
    expect(foreign?.problem).toContain('Manage this topic first');
  });
});
