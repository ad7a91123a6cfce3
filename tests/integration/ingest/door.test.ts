import { createServer } from 'node:net';
import mqtt from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeRawHeader, RAW_HEADER } from '@/contracts/raw-message';
import { RAW } from '@/contracts/topics';
import { startIngest } from '@/server/ingest/index';
import { appendAll, startAppender } from '@/server/stream/appender';
import { aContext } from '@/tests/support/a-context';
import { freshTopics } from '@/tests/support/fresh-topics';
import { servers } from '@/tests/support/servers';
import { aDoor, answered, type TestDoor } from './a-door';
import { connectBytes, publishBytes } from './wire-client';

const kafka = { brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' };
const SECOND_US = 1_000_000;

describe('the embedded door', () => {
  let door: TestDoor;

  beforeEach(async () => {
    await freshTopics(kafka);
    door = await aDoor();
  });

  afterEach(async () => {
    await door.balance();
    await door.stop();
  });

  it.each([0, 1, 2] as const)(
    'writes a QoS %d message byte for byte, with what it knows about it',
    async (qos) => {
      const payload = Buffer.from([0, 255, 123, 10]);
      const client = await mqtt.connectAsync(door.machineUrl, { clientId: 'meter', clean: false });
      const before = Date.now() * 1000;

      await client.publishAsync('home/power', payload, { qos, retain: true });

      await expect.poll(() => door.raw()).toHaveLength(1);
      await client.endAsync();
      const [message] = await door.raw();
      expect(message?.header).toMatchObject({
        topic: 'home/power',
        qos,
        retain: true,
        device: 'machine/meter',
        session: true,
      });
      expect(message?.header.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
      expect(message?.header.packet === undefined).toBe(qos === 0);
      expect(message?.bytes.equals(payload)).toBe(true);
      expect(message?.key).toBe('home/power');
      expect(message?.timestampMs).toBe(Math.floor((message?.header.received ?? 0) / 1000));
      expect(message?.header.received).toBeGreaterThanOrEqual(before - SECOND_US);
    },
  );

  it('keeps the order of a topic and gives each message a moment of its own', async () => {
    const client = await mqtt.connectAsync(door.machineUrl, { clientId: 'meter' });
    const values = Array.from({ length: 500 }, (_, index) => String(index));

    await Promise.all(values.map((value) => client.publishAsync('home/power', value, { qos: 1 })));

    await client.endAsync();
    const messages = await door.raw();
    expect(messages.map((message) => message.payload)).toEqual(values);
    expect(new Set(messages.map((message) => message.header.received)).size).toBe(500);
    expect(new Set(messages.map((message) => message.header.uid)).size).toBe(500);
  });

  it('hands messages on to subscribers', async () => {
    const subscriber = await mqtt.connectAsync(door.machineUrl, { clientId: 'wall-display' });
    const got: string[] = [];
    subscriber.on('message', (topic, payload) => got.push(`${topic} ${payload}`));
    await subscriber.subscribeAsync('home/#', { qos: 1 });
    const client = await mqtt.connectAsync(door.machineUrl, { clientId: 'meter' });

    await client.publishAsync('home/power', '42', { qos: 1 });

    await expect.poll(() => got).toEqual(['home/power 42']);
    await client.endAsync();
    await subscriber.endAsync();
  });

  it('writes the will of a client that leaves without a goodbye', async () => {
    const client = await door.client({
      will: { topic: 'home/status', payload: Buffer.from('offline'), qos: 1, retain: true },
    });

    await client.cut();

    await expect.poll(() => door.raw()).toHaveLength(1);
    expect((await door.raw())[0]?.payload).toBe('offline');
    expect(await door.count('hearth_mqtt_acked_total')).toBe(0);
  });

  it('writes the will after the message that its client had just sent', async () => {
    const client = await door.client({
      will: { topic: 'home/status', payload: Buffer.from('offline'), qos: 1, retain: false },
    });
    client.publish('home/status', 'last words', 1);
    await expect.poll(() => client.socket.writableLength).toBe(0);

    client.socket.end();

    await expect
      .poll(async () => (await door.raw()).map(({ payload }) => payload))
      .toEqual(['last words', 'offline']);
  });

  it('raises no will when it stops: its clients did not leave, the door did', async () => {
    await door.client({
      will: { topic: 'home/status', payload: Buffer.from('offline'), qos: 1, retain: true },
    });

    await door.stop();

    expect(await door.raw()).toEqual([]);
    expect(await door.count('hearth_mqtt_shed_total')).toBe(1);
    door = await aDoor();
  });

  it('refuses what would steer the broker', async () => {
    const client = await door.client();

    client.publish('$SYS/x/new/clients', 'meter', 1);

    await client.closed;
    expect(client.has('puback')).toBe(false);
    expect(await door.raw()).toEqual([]);
    await expect.poll(() => door.count('hearth_mqtt_refused_total')).toBe(1);
  });

  it.each([
    ['too long', 'x'.repeat(257)],
    ['too deep', 'a/'.repeat(16)],
    ['with NUL', 'home/\0'],
  ])('acknowledges a topic that is %s and tells the dead letters', async (_what, topic) => {
    const subscriber = await mqtt.connectAsync(door.machineUrl);
    const got: string[] = [];
    subscriber.on('message', (on) => got.push(on));
    await subscriber.subscribeAsync('#');
    const client = await door.client();

    client.publish(topic, '21.5', 1, 9);

    await answered(client, 'puback', 9);
    expect(await door.letters()).toMatchObject([
      { code: 'BAD_TOPIC', stage: 'ingest', source: 'machine/meter', bytes: '21.5' },
    ]);
    expect(await door.raw()).toEqual([]);
    expect(got).toEqual([]);
    await subscriber.endAsync();
  });

  it('takes a topic that is not UTF-8 for unreadable', async () => {
    const client = await door.client();
    const body = Buffer.from([0, 3, 0x61, 0xc3, 0x28, 0, 9, 0x31]);

    client.sendBytes(Buffer.concat([Buffer.from([0x32, body.length]), body]));

    await answered(client, 'puback', 9);
    expect(await door.letters()).toMatchObject([{ code: 'BAD_TOPIC' }]);
  });

  it('takes the messages that a client sends without waiting for CONNACK', async () => {
    const client = door.stranger();
    const ids = Array.from({ length: 100 }, (_, index) => index + 1);

    client.sendBytes(
      Buffer.concat([
        connectBytes(door.login),
        ...ids.map((id) => publishBytes('home/power', String(id), 1, id)),
      ]),
    );

    await expect.poll(() => client.count('puback')).toBe(100);
  });

  it('answers a PUBREL that it does not know', async () => {
    const client = await door.client();

    client.send({ cmd: 'pubrel', messageId: 77 });

    await answered(client, 'pubcomp', 77);
  });

  it('gives no room to a client id that no header could hold', async () => {
    const client = await door.client({ clientId: 'x'.repeat(257) });

    await client.closed;
    expect(client.received).toMatchObject([{ cmd: 'connack', returnCode: 2 }]);
  });

  it('ends a connection that says nothing for one and a half times its keepalive', async () => {
    const started = performance.now();
    const client = await door.client({
      keepalive: 1,
      will: { topic: 'home/status', payload: Buffer.from('offline'), qos: 0, retain: false },
    });

    await client.closed;

    expect(performance.now() - started).toBeGreaterThan(1_400);
    await expect.poll(() => door.raw()).toHaveLength(1);
  });

  it('keeps a connection that pings', async () => {
    const client = await mqtt.connectAsync(door.machineUrl, { keepalive: 1, reconnectPeriod: 0 });
    let pings = 0;
    client.on('packetreceive', (packet) => {
      if (packet.cmd === 'pingresp') pings += 1;
    });

    await expect.poll(() => pings, { timeout: 10_000 }).toBeGreaterThanOrEqual(3);

    expect(client.connected).toBe(true);
    await client.endAsync();
  });
});

describe('startIngest', () => {
  it('names the way out when its port is taken', async () => {
    const stranger = createServer().listen(0, '127.0.0.1');
    await expect.poll(() => stranger.address()).not.toBeNull();
    const address = stranger.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const context = await aContext();

    const start = startIngest({
      ...context,
      config: { ...context.config, mqtt: { ...context.config.mqtt, port } },
    });

    await expect(start).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken by another program`);
    await expect(start).rejects.toThrow('HEARTH_MQTT_PORT');
    stranger.close();
    await context.stop();
  });

  it('waits for a Kafka that is away, and gives up when Hearth is told to stop', async () => {
    const nobody = { brokers: ['127.0.0.1:1'], clientId: 'hearth-test' };
    const context = await aContext({ kafka: nobody });
    const stopping = new AbortController();

    const start = startIngest({ ...context, stopping: stopping.signal });
    start.catch(() => undefined);
    await expect.poll(() => context.health.report().roles.ingest?.reason).toContain('Reading back');
    stopping.abort();

    await expect(start).rejects.toThrow('aborted');
    await context.stop();
  });

  it('is not ready and takes nobody in while the clock is behind the newest message', async () => {
    await freshTopics(kafka);
    const context = await aContext();
    const later = Date.now() + 600_000;
    const appender = await startAppender({ kafka, log: context.log, name: 'test' });
    const header = encodeRawHeader({ uid: 'u', topic: 'a', received: later * 1000 });
    await appendAll(appender, [
      { topic: RAW, key: 'a', value: 'x', headers: { [RAW_HEADER]: header }, timestampMs: later },
    ]);
    await appender.stop();

    const door = await aDoor({ context });

    expect(context.health.report().roles.ingest).toMatchObject({ ready: false });
    expect(context.health.report().roles.ingest?.reason).toContain('set the clock');
    const client = mqtt.connect(door.machineUrl, { reconnectPeriod: 0 });
    await new Promise((resolve) => client.once('close', () => resolve(undefined)));
    expect(client.connected).toBe(false);
    await door.stop();
    await context.stop();
    await freshTopics(kafka);
  });
});
