import kafkajs from 'kafkajs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RAW } from '@/contracts/topics';
import { appendAll } from '@/server/stream/appender';
import { FenceLost } from '@/server/stream/types';
import { freshTopics } from '../../support/fresh-topics';
import { anAppender, aProjection, kafka, numbered, PATIENTLY, records, Store } from './kafka-under-test';

beforeEach(() => freshTopics(kafka()));

describe('stored positions', () => {
  it('are sought to when another has moved them on', async () => {
    const appender = await anAppender();
    const store = new Store();
    await appendAll(
      appender,
      records(RAW, numbered('v', 10), () => 'one'),
    );
    let lost = false;
    const apply: Store['apply'] = async (batch) => {
      if (!lost) {
        lost = true;
        throw new FenceLost(6, batch.first);
      }
      await store.apply(batch);
    };

    const running = await aProjection({ ...store, apply, topics: [RAW], delivery: 'split' });
    await vi.waitUntil(() => store.applied.length === 4, PATIENTLY);

    expect(store.applied).toEqual(['v6', 'v7', 'v8', 'v9']);
    expect(store.batches[0]?.first).toBe(6);
    expect(running.problem()).toBeUndefined();
  });

  it('that lie behind what is read are a hole: it is told, and read again', async () => {
    const appender = await anAppender();
    const store = new Store();
    await appendAll(
      appender,
      records(RAW, numbered('v', 10), () => 'one'),
    );
    let asked = 0;
    let healed = false;
    const apply: Store['apply'] = async (batch) => {
      if (asked === 0 && batch.first === 5) throw new FenceLost(2, batch.first);
      if (!healed) throw new Error('not yet');
      await store.apply(batch);
    };
    const position: Store['position'] = async ({ logEnd }) => Math.min(5, logEnd);

    const running = await aProjection({ apply, position, topics: [RAW], delivery: 'split' });
    await vi.waitUntil(() => running.problem()?.includes('2 to 4 are not applied'), PATIENTLY);
    asked = 1;
    healed = true;
    await vi.waitUntil(() => store.applied.length === 8, PATIENTLY);

    expect(store.applied).toEqual(numbered('v', 10).slice(2));
    expect(running.problem()).toBeUndefined();
  });

  it('before the log begins are an incident: the lost records are told, the rest is applied', async () => {
    const appender = await anAppender();
    const store = new Store();
    const [at] = await appendAll(
      appender,
      records(RAW, numbered('v', 10), () => 'one'),
    );
    await deleteRecordsBefore(RAW, at?.partition ?? -1, 4);

    const position: Store['position'] = async ({ logEnd }) => Math.min(1, logEnd);
    const running = await aProjection({ ...store, position, topics: [RAW], delivery: 'split' });
    await vi.waitUntil(() => store.applied.length === 6, PATIENTLY);

    expect(store.batches[0]).toMatchObject({ first: 1, next: 10 });
    expect(store.applied).toEqual(numbered('v', 10).slice(4));
    expect(running.problem()).toContain('has lost 1 to 3');
  });

  it('beyond the end of the log stop the partition, however far the log grows', async () => {
    const appender = await anAppender();
    const store = new Store();
    const [at] = await appendAll(
      appender,
      records(RAW, ['v0'], () => 'one'),
    );
    const ends: number[] = [];
    const position: Store['position'] = async (start) => {
      if (start.partition !== at?.partition) return start.logStart;
      ends.push(start.logEnd);
      return 5;
    };

    const running = await aProjection({ ...store, position, topics: [RAW], delivery: 'split' });
    await appendAll(
      appender,
      records(RAW, numbered('w', 20), () => 'one'),
    );
    // It has looked again, and found the log grown.
    await vi.waitUntil(() => ends.at(-1) === 21, PATIENTLY);

    expect(store.applied).toEqual([]);
    expect(running.problem()).toContain('before the stored position 5');
  });
});

describe('two members of a group', () => {
  it('share the partitions; what one leaves the other takes over, nothing twice', async () => {
    const appender = await anAppender();
    const store = new Store();
    const byWhom = new Map<string, Set<number>>();
    const member = (name: string) => ({
      name: 'shared',
      topics: [RAW],
      delivery: 'split' as const,
      position: store.position,
      apply: async (batch: Parameters<Store['apply']>[0]) => {
        byWhom.set(name, (byWhom.get(name) ?? new Set()).add(batch.partition));
        const stored = store.positions.get(`${batch.topicId}/${batch.partition}`) ?? 0;
        if (stored !== batch.first) throw new FenceLost(stored, batch.first);
        await store.apply(batch);
      },
    });
    const one = await aProjection(member('one'));
    expect(one.lag()).toHaveLength(4);

    const two = await aProjection(member('two'));
    await vi.waitUntil(() => one.lag().length === 2 && two.lag().length === 2, PATIENTLY);
    await appendAll(appender, records(RAW, numbered('a', 400)));
    await vi.waitUntil(() => store.applied.length === 400, PATIENTLY);
    expect([...(byWhom.get('one') ?? []), ...(byWhom.get('two') ?? [])].sort()).toEqual([0, 1, 2, 3]);
    await one.stop();
    await appendAll(appender, records(RAW, numbered('b', 400)));
    await vi.waitUntil(() => store.applied.length === 800, PATIENTLY);

    expect(two.lag()).toHaveLength(4);
    expect([...store.applied].sort()).toEqual([...numbered('a', 400), ...numbered('b', 400)].sort());
  });

  it('tell Kafka how far they are', async () => {
    const appender = await anAppender();
    await aProjection({ ...new Store(), name: 'told', topics: [RAW], delivery: 'split' });
    await appendAll(appender, records(RAW, numbered('a', 100)));

    const admin = new kafkajs.Kafka({
      brokers: [...kafka().brokers],
      logLevel: kafkajs.logLevel.NOTHING,
    }).admin();
    await admin.connect();
    const committed = async () => {
      const [topic] = await admin.fetchOffsets({ groupId: 'hearth.told', topics: [RAW] });
      return topic?.partitions.reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0);
    };
    await vi.waitUntil(async () => (await committed()) === 100, PATIENTLY);
    await admin.disconnect();
  });
});

async function deleteRecordsBefore(topic: string, partition: number, offset: number): Promise<void> {
  const admin = new kafkajs.Kafka({
    brokers: [...kafka().brokers],
    logLevel: kafkajs.logLevel.NOTHING,
  }).admin();
  await admin.connect();
  await admin.fetchTopicOffsets(topic);
  await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(offset) }] });
  await admin.disconnect();
}
