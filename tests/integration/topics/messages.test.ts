import { describe, expect, it, onTestFinished } from 'vitest';
import { encodeRawHeader, RAW_HEADER } from '@/contracts/raw-message';
import type { MessageFilter, MessageFrom } from '@/contracts/topic-messages';
import type { Cluster } from '@/server/stream/admin/cluster';
import { createMessageReader } from '@/server/stream/admin/message-reader';
import { startAppender } from '@/server/stream/appender';
import { BadFilter } from '@/server/topics/messages/filter';
import { readMessage } from '@/server/topics/messages/one-message';
import { type MessageTools, readMessages } from '@/server/topics/messages/read-messages';
import { aCluster, aTopic, testKafka } from '../../support/a-topic';
import { silent } from '../../support/a-topic-desk';
import { startKafkaProxy } from '../../support/kafka-proxy';

const BEGAN = 1_764_000_000_000;

function someTools(cluster: Cluster = aCluster(), brokers = testKafka().brokers): MessageTools {
  const messages = createMessageReader({ ...testKafka(), brokers }, 4_000);
  onTestFinished(() => messages.stop());
  return { cluster, messages };
}

interface Written {
  readonly key: string;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timestampMs?: number;
}

/** One after another, so that each has a batch of its own. */
async function append(topic: string, records: readonly Written[]): Promise<void> {
  const appender = await startAppender({ kafka: testKafka(), log: silent, name: 'writer' });
  for (const record of records)
    await new Promise<void>((done) => appender.append({ topic, ...record }, () => done()));
  await appender.stop();
}

function numbered(count: number, own: (index: number) => Partial<Written> = () => ({})): readonly Written[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ key: `k${index}`, value: `v${index}`, timestampMs: BEGAN + index * 1_000 },
    ...own(index),
  }));
}

async function look(
  tools: MessageTools,
  topic: string,
  from: MessageFrom,
  own: { readonly limit?: number; readonly filter?: MessageFilter; readonly partition?: number } = {},
) {
  const { limit = 50, filter = {}, partition } = own;
  const page = await readMessages(tools, { topic, partition, from, filter, limit });
  if (page === undefined) throw new Error('no such topic');
  return page;
}

const samples = (page: { readonly messages: readonly { readonly sample: string | null }[] }) =>
  page.messages.map(({ sample }) => sample);

describe('a page of messages', () => {
  it('has the newest of all partitions first, and goes on with older ones, each once', async () => {
    const tools = someTools();
    const topic = await aTopic(tools.cluster, { partitions: 3 });
    await append(topic, numbered(30));
    const all = Array.from({ length: 30 }, (_, index) => `v${29 - index}`);

    const first = await look(tools, topic, { mode: 'newest' }, { limit: 12 });
    const second = await look(tools, topic, { mode: 'older', cursor: first.more ?? {} }, { limit: 12 });
    const third = await look(tools, topic, { mode: 'older', cursor: second.more ?? {} }, { limit: 12 });

    expect(new Set(first.messages.map(({ partition }) => partition)).size).toBe(3);
    expect([...samples(first), ...samples(second), ...samples(third)]).toEqual(all);
    expect(third.more).toBeNull();
  });

  it('has the oldest first, and what comes later from its tail on', async () => {
    const tools = someTools();
    const topic = await aTopic(tools.cluster, { partitions: 2 });
    await append(topic, numbered(10));

    const first = await look(tools, topic, { mode: 'oldest' }, { limit: 50 });
    await append(topic, [{ key: 'late', value: 'late' }]);
    const later = await look(tools, topic, { mode: 'newer', cursor: first.tail });

    expect(samples(first)).toEqual(numbered(10).map(({ value }) => value));
    expect(first.more).toBeNull();
    expect(samples(later)).toEqual(['late']);
    expect(samples(await look(tools, topic, { mode: 'newer', cursor: later.tail }))).toEqual([]);
  });

  it('goes on forwards without leaving one out', async () => {
    const tools = someTools();
    const topic = await aTopic(tools.cluster, { partitions: 3 });
    await append(topic, numbered(25));
    const seen: (string | null)[] = [];
    let page = await look(tools, topic, { mode: 'oldest' }, { limit: 4 });
    seen.push(...samples(page));
    while (page.more !== null) {
      page = await look(tools, topic, { mode: 'newer', cursor: page.more }, { limit: 4 });
      seen.push(...samples(page));
    }

    expect(seen.toSorted()).toEqual(
      numbered(25)
        .map(({ value }) => value)
        .toSorted(),
    );
  });

  it('begins at an offset, or at a moment', async () => {
    const tools = someTools();
    const topic = await aTopic(tools.cluster);
    await append(topic, numbered(10));

    expect(samples(await look(tools, topic, { mode: 'offset', offset: 7 }, { partition: 0 }))).toEqual([
      'v7',
      'v8',
      'v9',
    ]);
    expect(samples(await look(tools, topic, { mode: 'moment', moment: BEGAN + 7_500 }))).toEqual([
      'v8',
      'v9',
    ]);
    expect(samples(await look(tools, topic, { mode: 'moment', moment: BEGAN + 1e9 }))).toEqual([]);
  });

  it('of an empty topic is empty, and of none there is none', async () => {
    const tools = someTools();
    const topic = await aTopic(tools.cluster, { partitions: 4 });

    expect(await look(tools, topic, { mode: 'newest' })).toMatchObject({
      messages: [],
      more: null,
      searched: 0,
    });
    const asked = { partition: undefined, from: { mode: 'newest' }, filter: {}, limit: 5 } as const;
    expect(await readMessages(tools, { topic: 'no.such.topic', ...asked })).toBeUndefined();
  });

  it('tells MQTT topics, keys, deletion marks and bytes that are no text', async () => {
    const tools = someTools();
    const topic = await aTopic(tools.cluster);
    const hearth = encodeRawHeader({ uid: 'u', topic: 'home/"küche"', received: 1_764_000_000_000_000 });
    await append(topic, [
      { key: 'a', value: '{"t":21}', headers: { [RAW_HEADER]: hearth } },
      { key: 'b', value: Buffer.from([0, 159, 146, 150]) },
      { key: 'c', value: null },
      { key: 'd', value: '' },
    ]);

    const { messages } = await look(tools, topic, { mode: 'oldest' });

    expect(
      messages.map(({ mqttTopic, key, sample, isBinary, bytes }) => [
        mqttTopic,
        key,
        sample,
        isBinary,
        bytes,
      ]),
    ).toEqual([
      ['home/"küche"', 'a', '{"t":21}', false, 8],
      [null, 'b', '009f9296', true, 4],
      [null, 'c', null, false, 0],
      [null, 'd', '', false, 0],
    ]);
  });
});

describe('a filter', () => {
  const records: readonly Written[] = [
    { key: 'kitchen', value: '{"t":21.5,"room":{"name":"Kitchen"}}', headers: { source: 'pi' } },
    { key: 'hall', value: '{"t":19,"room":{"name":"Hall"}}', headers: { source: 'esp' } },
    { key: 'broken', value: 'not json' },
  ];

  it.each<[MessageFilter, readonly string[]]>([
    [{ text: 'KITCHEN' }, ['kitchen']],
    [{ text: 'json' }, ['broken']],
    [{ key: 'ha' }, ['hall']],
    [{ header: 'source' }, ['kitchen', 'hall']],
    [{ header: 'source=esp' }, ['hall']],
    [{ pointer: '/room/name' }, ['kitchen', 'hall']],
    [{ pointer: 'room.name=Hall' }, ['hall']],
    [{ pointer: '/t=21.5' }, ['kitchen']],
    [{ pointer: '/t=21.5', header: 'source=esp' }, []],
  ])('%j finds %j', async (filter, keys) => {
    const tools = someTools();
    const topic = await aTopic(tools.cluster);
    await append(topic, records);

    const page = await look(tools, topic, { mode: 'oldest' }, { filter });

    expect(page.messages.map(({ key }) => key)).toEqual(keys);
    expect(page.searched).toBe(3);
  });

  it('that means nothing is refused in words', async () => {
    const tools = someTools();
    const topic = await aTopic(tools.cluster);

    await expect(look(tools, topic, { mode: 'newest' }, { filter: { pointer: 'a b[' } })).rejects.toThrow(
      BadFilter,
    );
  });
});

describe('a log with holes', () => {
  it('that retention took the beginning of begins where it begins', async () => {
    const tools = someTools();
    const topic = await aTopic(tools.cluster);
    await append(topic, numbered(10));
    await tools.cluster.deleteRecords(topic, new Map([[0, 6]]));

    const fromStart = await look(tools, topic, { mode: 'offset', offset: 0 }, { partition: 0 });

    expect(samples(fromStart)).toEqual(['v6', 'v7', 'v8', 'v9']);
    expect(await readMessage(tools, topic, 0, 2)).toEqual({
      missing: 'before_start',
      start: 6,
      end: 10,
      next: 6,
    });
    expect(await readMessage(tools, topic, 0, 10)).toEqual({
      missing: 'after_end',
      start: 6,
      end: 10,
      next: null,
    });
    await tools.cluster.deleteRecords(topic, new Map([[0, 10]]));
    expect(await look(tools, topic, { mode: 'newest' })).toMatchObject({ messages: [], more: null });
  });

  it('that compaction left is passed over, both ways', async () => {
    const tools = someTools();
    const topic = await aTopic(tools.cluster, {
      configs: {
        'cleanup.policy': 'compact',
        'segment.ms': '100',
        'min.cleanable.dirty.ratio': '0.001',
        'delete.retention.ms': '0',
      },
    });
    await append(topic, [{ key: 'kept', value: 'kept' }]);
    await append(
      topic,
      numbered(40, () => ({ key: 'again', timestampMs: Date.now() })),
    );
    // The last file is never compacted: another message ends the one before it.
    await append(topic, [{ key: 'end', value: 'end' }]);
    await expect
      .poll(
        async () => {
          await append(topic, [{ key: 'end', value: 'end' }]);
          return (await look(tools, topic, { mode: 'oldest' }, { limit: 500, filter: { key: 'again' } }))
            .messages.length;
        },
        { timeout: 45_000, interval: 500 },
      )
      .toBe(1);

    const forwards = await look(tools, topic, { mode: 'oldest' }, { limit: 500 });
    const backwards = await look(tools, topic, { mode: 'newest' }, { limit: 500 });

    expect(samples(forwards).slice(0, 2)).toEqual(['kept', 'v39']);
    expect(samples(backwards).slice(-2)).toEqual(['v39', 'kept']);
    expect(await readMessage(tools, topic, 0, 5)).toMatchObject({ missing: 'hole', next: 40 });
  });

  it('of another compression is told, and passed over', async () => {
    const tools = someTools();
    const topic = await aTopic(tools.cluster);
    await append(topic, [{ key: 'a', value: 'before' }]);
    // The broker packs what comes anew.
    await tools.cluster.alterConfigs(topic, new Map([['compression.type', 'zstd']]));
    await expect
      .poll(async () => {
        await append(topic, [{ key: 'b', value: 'sealed' }]);
        return (await look(tools, topic, { mode: 'oldest' }, { limit: 500 })).unreadable.length;
      })
      .toBe(1);
    await tools.cluster.alterConfigs(topic, new Map([['compression.type', undefined]]));
    await expect
      .poll(async () => {
        await append(topic, [{ key: 'c', value: 'after' }]);
        return samples(await look(tools, topic, { mode: 'newest' }, { limit: 1 }));
      })
      .toEqual(['after']);

    const page = await look(tools, topic, { mode: 'newest' }, { limit: 500 });

    const [sealed] = page.unreadable;
    expect(sealed).toMatchObject({ partition: 0, count: 1, reason: expect.stringContaining('zstd') });
    expect(samples(page)).toContain('before');
    expect(await readMessage(tools, topic, 0, sealed?.from ?? 0)).toMatchObject({
      missing: 'unreadable',
      reason: expect.stringContaining('zstd'),
    });
  });
});

describe('a whole message', () => {
  it('of a megabyte comes with its header read out', async () => {
    const tools = someTools();
    const topic = await aTopic(tools.cluster, { configs: { 'max.message.bytes': '2097152' } });
    const value = Buffer.alloc(1_048_576, 'x');
    const header = {
      uid: 'u',
      topic: 'home/camera',
      qos: 1,
      received: 1_764_000_000_000_000,
      device: 'cam',
    } as const;
    await append(topic, [
      { key: 'cam', value, headers: { [RAW_HEADER]: encodeRawHeader(header), other: 'yes' } },
    ]);

    const message = await readMessage(tools, topic, 0, 0);
    const page = await look(tools, topic, { mode: 'newest' });

    if (message === undefined || 'missing' in message) throw new Error('it is there');
    expect(message.bytes).toBe(value.length);
    expect(Buffer.from(message.value ?? '', 'base64').equals(value)).toBe(true);
    expect(message.hearth).toMatchObject({ topic: 'home/camera', qos: 1, device: 'cam', retain: false });
    expect(message.headers.map(({ name }) => name)).toEqual([RAW_HEADER, 'other']);
    expect(Buffer.from(message.key ?? '', 'base64').toString()).toBe('cam');
    expect(page.messages).toMatchObject([{ bytes: value.length }]);
    expect(page.messages[0]?.sample).toHaveLength(300);
  });

  it('of a partition that is not there is none', async () => {
    const tools = someTools();
    const topic = await aTopic(tools.cluster);

    expect(await readMessage(tools, topic, 7, 0)).toBeUndefined();
    expect(await readMessage(tools, 'no.such.topic', 0, 0)).toBeUndefined();
  });
});

it('a topic of a thousand partitions is read', async () => {
  const tools = someTools();
  const topic = await aTopic(tools.cluster, { partitions: 1_000 });
  await expect.poll(async () => (await look(tools, topic, { mode: 'newest' })).partitions.length).toBe(1_000);
  await append(topic, numbered(20));

  const page = await look(tools, topic, { mode: 'newest' });

  expect(samples(page)).toEqual(Array.from({ length: 20 }, (_, index) => `v${19 - index}`));
});

it('fails, and does not hang, while Kafka is away', async () => {
  const proxy = await startKafkaProxy(testKafka().brokers[0] ?? '');
  onTestFinished(proxy.stop);
  const direct = aCluster();
  const topic = await aTopic(direct);
  const tools = someTools(direct, proxy.brokers);
  await append(topic, numbered(3));
  await proxy.close();

  await expect(look(tools, topic, { mode: 'newest' })).rejects.toThrow();
  await proxy.open();
  await expect
    .poll(() => look(tools, topic, { mode: 'newest' }).then(samples, () => []))
    .toEqual(['v2', 'v1', 'v0']);
});
