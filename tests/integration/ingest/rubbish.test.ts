import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshTopics } from '@/tests/support/fresh-topics';
import { servers } from '@/tests/support/servers';
import { aDoor, answered, type TestDoor } from './a-door';
import { connectBytes, publishBytes } from './wire-client';

const kafka = { brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' };
const DEVICE_BYTES = 64 * 1024;
const MEGABYTE = 1024 * 1024;

describe('rubbish at the door', () => {
  let door: TestDoor;

  beforeEach(async () => {
    await freshTopics(kafka);
    door = await aDoor({ limits: { publishBytes: DEVICE_BYTES } });
  });

  afterEach(async () => {
    await door.balance();
    await door.stop();
  });

  it('acknowledges 64 KB + 1 under a device’s limit, keeps its first KB as a letter and goes on with the client', async () => {
    const client = await door.client();

    client.publish('home/camera', Buffer.alloc(DEVICE_BYTES + 1, 'x'), 1, 5);
    client.publish('home/power', '42', 1, 6);

    await answered(client, 'puback', 5);
    await answered(client, 'puback', 6);
    expect(await door.letters()).toMatchObject([
      {
        code: 'TOO_LARGE',
        stage: 'ingest',
        source: 'machine/meter',
        topic: 'home/camera',
        bytes: 'x'.repeat(1024),
      },
    ]);
    expect((await door.raw()).map(({ payload }) => payload)).toEqual(['42']);
  });

  it('takes a message of exactly its limit', async () => {
    const client = await door.client();
    const overhead = publishBytes('home/camera', '', 1, 5).length - 2;

    client.publish('home/camera', Buffer.alloc(DEVICE_BYTES - overhead, 'x'), 1, 5);

    await answered(client, 'puback', 5);
    expect((await door.raw())[0]?.bytes.length).toBe(DEVICE_BYTES - overhead);
  });

  it.each([
    ['1 MB + 1', publishBytes('home/camera', Buffer.alloc(MEGABYTE + 1, 'x'), 1, 5)],
    [
      '256 MB',
      Buffer.concat([Buffer.from([0x32, 0xff, 0xff, 0xff, 0x7f, 0, 1, 0x61, 0, 5]), Buffer.alloc(2_000)]),
    ],
  ])('writes a letter for a packet that claims %s and ends its connection at once', async (_what, bytes) => {
    const client = await door.client();

    client.sendBytes(bytes);

    await client.closed;
    await expect.poll(() => door.letters()).toMatchObject([{ code: 'TOO_LARGE', source: 'machine/meter' }]);
    expect(client.has('puback')).toBe(false);
    expect(await door.raw()).toEqual([]);
  });

  it.each([
    ['says nothing', Buffer.alloc(0)],
    ['sends half a CONNECT', connectBytes().subarray(0, 9)],
  ])('ends a connection that %s', async (_what, bytes) => {
    await door.stop();
    door = await aDoor({ limits: { connectTimeoutMs: 500 } });
    const client = door.stranger();
    client.sendBytes(bytes);

    await client.closed;
  });

  it.each([
    ['a CONNECT of more than 8 KB', connectBytes({ username: 'x'.repeat(9_000) })],
    ['a PUBLISH before CONNECT', publishBytes('home/power', '42', 1)],
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: hearth\r\n\r\n')],
    ['noise', Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 197 + 11) & 255))],
  ])('ends a connection that begins with %s', async (_what, bytes) => {
    const client = door.stranger();
    client.sendBytes(bytes);

    await client.closed;
    expect(client.received).toEqual([]);
  });

  it('serves the others while strangers pour rubbish in, in bounded memory', async () => {
    const others = await Promise.all(
      Array.from({ length: 10 }, (_, index) => door.client({ clientId: `meter-${index}` })),
    );
    const rubbish = Buffer.alloc(100_000);
    const before = process.memoryUsage().rss;
    const pouring = Array.from({ length: 100 }, async (_, index) => {
      const client = await door.client({ clientId: `rubbish-${index}` });
      client.sendBytes(Buffer.from([0x32, 0xff, 0xff, 0xff, 0x7f]));
      for (let piece = 0; piece < 20 && !client.socket.destroyed; piece++) client.sendBytes(rubbish);
      await client.closed;
    });

    for (let id = 1; id <= 50; id++)
      for (const client of others) client.publish('home/power', String(id), 1, id);

    await Promise.all(pouring);
    for (const client of others)
      await expect.poll(() => client.count('puback'), { timeout: 10_000 }).toBe(50);
    expect(await door.raw()).toHaveLength(500);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * MEGABYTE);
  });

  it('gives the room of a long packet that never comes to those who send one', async () => {
    await door.stop();
    door = await aDoor({ limits: { allHeldBytes: 50_000, longPacketMs: 500 } });
    const slow = await door.client({ clientId: 'slow' });
    const camera = await door.client({ clientId: 'camera' });
    const meter = await door.client();
    const picture = publishBytes('home/camera', Buffer.alloc(40_000, 'x'), 1, 5);

    slow.sendBytes(picture.subarray(0, 1_000));
    await expect.poll(() => slow.socket.writableLength).toBe(0);
    camera.sendBytes(picture.subarray(0, 30_000));
    camera.sendBytes(picture.subarray(30_000));
    meter.publish('home/power', '42', 1, 6);

    await answered(meter, 'puback', 6);
    await slow.closed;
    await answered(camera, 'puback', 5);
  });

  it('thins the letters of one source and says how many each stands for', async () => {
    const client = await door.client();
    const started = performance.now();
    for (let id = 1; id <= 300; id++) client.publish('a/'.repeat(20), 'x', 1, id);

    await expect.poll(() => client.count('puback')).toBe(300);

    const seconds = Math.ceil((performance.now() - started) / 1_000);
    const letters = await door.letters();
    const told = letters.reduce((sum, letter) => sum + Number(letter.standsFor ?? 1), 0);
    expect(letters.length).toBeLessThanOrEqual(10 * (seconds + 1) + 3);
    expect(told).toBeGreaterThan(200);
    await expect.poll(() => door.count('hearth_dead_letters_total')).toBe(300);
  });

  it('reads a client that is over its rate more slowly and drops nothing', async () => {
    await door.stop();
    door = await aDoor({ limits: { messagesPerSecond: 100 } });
    const client = await door.client();
    const started = performance.now();

    // Apart, so that each is a packet of the network.
    for (let id = 1; id <= 300; id++) {
      client.publish('home/power', String(id), 1, id);
      await new Promise((resolve) => setImmediate(resolve));
    }

    await expect.poll(() => client.count('puback'), { timeout: 10_000 }).toBe(300);
    expect(performance.now() - started).toBeGreaterThan(1_000);
    expect(client.socket.destroyed).toBe(false);
  });
});
