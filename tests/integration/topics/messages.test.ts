import { describe, expect, it } from 'vitest';
import { encodeRawHeader, RAW_HEADER } from '@/contracts/raw-message';
import type { MessageFilter } from '@/contracts/topic-messages';
import { BadFilter } from '@/server/topics/messages/filter';
import { readMessages } from '@/server/topics/messages/read-messages';
import {
  append,
  BEGAN,
  look,
  numbered,
  samples,
  someTools,
  type Written,
} from '../../support/a-message-desk';
import { aTopic } from '../../support/a-topic';

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
