import type { IConnectPacket } from 'mqtt-packet';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { freshTopics } from '@/tests/support/fresh-topics';
import { aDoor, readiness, type TestDoor } from './a-door';
import { aLogin, type Credentials } from './a-login';
import { AnsweringClient, told } from './answering-client';

/**
 * The cases of Eclipse Paho's interoperability tests for MQTT 3.1.1 (eclipse/paho.mqtt.testing, client_test.py), written anew, by
 * clients that have a login each. Where Hearth's own rules decide otherwise the sentence says "by our rules".
 */
const RIGHTS = { kind: 'program', prefixes: ['TopicA', 'Topic', '/TopicA'], reads: ['#'] } as const;
const TOPICS = ['TopicA', 'TopicA/B', 'Topic/C', 'TopicA/C', '/TopicA'] as const;
const OVER = 'TopicA/over';

let door: TestDoor;
let a: Credentials;
let b: Credentials;
const clients: AnsweringClient[] = [];

beforeAll(async () => {
  await freshTopics({ brokers: inject('kafkaBrokers').split(','), clientId: 'hearth-test' });
  door = await aDoor();
  await vi.waitUntil(() => readiness(door)?.ready);
  a = await aLogin(door, RIGHTS);
  b = await aLogin(door, RIGHTS);
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.cut()));
  // What sessions and retained messages a case has left, the next one isn't about.
  const cleaner = await comes(a, { clientId: 'cleaner' });
  for (const topic of [...TOPICS, OVER]) await cleaner.publishes(topic, '', 1, true);
  for (const [login, clientId] of [[a, 'one'] as const, [b, 'two'] as const])
    await (await comes(login, { clientId })).leave();
  await cleaner.leave();
  clients.length = 0;
  await door.balance();
});
afterAll(() => door?.stop());

function aStranger(): AnsweringClient {
  const client = new AnsweringClient(door.port);
  clients.push(client);
  return client;
}

async function comes(login: Credentials, options: Partial<IConnectPacket> = {}): Promise<AnsweringClient> {
  const client = aStranger();
  expect(await client.connect({ clientId: 'one', ...login, ...options })).toMatchObject({ returnCode: 0 });
  return client;
}

/** Whether CONNACK said that a session was kept. */
const found = (client: AnsweringClient) =>
  client.received.some((packet) => packet.cmd === 'connack' && packet.sessionPresent);

/** Everything published before has been handed on: this comes last. */
async function over(publisher: AnsweringClient, subscriber: AnsweringClient): Promise<readonly string[]> {
  await publisher.publishes(OVER, 'over', 0);
  await expect.poll(() => told(subscriber.messages).some((one) => one.startsWith(OVER))).toBe(true);
  return told(subscriber.messages).filter((one) => !one.startsWith(OVER));
}

/** CONNECT without a client id, for a session that is kept: libraries refuse to make one. */
function namelessBytes({ username, password }: Credentials): Buffer {
  const text = (value: string | Buffer) => {
    const bytes = Buffer.from(value);
    return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  };
  const body = [text('MQTT'), Buffer.from([4, 0b1100_0000, 0, 60]), text(''), text(username), text(password)];
  const length = body.reduce((sum, { length: bytes }) => sum + bytes, 0);
  return Buffer.concat([Buffer.from([0x10, length]), ...body]);
}

describe('a client', () => {
  it('connects, leaves, comes again, and hears what it publishes at every quality of service', async () => {
    await (await comes(a)).leave();
    const client = await comes(a);
    expect(found(client)).toBe(false);
    expect(await client.subscribe({ [TOPICS[0]]: 2 })).toEqual([2]);

    for (const qos of [0, 1, 2] as const) await client.publishes(TOPICS[0], `qos ${qos}`, qos);

    await expect
      .poll(() => told(client.messages).toSorted())
      .toEqual(['TopicA qos 0 0', 'TopicA qos 1 1', 'TopicA qos 2 2']);
    await client.leave();
  });

  it('is sent away when it says CONNECT a second time', async () => {
    const client = await comes(a);

    client.send({ cmd: 'connect', clientId: 'one', clean: true, protocolVersion: 4, ...a });

    await client.closed;
    expect(client.count('connack')).toBe(1);
  });

  it.each([
    ['a protocol of another name', Buffer.from('100c0002686a040200000002' + '6d79', 'hex')],
    ['a version that there is not', Buffer.from('100e00044d5154546302003c00026d79', 'hex')],
    ['a reserved flag', Buffer.from('100e00044d5154540403003c00026d79', 'hex')],
  ])('is sent away when it speaks %s', async (_what, bytes) => {
    const client = aStranger();

    client.sendBytes(bytes);

    await client.closed;
    expect(client.received).toEqual([]);
  });

  it('that speaks MQTT 5 is told that the version is not acceptable', async () => {
    const client = aStranger();

    client.sendBytes(Buffer.from('101000044d5154540502003c00' + '0003' + '6f6e65', 'hex'));

    await client.closed;
    expect(client.received).toMatchObject([{ cmd: 'connack', returnCode: 1 }]);
  });

  it('without an id is named by the broker, unless it wants its session kept', async () => {
    const refused = aStranger();
    refused.sendBytes(namelessBytes(a));
    await refused.closed;
    expect(refused.received).toMatchObject([{ cmd: 'connack', returnCode: 2 }]);

    const [one, other] = [await comes(a, { clientId: '' }), await comes(a, { clientId: '' })];
    await one.publishes(TOPICS[0], 'one', 1);
    await other.publishes(TOPICS[0], 'other', 1);
    expect(one.socket.destroyed).toBe(false);
  });

  it('takes the place of an earlier one of its login with the same id', async () => {
    const earlier = await comes(a, {
      will: { topic: TOPICS[1], payload: Buffer.from('gone'), qos: 1, retain: false },
    });
    const watcher = await comes(b, { clientId: 'two' });
    await watcher.subscribe({ [TOPICS[1]]: 1 });

    const later = await comes(a);

    await earlier.closed;
    await expect.poll(() => told(watcher.messages)).toEqual(['TopicA/B gone 1']);
    await later.publishes(TOPICS[0], 'here', 1);
  });
});

describe('retained messages', () => {
  it('come with a new subscription, until they are cleared', async () => {
    const client = await comes(a);
    for (const qos of [0, 1, 2] as const)
      await client.publishes(TOPICS[qos + 1] ?? '', `qos ${qos}`, qos, true);
    await client.subscribe({ '+/+': 2 });
    await expect
      .poll(() => told(client.messages).toSorted())
      .toEqual(['Topic/C qos 1 1 retained', 'TopicA/B qos 0 0 retained', 'TopicA/C qos 2 2 retained']);
    await client.leave();

    const again = await comes(a);
    for (const qos of [0, 1, 2] as const) await again.publishes(TOPICS[qos + 1] ?? '', '', qos, true);
    await again.subscribe({ '+/+': 2 });

    expect(await over(again, again)).toEqual([]);
  });

  it('are no retained ones to who has subscribed already', async () => {
    const client = await comes(a);
    await client.subscribe({ [TOPICS[0]]: 2 });

    await client.publishes(TOPICS[0], 'now', 2, true);

    await expect.poll(() => told(client.messages)).toEqual(['TopicA now 2']);
  });
});

describe('a last will', () => {
  const will = {
    topic: TOPICS[2],
    payload: Buffer.from('client not disconnected'),
    qos: 2,
    retain: false,
  } as const;

  it('is raised when its client is cut off, and not when it says goodbye', async () => {
    const watcher = await comes(b, { clientId: 'two', clean: false });
    await watcher.subscribe({ [TOPICS[2]]: 2, [OVER]: 0 });
    const polite = await comes(a, { will });
    await polite.publishes(TOPICS[0], 'here', 1);
    await polite.leave();
    expect(await over(watcher, watcher)).toEqual([]);
    const cut = await comes(a, { will, keepalive: 2 });
    await cut.publishes(TOPICS[0], 'here', 1);

    await cut.cut();

    await expect.poll(() => told(watcher.messages)).toContain('Topic/C client not disconnected 2');
  });

  it('is raised when nothing is heard for one and a half times the keepalive', async () => {
    const watcher = await comes(b, { clientId: 'two', keepalive: 0 });
    await watcher.subscribe({ [TOPICS[4]]: 2 });
    const dumb = await comes(a, { will: { ...will, topic: TOPICS[4] }, keepalive: 1 });

    await dumb.closed;

    await expect.poll(() => told(watcher.messages)).toEqual(['/TopicA client not disconnected 2']);
  });
});

describe('a session that is kept', () => {
  it('hears after its return what came at QoS 1 and 2', async () => {
    const before = await comes(a, { clean: false });
    expect(found(before)).toBe(false);
    await before.subscribe({ '+/+': 2 });
    await before.leave();
    const publisher = await comes(b, { clientId: 'two' });
    for (const qos of [0, 1, 2] as const) await publisher.publishes(TOPICS[qos + 1] ?? '', `qos ${qos}`, qos);

    const after = await comes(a, { clean: false });

    expect(found(after)).toBe(true);
    expect(await over(publisher, after)).toEqual(['Topic/C qos 1 1', 'TopicA/C qos 2 2']);
  });

  it('is sent again, marked as such and by the same packet ids, what it has not acknowledged', async () => {
    const silent = await comes(b, { clientId: 'two', clean: false });
    await silent.subscribe({ 'TopicA/#': 2 });
    silent.silent = true;
    await silent.publishes(TOPICS[1], 'first', 1);
    await silent.publishes(TOPICS[3], 'second', 2);
    await expect.poll(() => silent.messages).toHaveLength(2);
    await silent.leave();

    const again = await comes(b, { clientId: 'two', clean: false });

    await expect.poll(() => told(again.messages)).toEqual(['TopicA/B first 1', 'TopicA/C second 2']);
    expect(again.messages.map(({ dup }) => dup)).toEqual([true, true]);
    expect(again.messages.map(({ messageId }) => messageId)).toEqual(
      silent.messages.map(({ messageId }) => messageId),
    );
    await expect.poll(() => again.count('pubrel')).toBe(1);
    await again.leave();
    expect((await comes(b, { clientId: 'two', clean: false })).messages).toEqual([]);
  });

  it('that has taken a message at QoS 2 is not sent it again, but asked to finish', async () => {
    const half = await comes(b, { clientId: 'two', clean: false });
    await half.subscribe({ [TOPICS[0]]: 2 });
    half.silent = true;
    await half.publishes(TOPICS[0], 'once', 2);
    await expect.poll(() => half.messages).toHaveLength(1);
    const messageId = half.messages[0]?.messageId ?? 0;
    half.send({ cmd: 'pubrec', messageId });
    await expect.poll(() => half.has('pubrel', messageId)).toBe(true);
    await half.leave();

    const again = await comes(b, { clientId: 'two', clean: false });

    await expect.poll(() => again.has('pubrel', messageId)).toBe(true);
    expect(again.messages).toEqual([]);
  });
});

describe('subscriptions', () => {
  it('that overlap bring a message once, with the higher quality of service', async () => {
    const client = await comes(a);
    await client.subscribe({ 'TopicA/#': 2, 'TopicA/+': 1 });

    await client.publishes(TOPICS[3], 'overlapping topic filters', 2);

    expect(await over(client, client)).toEqual(['TopicA/C overlapping topic filters 2']);
  });

  it('bring a message at no higher quality of service than they were granted', async () => {
    const client = await comes(a);
    expect(await client.subscribe({ 'TopicA/+': 1, [TOPICS[0]]: 0 })).toEqual([1, 0]);

    await client.publishes(TOPICS[1], 'by a wildcard', 2);
    await client.publishes(TOPICS[0], 'by name', 2);

    expect((await over(client, client)).toSorted()).toEqual(['TopicA by name 0', 'TopicA/B by a wildcard 1']);
  });

  it('that are not allowed are refused with 0x80, and the others of the packet granted', async () => {
    const sensor = await aLogin(door, { prefixes: ['TopicA/B'], reads: [] });
    const client = await comes(sensor);

    const granted = await client.subscribe({ 'test/nosubscribe': 2, 'TopicA/B/#': 1, '#': 0, '$SYS/#': 0 });

    expect(granted).toEqual([128, 1, 128, 128]);
  });

  it('that were refused bring nothing to a session that is kept either', async () => {
    const sensor = await aLogin(door, { prefixes: ['TopicA/B'], reads: [] });
    const spy = await comes(sensor, { clean: false });
    expect(await spy.subscribe({ 'TopicA/B/#': 1, '#': 1 })).toEqual([1, 128]);
    await spy.leave();
    const publisher = await comes(b, { clientId: 'two' });
    await publisher.publishes(TOPICS[3], 'for others', 1);
    await publisher.publishes(TOPICS[1], 'for it', 1);

    const again = await comes(sensor, { clean: false });

    await expect.poll(() => told(again.messages)).toEqual(['TopicA/B for it 1']);
  });

  it('end when they are given up', async () => {
    const subscriber = await comes(b, { clientId: 'two' });
    for (const topic of TOPICS.slice(0, 3)) await subscriber.subscribe({ [topic]: 2 });
    await subscriber.subscribe({ [OVER]: 0 });
    await subscriber.unsubscribe(TOPICS[0]);
    const publisher = await comes(a);

    for (const topic of TOPICS.slice(0, 3)) await publisher.publishes(topic, 'x', 1);

    expect(await over(publisher, subscriber)).toEqual(['TopicA/B x 1', 'Topic/C x 1']);
  });

  it('that begin with a wildcard bring nothing of the broker’s own topics', async () => {
    const client = await comes(b, { clientId: 'two' });
    await client.subscribe({ '#': 2, '+/+/new/clients': 2 });

    // The broker tells itself of each client that comes, on a topic that begins with $.
    await comes(a);

    expect(await over(client, client)).toEqual([]);
  });
});

describe('by our rules', () => {
  it('nobody publishes to a topic that begins with $, and no login to one beyond its own', async () => {
    for (const topic of ['$TopicA/B', 'Elsewhere']) {
      const login = await aLogin(door, RIGHTS);
      const client = await comes(login, { clientId: 'three' });

      client.publish(topic, 'x', 1);

      await client.closed;
      expect(client.has('puback')).toBe(false);
    }
  });

  it('a last will to such a topic is let go', async () => {
    const login = await aLogin(door, RIGHTS);
    const watcher = await comes(b, { clientId: 'two' });
    await watcher.subscribe({ '#': 1 });
    const client = await comes(login, {
      clientId: 'three',
      will: { topic: 'Elsewhere', payload: Buffer.from('gone'), qos: 0, retain: false },
    });
    await client.publishes(TOPICS[0], 'here', 1);
    const before = await door.count('hearth_mqtt_refused_total');

    await client.cut();

    await expect.poll(() => door.count('hearth_mqtt_refused_total')).toBe(before + 1);
    expect(await over(watcher, watcher)).toEqual(['TopicA here 1']);
  });
});
