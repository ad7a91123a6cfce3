import { describe, expect, it, onTestFinished } from 'vitest';
import { encodeRawHeader, RAW_HEADER } from '@/contracts/raw-message';
import { readMessage } from '@/server/topics/messages/one-message';
import { append, look, numbered, samples, someTools } from '../../support/a-message-desk';
import { aCluster, aTopic, testKafka } from '../../support/a-topic';
import { startKafkaProxy } from '../../support/kafka-proxy';

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
