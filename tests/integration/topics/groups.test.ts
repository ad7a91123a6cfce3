import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ResetTarget } from '@/contracts/topic-groups';
import { READINGS } from '@/contracts/topics';
import { ByteReader } from '@/server/stream/byte-reader';
import { ByteWriter } from '@/server/stream/byte-writer';
import { openWire } from '@/server/stream/wire';
import type { TopicTools } from '@/server/topics/apply';
import { readReaders } from '@/server/topics/groups/readers';
import { planReset, resetGroup } from '@/server/topics/groups/reset';
import { servers } from '@/tests/support/servers';
import { aConsumer } from '../../support/a-group';
import { aTopic, testKafka } from '../../support/a-topic';
import { aTopicDesk, recordOf, write } from '../../support/a-topic-desk';
import { freshTopics } from '../../support/fresh-topics';

const HOUR_MS = 3_600_000;

let made = 0;
function aGroupName(): string {
  made += 1;
  return `group-${process.pid}-${Date.now()}-${made}`;
}

/** Four messages, an hour apart, the newest now. */
async function aFilledTopic(tools: TopicTools, nowMs = Date.now()): Promise<string> {
  const topic = await aTopic(tools.cluster);
  await write(
    topic,
    [3, 2, 1, 0].map((hours) => ({ value: `${hours} h`, timestampMs: nowMs - hours * HOUR_MS })),
  );
  return topic;
}

async function groupOf(tools: TopicTools, topic: string, group: string) {
  return (await readReaders(tools, topic))?.groups.find((one) => one.group === group);
}

async function reset(tools: TopicTools, topic: string, group: string, target: ResetTarget) {
  const plan = await planReset(tools.cluster, topic, group, target);
  if (plan === undefined) throw new Error('no such group');
  const request = { topic, group, target, moves: plan.moves, token: plan.token, who: 'local' };
  return { plan, request, answer: await resetGroup(tools, request) };
}

describe('partitions', () => {
  it('tell what they hold, where they are and since when', async () => {
    const tools = await aTopicDesk();
    const now = Date.now();
    const topic = await aFilledTopic(tools, now);

    const readers = await readReaders(tools, topic);

    expect(readers?.partitions).toEqual([
      {
        ...{ partition: 0, leader: 1, replicas: [1], inSync: [1], start: 0, end: 4 },
        ...{ bytes: expect.any(Number), oldest: now - 3 * HOUR_MS, newest: now },
      },
    ]);
    expect(readers?.partitions[0]?.bytes).toBeGreaterThan(100);
    expect(readers?.groups).toEqual([]);
    expect(await readReaders(tools, 'no.such.topic')).toBeUndefined();
  });

  it('of a topic that has a thousand are all told', async () => {
    const tools = await aTopicDesk();
    const topic = await aTopic(tools.cluster, { partitions: 1_000 });
    await expect.poll(async () => (await readReaders(tools, topic))?.partitions.length).toBe(1_000);
    await tools.cluster.moveGroup('thousand', [{ topic, partition: 999, offset: 0 }]);

    const readers = await readReaders(tools, topic);

    expect(readers?.partitions.every(({ leader }) => leader === 1)).toBe(true);
    expect(readers?.groups.find(({ group }) => group === 'thousand')?.positions).toEqual([
      { partition: 999, offset: 0, lag: 0, lagMs: 0, lost: 0 },
    ]);
  });
});

describe('a group', () => {
  it('is told with its members, and idle once they are gone', async () => {
    const tools = await aTopicDesk();
    const topic = await aFilledTopic(tools);
    const group = aGroupName();
    const consumer = await aConsumer(servers().kafkaBrokers, group, topic);
    onTestFinished(() => consumer.disconnect());
    await expect.poll(async () => (await groupOf(tools, topic, group))?.positions[0]?.offset).toBe(4);

    const working = await groupOf(tools, topic, group);
    await consumer.disconnect();
    await expect.poll(async () => (await groupOf(tools, topic, group))?.state).toBe('idle');

    expect(working).toMatchObject({
      state: 'working',
      isOwn: false,
      members: [{ clientId: 'elsewhere', host: '127.0.0.1', partitions: [0] }],
      positions: [{ partition: 0, offset: 4, lag: 0, lagMs: 0 }],
    });
  });

  it('of the newer protocol is told with its members, too', async () => {
    const tools = await aTopicDesk();
    const topic = await aFilledTopic(tools);
    const group = aGroupName();
    await aNewerMember(group, topic);

    await expect
      .poll(() => groupOf(tools, topic, group))
      .toMatchObject({
        state: 'working',
        members: [{ clientId: 'newer', host: '127.0.0.1', partitions: [0] }],
      });
    const plan = await planReset(tools.cluster, topic, group, { kind: 'end' });
    expect(plan?.problem).toContain('It is working: newer on 127.0.0.1');
  });

  it('is behind by messages and by time, and is told what was deleted unread', async () => {
    const tools = await aTopicDesk();
    const topic = await aFilledTopic(tools);
    const group = aGroupName();
    await tools.cluster.moveGroup(group, [{ topic, partition: 0, offset: 1 }]);

    const behind = (await groupOf(tools, topic, group))?.positions[0];
    await tools.cluster.deleteRecords(topic, new Map([[0, 3]]));
    const robbed = (await groupOf(tools, topic, group))?.positions[0];

    expect(behind).toMatchObject({ offset: 1, lag: 3, lost: 0 });
    expect(Math.round((behind?.lagMs ?? 0) / HOUR_MS)).toBe(2);
    expect(robbed).toMatchObject({ offset: 1, lag: 1, lost: 2 });
    expect(robbed?.lagMs).toBeLessThan(HOUR_MS);
  });
});

describe('a reset', () => {
  it.each<[ResetTarget, number]>([
    [{ kind: 'start' }, 0],
    [{ kind: 'end' }, 4],
    [{ kind: 'back', messages: 1 }, 1],
    [{ kind: 'offset', partition: 0, offset: 3 }, 3],
    [{ kind: 'offset', partition: 0, offset: 99 }, 4],
  ])('to %j goes to %d, and writes nothing before', async (target, to) => {
    const tools = await aTopicDesk();
    const topic = await aFilledTopic(tools);
    const group = aGroupName();
    await tools.cluster.moveGroup(group, [{ topic, partition: 0, offset: 2 }]);

    const plan = await planReset(tools.cluster, topic, group, target);
    const before = (await groupOf(tools, topic, group))?.positions[0]?.offset;
    const { answer } = await reset(tools, topic, group, target);

    expect(plan).toMatchObject({
      moves: [{ partition: 0, from: 2, to }],
      again: Math.max(0, 2 - to),
      skipped: Math.max(0, to - 2),
      problem: null,
    });
    expect(before).toBe(2);
    expect(answer).toEqual({ kind: 'done' });
    expect((await groupOf(tools, topic, group))?.positions[0]?.offset).toBe(to);
    expect(await recordOf(tools, topic)).toEqual(['local: group_reset']);
  });

  it('to a moment goes to the first message from then on', async () => {
    const tools = await aTopicDesk();
    const now = Date.now();
    const topic = await aFilledTopic(tools, now);
    const group = aGroupName();
    await tools.cluster.moveGroup(group, [{ topic, partition: 0, offset: 4 }]);

    const { plan, answer } = await reset(tools, topic, group, {
      kind: 'moment',
      moment: now - 1.5 * HOUR_MS,
    });

    expect(plan.moves).toEqual([{ partition: 0, from: 4, to: 2 }]);
    expect(answer).toEqual({ kind: 'done' });
  });

  it('is refused while somebody works, and says who', async () => {
    const tools = await aTopicDesk();
    const topic = await aFilledTopic(tools);
    const group = aGroupName();
    const consumer = await aConsumer(servers().kafkaBrokers, group, topic);
    onTestFinished(() => consumer.disconnect());
    await expect.poll(async () => (await groupOf(tools, topic, group))?.positions[0]?.offset).toBe(4);

    const { plan, answer } = await reset(tools, topic, group, { kind: 'start' });

    expect(plan.problem).toContain('It is working: elsewhere on 127.0.0.1. Stop it first');
    expect(answer).toEqual({ kind: 'refused', problem: plan.problem });
    expect((await groupOf(tools, topic, group))?.positions[0]?.offset).toBe(4);
  });

  it('is refused when the group moved since the dry run, with the new one', async () => {
    const tools = await aTopicDesk();
    const topic = await aFilledTopic(tools);
    const group = aGroupName();
    await tools.cluster.moveGroup(group, [{ topic, partition: 0, offset: 2 }]);
    const target = { kind: 'start' } as const;
    const shown = await planReset(tools.cluster, topic, group, target);
    await tools.cluster.moveGroup(group, [{ topic, partition: 0, offset: 3 }]);

    const answer = await resetGroup(tools, {
      ...{ topic, group, target, who: 'local' },
      moves: shown?.moves ?? [],
      token: shown?.token ?? '',
    });

    expect(answer).toMatchObject({ kind: 'stale', plan: { moves: [{ from: 3, to: 0 }] } });
    expect((await groupOf(tools, topic, group))?.positions[0]?.offset).toBe(3);
  });

  it('writes no offset that was not shown', async () => {
    const tools = await aTopicDesk();
    const topic = await aFilledTopic(tools);
    const group = aGroupName();
    await tools.cluster.moveGroup(group, [{ topic, partition: 0, offset: 2 }]);
    const { request } = { ...(await planned(tools, topic, group)) };

    const answer = await resetGroup(tools, { ...request, moves: [{ partition: 0, from: 2, to: 1_000_000 }] });

    expect(answer.kind).toBe('stale');
    expect((await groupOf(tools, topic, group))?.positions[0]?.offset).toBe(2);
  });

  it('of Hearth’s own groups is refused: Kafka does not have the last word there', async () => {
    const tools = await aTopicDesk();
    await freshTopics(testKafka());
    await tools.cluster.moveGroup('hearth.test', [{ topic: READINGS, partition: 0, offset: 0 }]);

    const plan = await planReset(tools.cluster, READINGS, 'hearth.test', { kind: 'end' });

    expect(plan?.problem).toContain('stands in PostgreSQL');
  });
});

async function planned(tools: TopicTools, topic: string, group: string) {
  const target = { kind: 'end' } as const;
  const plan = await planReset(tools.cluster, topic, group, target);
  return {
    request: { topic, group, target, moves: plan?.moves ?? [], token: plan?.token ?? '', who: 'local' },
  };
}

/** Joins as clients of Kafka 4 do: with a heartbeat (KIP-848), which no client here knows. It stays for its session's time. */
async function aNewerMember(group: string, topic: string): Promise<void> {
  const [host = '', port = ''] = (testKafka().brokers[0] ?? '').split(':');
  const settings = { ...testKafka(), clientId: 'newer' };
  const wire = await openWire(settings, { host, port: Number(port) }, 5_000);
  onTestFinished(() => wire.close());
  const memberId = randomUUID();
  const beat = async (epoch: number): Promise<number> => {
    const body = new ByteWriter().noTags().compactString(group).compactString(memberId).int32(epoch);
    body.compactNull().compactNull().int32(60_000);
    body.compactArray([topic], (to, name) => to.compactString(name));
    body
      .compactNull()
      .compactNull()
      .compactArray([], () => undefined)
      .noTags();
    return wire.call({
      ...{ apiKey: 68, apiVersion: 1, apiName: 'ConsumerGroupHeartbeat', body: body.written() },
      read: (payload) => {
        const from = new ByteReader(payload).skipTags().skip(4);
        const error = from.int16();
        const told = from.compactString();
        if (error !== 0) throw new Error(`${error} ${told}`);
        from.compactString();
        return from.int32();
      },
    });
  };
  await beat(await beat(0));
}
