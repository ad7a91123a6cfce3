import { describe, expect, it } from 'vitest';
import { aLogin, type Credentials } from './a-login';
import { anInteroperableHouse, found, OVER, over, RIGHTS, TOPICS } from './an-interoperable-house';
import { told } from './answering-client';

/** Cases of Eclipse Paho's interoperability tests: clients, retained messages and wills, and what our own rules forbid. */
const house = anInteroperableHouse();

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
    await (await house.comes(house.a)).leave();
    const client = await house.comes(house.a);
    expect(found(client)).toBe(false);
    expect(await client.subscribe({ [TOPICS[0]]: 2 })).toEqual([2]);

    for (const qos of [0, 1, 2] as const) await client.publishes(TOPICS[0], `qos ${qos}`, qos);

    await expect
      .poll(() => told(client.messages).toSorted())
      .toEqual(['TopicA qos 0 0', 'TopicA qos 1 1', 'TopicA qos 2 2']);
    await client.leave();
  });

  it('is sent away when it says CONNECT a second time', async () => {
    const client = await house.comes(house.a);

    client.send({ cmd: 'connect', clientId: 'one', clean: true, protocolVersion: 4, ...house.a });

    await client.closed;
    expect(client.count('connack')).toBe(1);
  });

  it.each([
    ['a protocol of another name', Buffer.from('100c0002686a040200000002' + '6d79', 'hex')],
    ['a version that there is not', Buffer.from('100e00044d5154546302003c00026d79', 'hex')],
    ['a reserved flag', Buffer.from('100e00044d5154540403003c00026d79', 'hex')],
  ])('is sent away when it speaks %s', async (_what, bytes) => {
    const client = house.aStranger();

    client.sendBytes(bytes);

    await client.closed;
    expect(client.received).toEqual([]);
  });

  it('that speaks MQTT 5 is told that the version is not acceptable', async () => {
    const client = house.aStranger();

    client.sendBytes(Buffer.from('101000044d5154540502003c00' + '0003' + '6f6e65', 'hex'));

    await client.closed;
    expect(client.received).toMatchObject([{ cmd: 'connack', returnCode: 1 }]);
  });

  it('without an id is named by the broker, unless it wants its session kept', async () => {
    const refused = house.aStranger();
    refused.sendBytes(namelessBytes(house.a));
    await refused.closed;
    expect(refused.received).toMatchObject([{ cmd: 'connack', returnCode: 2 }]);

    const [one, other] = [
      await house.comes(house.a, { clientId: '' }),
      await house.comes(house.a, { clientId: '' }),
    ];
    await one.publishes(TOPICS[0], 'one', 1);
    await other.publishes(TOPICS[0], 'other', 1);
    expect(one.socket.destroyed).toBe(false);
  });

  it('takes the place of an earlier one of its login with the same id', async () => {
    const earlier = await house.comes(house.a, {
      will: { topic: TOPICS[1], payload: Buffer.from('gone'), qos: 1, retain: false },
    });
    const watcher = await house.comes(house.b, { clientId: 'two' });
    await watcher.subscribe({ [TOPICS[1]]: 1 });

    const later = await house.comes(house.a);

    await earlier.closed;
    await expect.poll(() => told(watcher.messages)).toEqual(['TopicA/B gone 1']);
    await later.publishes(TOPICS[0], 'here', 1);
  });
});

describe('retained messages', () => {
  it('come with a new subscription, until they are cleared', async () => {
    const client = await house.comes(house.a);
    for (const qos of [0, 1, 2] as const)
      await client.publishes(TOPICS[qos + 1] ?? '', `qos ${qos}`, qos, true);
    await client.subscribe({ '+/+': 2 });
    await expect
      .poll(() => told(client.messages).toSorted())
      .toEqual(['Topic/C qos 1 1 retained', 'TopicA/B qos 0 0 retained', 'TopicA/C qos 2 2 retained']);
    await client.leave();

    const again = await house.comes(house.a);
    for (const qos of [0, 1, 2] as const) await again.publishes(TOPICS[qos + 1] ?? '', '', qos, true);
    await again.subscribe({ '+/+': 2 });

    expect(await over(again, again)).toEqual([]);
  });

  it('are no retained ones to who has subscribed already', async () => {
    const client = await house.comes(house.a);
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
    const watcher = await house.comes(house.b, { clientId: 'two', clean: false });
    await watcher.subscribe({ [TOPICS[2]]: 2, [OVER]: 0 });
    const polite = await house.comes(house.a, { will });
    await polite.publishes(TOPICS[0], 'here', 1);
    await polite.leave();
    expect(await over(watcher, watcher)).toEqual([]);
    const cut = await house.comes(house.a, { will, keepalive: 2 });
    await cut.publishes(TOPICS[0], 'here', 1);

    await cut.cut();

    await expect.poll(() => told(watcher.messages)).toContain('Topic/C client not disconnected 2');
  });

  it('is raised when nothing is heard for one and a half times the keepalive', async () => {
    const watcher = await house.comes(house.b, { clientId: 'two', keepalive: 0 });
    await watcher.subscribe({ [TOPICS[4]]: 2 });
    const dumb = await house.comes(house.a, { will: { ...will, topic: TOPICS[4] }, keepalive: 1 });

    await dumb.closed;

    await expect.poll(() => told(watcher.messages)).toEqual(['/TopicA client not disconnected 2']);
  });
});

describe('by our rules', () => {
  it('nobody publishes to a topic that begins with $, and no login to one beyond its own', async () => {
    for (const topic of ['$TopicA/B', 'Elsewhere']) {
      const login = await aLogin(house.door, RIGHTS);
      const client = await house.comes(login, { clientId: 'three' });

      client.publish(topic, 'x', 1);

      await client.closed;
      expect(client.has('puback')).toBe(false);
    }
  });

  it('a last will to such a topic is let go', async () => {
    const login = await aLogin(house.door, RIGHTS);
    const watcher = await house.comes(house.b, { clientId: 'two' });
    await watcher.subscribe({ '#': 1 });
    const client = await house.comes(login, {
      clientId: 'three',
      will: { topic: 'Elsewhere', payload: Buffer.from('gone'), qos: 0, retain: false },
    });
    await client.publishes(TOPICS[0], 'here', 1);
    const before = await house.door.count('hearth_mqtt_refused_total');

    await client.cut();

    // What was refused before may be counted only now.
    await expect.poll(() => house.door.count('hearth_mqtt_refused_total')).toBeGreaterThan(before);
    expect(await over(watcher, watcher)).toEqual(['TopicA here 1']);
  });
});
