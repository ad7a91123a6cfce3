import { describe, expect, it } from 'vitest';
import { aLogin } from './a-login';
import { anInteroperableHouse, found, OVER, over, TOPICS } from './an-interoperable-house';
import { told } from './answering-client';

/** Cases of Eclipse Paho's interoperability tests: sessions that are kept, and subscriptions. */
const house = anInteroperableHouse();

describe('a session that is kept', () => {
  it('hears after its return what came at QoS 1 and 2', async () => {
    const before = await house.comes(house.a, { clean: false });
    expect(found(before)).toBe(false);
    await before.subscribe({ '+/+': 2 });
    await before.leave();
    const publisher = await house.comes(house.b, { clientId: 'two' });
    for (const qos of [0, 1, 2] as const) await publisher.publishes(TOPICS[qos + 1] ?? '', `qos ${qos}`, qos);

    const after = await house.comes(house.a, { clean: false });

    expect(found(after)).toBe(true);
    expect(await over(publisher, after)).toEqual(['Topic/C qos 1 1', 'TopicA/C qos 2 2']);
  });

  it('is sent again, marked as such and by the same packet ids, what it has not acknowledged', async () => {
    const silent = await house.comes(house.b, { clientId: 'two', clean: false });
    await silent.subscribe({ 'TopicA/#': 2 });
    silent.silent = true;
    await silent.publishes(TOPICS[1], 'first', 1);
    await silent.publishes(TOPICS[3], 'second', 2);
    await expect.poll(() => silent.messages).toHaveLength(2);
    await silent.leave();

    const again = await house.comes(house.b, { clientId: 'two', clean: false });

    await expect.poll(() => told(again.messages)).toEqual(['TopicA/B first 1', 'TopicA/C second 2']);
    expect(again.messages.map(({ dup }) => dup)).toEqual([true, true]);
    expect(again.messages.map(({ messageId }) => messageId)).toEqual(
      silent.messages.map(({ messageId }) => messageId),
    );
    await expect.poll(() => again.count('pubrel')).toBe(1);
    await again.leave();
    expect((await house.comes(house.b, { clientId: 'two', clean: false })).messages).toEqual([]);
  });

  it('that has taken a message at QoS 2 is not sent it again, but asked to finish', async () => {
    const half = await house.comes(house.b, { clientId: 'two', clean: false });
    await half.subscribe({ [TOPICS[0]]: 2 });
    half.silent = true;
    await half.publishes(TOPICS[0], 'once', 2);
    await expect.poll(() => half.messages).toHaveLength(1);
    const messageId = half.messages[0]?.messageId ?? 0;
    half.send({ cmd: 'pubrec', messageId });
    await expect.poll(() => half.has('pubrel', messageId)).toBe(true);
    await half.leave();

    const again = await house.comes(house.b, { clientId: 'two', clean: false });

    await expect.poll(() => again.has('pubrel', messageId)).toBe(true);
    expect(again.messages).toEqual([]);
  });
});

describe('subscriptions', () => {
  it('that overlap bring a message once, with the higher quality of service', async () => {
    const client = await house.comes(house.a);
    await client.subscribe({ 'TopicA/#': 2, 'TopicA/+': 1 });

    await client.publishes(TOPICS[3], 'overlapping topic filters', 2);

    expect(await over(client, client)).toEqual(['TopicA/C overlapping topic filters 2']);
  });

  it('bring a message at no higher quality of service than they were granted', async () => {
    const client = await house.comes(house.a);
    expect(await client.subscribe({ 'TopicA/+': 1, [TOPICS[0]]: 0 })).toEqual([1, 0]);

    await client.publishes(TOPICS[1], 'by a wildcard', 2);
    await client.publishes(TOPICS[0], 'by name', 2);

    expect((await over(client, client)).toSorted()).toEqual(['TopicA by name 0', 'TopicA/B by a wildcard 1']);
  });

  it('that are not allowed are refused with 0x80, and the others of the packet granted', async () => {
    const sensor = await aLogin(house.door, { prefixes: ['TopicA/B'], reads: [] });
    const client = await house.comes(sensor);

    const granted = await client.subscribe({ 'test/nosubscribe': 2, 'TopicA/B/#': 1, '#': 0, '$SYS/#': 0 });

    expect(granted).toEqual([128, 1, 128, 128]);
  });

  it('that were refused bring nothing to a session that is kept either', async () => {
    const sensor = await aLogin(house.door, { prefixes: ['TopicA/B'], reads: [] });
    const spy = await house.comes(sensor, { clean: false });
    expect(await spy.subscribe({ 'TopicA/B/#': 1, '#': 1 })).toEqual([1, 128]);
    await spy.leave();
    const publisher = await house.comes(house.b, { clientId: 'two' });
    await publisher.publishes(TOPICS[3], 'for others', 1);
    await publisher.publishes(TOPICS[1], 'for it', 1);

    const again = await house.comes(sensor, { clean: false });

    await expect.poll(() => told(again.messages)).toEqual(['TopicA/B for it 1']);
  });

  it('end when they are given up', async () => {
    const subscriber = await house.comes(house.b, { clientId: 'two' });
    for (const topic of TOPICS.slice(0, 3)) await subscriber.subscribe({ [topic]: 2 });
    await subscriber.subscribe({ [OVER]: 0 });
    await subscriber.unsubscribe(TOPICS[0]);
    const publisher = await house.comes(house.a);

    for (const topic of TOPICS.slice(0, 3)) await publisher.publishes(topic, 'x', 1);

    expect(await over(publisher, subscriber)).toEqual(['TopicA/B x 1', 'Topic/C x 1']);
  });

  it('that begin with a wildcard bring nothing of the broker’s own topics', async () => {
    const client = await house.comes(house.b, { clientId: 'two' });
    await client.subscribe({ '#': 2, '+/+/new/clients': 2 });

    // The broker tells itself of each client that comes, on a topic that begins with $.
    await house.comes(house.a);

    expect(await over(client, client)).toEqual([]);
  });
});
