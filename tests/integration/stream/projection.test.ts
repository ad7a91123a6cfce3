import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RAW, READINGS } from '@/contracts/topics';
import { appendAll } from '@/server/stream/appender';
import { deleteTopics } from '@/server/stream/topics';
import { freshTopics } from '../../support/fresh-topics';
import {
  anAppender,
  aProjection,
  aProxy,
  kafka,
  numbered,
  PATIENTLY,
  records,
  Store,
} from './kafka-under-test';

beforeEach(() => freshTopics(kafka()));

describe.each(['copy', 'split'] as const)('a projection that is a %s', (delivery) => {
  it('is given every record once, those before its start and those after, each key in order', async () => {
    const appender = await anAppender();
    const store = new Store();
    const byKey = (value: string) => `key-${Number(value.replace(/\D/g, '')) % 7}`;
    await appendAll(appender, records(RAW, numbered('v', 5_000), byKey));

    const running = await aProjection({ ...store, topics: [RAW], delivery });
    await appendAll(appender, records(RAW, numbered('v', 10_000).slice(5_000), byKey));
    await vi.waitUntil(() => store.applied.length >= 10_000, PATIENTLY);

    expect([...store.applied].sort()).toEqual(numbered('v', 10_000).sort());
    const mine = (value: string) => byKey(value) === 'key-3';
    expect(store.applied.filter(mine)).toEqual(numbered('v', 10_000).filter(mine));
    expect(running.problem()).toBeUndefined();
    expect(running.lag().map((partition) => partition.records)).toEqual([0, 0, 0, 0]);
  });

  it('is given batches without a gap between them, none too large', async () => {
    const appender = await anAppender();
    const store = new Store();
    await appendAll(
      appender,
      records(RAW, numbered('v', 9_000), () => 'one'),
    );

    await aProjection({ ...store, topics: [RAW], delivery });
    await vi.waitUntil(() => store.applied.length >= 9_000, PATIENTLY);

    const ends = store.batches.map((batch) => batch.next);
    expect(store.batches.map((batch) => batch.first)).toEqual([0, ...ends.slice(0, -1)]);
    expect(Math.max(...store.batches.map((batch) => batch.records.length))).toBeLessThanOrEqual(2_000);
  });

  it('is given the same batch again after it threw, and meanwhile the other partitions', async () => {
    const appender = await anAppender();
    const store = new Store();
    const [at] = await appendAll(
      appender,
      records(RAW, ['blocked'], () => 'blocked'),
    );
    const elsewhere = numbered('v', 100).map((value) => ({ topic: RAW, key: value, value }));
    const tries: number[] = [];
    let broken = true;
    const apply = async (batch: Parameters<Store['apply']>[0]) => {
      if (batch.partition === at?.partition) tries.push(batch.first);
      if (broken && batch.partition === at?.partition) throw new Error('the store is away');
      await store.apply(batch);
    };

    const running = await aProjection({ ...store, apply, topics: [RAW], delivery });
    const places = await appendAll(appender, elsewhere);
    const others = elsewhere.filter((_, index) => places[index]?.partition !== at?.partition);
    await vi.waitUntil(() => tries.length >= 3 && store.applied.length === others.length, PATIENTLY);
    expect(new Set(tries)).toEqual(new Set([0]));
    expect(running.problem()).toContain('the store is away');
    expect(running.lag().some((partition) => partition.records > 0)).toBe(true);
    broken = false;
    await vi.waitUntil(() => store.applied.length === 101, PATIENTLY);

    expect(store.applied).toContain('blocked');
    expect(running.problem()).toBeUndefined();
  });

  it('goes on where it is after Kafka was away, was frozen and broke its connections', async () => {
    const proxy = await aProxy();
    const appender = await anAppender();
    const store = new Store();
    await aProjection({ ...store, topics: [RAW], delivery }, kafka(proxy.brokers));
    const values = numbered('v', 600);

    for (const [index, fault] of [proxy.cut, proxy.cutNextAnswer, proxy.close, proxy.freeze].entries()) {
      await fault();
      await appendAll(appender, records(RAW, values.slice(index * 150, index * 150 + 150)));
      if (fault === proxy.close) await proxy.open();
      if (fault === proxy.freeze) proxy.thaw();
      await vi.waitUntil(() => store.applied.length >= (index + 1) * 150, PATIENTLY);
    }

    expect([...store.applied].sort()).toEqual(values.sort());
  });

  it('says that it is fine once Kafka answers again, not only when a record comes', async () => {
    const proxy = await aProxy();
    const running = await aProjection({ ...new Store(), topics: [RAW], delivery }, kafka(proxy.brokers));

    await proxy.close();
    await vi.waitUntil(() => running.problem() !== undefined, PATIENTLY);
    await proxy.open();

    // A fetch that nobody answers with a record takes five seconds.
    await vi.waitUntil(() => running.problem() === undefined, { timeout: 4_500 });
  });

  it('asks for new positions when its topic is created anew', async () => {
    const appender = await anAppender();
    const store = new Store();
    await appendAll(appender, records(RAW, numbered('old', 50)));
    await aProjection({ ...store, topics: [RAW], delivery });
    await vi.waitUntil(() => store.applied.length === 50, PATIENTLY);

    await deleteTopics(kafka(), [RAW]);
    await freshTopics(kafka());
    await appendAll(appender, records(RAW, numbered('new', 50)));
    await vi.waitUntil(() => store.applied.length === 100, PATIENTLY);

    expect(new Set(store.asked.map((at) => at.topicId)).size).toBe(2);
    expect(store.applied.slice(50).sort()).toEqual(numbered('new', 50).sort());
  });

  it('reads several topics', async () => {
    const appender = await anAppender();
    const store = new Store();
    await aProjection({ ...store, topics: [RAW, READINGS], delivery });

    await appendAll(appender, [
      ...records(RAW, numbered('raw', 20)),
      ...records(READINGS, numbered('reading', 20)),
    ]);
    await vi.waitUntil(() => store.applied.length === 40, PATIENTLY);

    expect(new Set(store.batches.map((batch) => batch.topic))).toEqual(new Set([RAW, READINGS]));
  });

  it('hears at once of records that come while it starts', async () => {
    const appender = await anAppender();
    const took: number[] = [];

    for (let start = 0; start < 8; start += 1) {
      const store = new Store();
      const running = await aProjection({ ...store, topics: [RAW], delivery });
      const sentAt = performance.now();
      await appendAll(appender, records(RAW, [`first of ${start}`]));
      await vi.waitUntil(() => store.applied.length === start + 1, PATIENTLY);
      took.push(performance.now() - sentAt);
      await running.stop();
    }

    // A question that left before all had asked would be answered after 5 s.
    expect(Math.max(...took)).toBeLessThan(2_500);
  });

  it('hears of a record within milliseconds', async () => {
    const appender = await anAppender();
    const seen = new Map<string, number>();
    const apply: Store['apply'] = async ({ records: [record] }) => {
      seen.set(String(record?.value), performance.now());
    };
    await aProjection({ ...new Store(), apply, topics: [RAW], delivery });
    const took: number[] = [];

    for (const value of numbered('v', 200)) {
      const sentAt = performance.now();
      await appendAll(appender, records(RAW, [value]));
      await vi.waitUntil(() => seen.has(value), { ...PATIENTLY, interval: 1 });
      took.push((seen.get(value) ?? 0) - sentAt);
    }

    took.sort((a, b) => a - b);
    console.log(
      `${delivery}: append to apply p50 ${took[100]?.toFixed(2)} ms, p99 ${took[197]?.toFixed(2)} ms`,
    );
    expect(took[100]).toBeLessThan(50);
  });
});
