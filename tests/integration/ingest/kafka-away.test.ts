import mqtt from 'mqtt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KafkaSettings } from '@/server/stream/types';
import { freshTopics } from '@/tests/support/fresh-topics';
import { anOwnKafka, type OwnServer } from '@/tests/support/own-servers';
import { aDoor, answered, type TestDoor } from './a-door';
import { publishBytes, type WireClient } from './wire-client';

const MEGABYTE = 1024 * 1024;
const WILL = { topic: 'home/status', payload: Buffer.from('offline'), qos: 1 as const, retain: true };
const SESSION = { clientId: 'meter', clean: false, will: WILL };

describe('while Kafka is away', () => {
  let server: OwnServer;
  let kafka: KafkaSettings;
  let door: TestDoor;

  beforeAll(async () => {
    server = await anOwnKafka();
    kafka = { brokers: [server.address], clientId: 'hearth-test' };
  });

  beforeEach(async () => {
    await freshTopics(kafka);
    door = await aDoor({ kafka, limits: { waitingMessages: 500 } });
    // The way to Kafka is open and known before Kafka goes away.
    const client = await door.client({ clientId: 'first' });
    client.publish('home/first', 'x', 1, 1);
    await answered(client, 'puback', 1);
  });

  afterEach(async () => {
    server.thaw();
    await door.balance();
    await door.stop();
  });

  afterAll(() => server.remove());

  async function texts(): Promise<readonly string[]> {
    // Frozen for longer than its session, a broker leads nothing until it has made itself known again.
    const log = await vi.waitFor(() => door.raw(), { timeout: 10_000 });
    return log.map(({ payload }) => payload).filter((payload) => payload !== 'x');
  }

  /** So long that whatever was going to happen has happened. */
  async function heldFor(ms: number): Promise<void> {
    const until = Date.now() + ms;
    await expect.poll(() => Date.now() >= until, { timeout: ms + 1_000 }).toBe(true);
  }

  it.each([
    [1, 'puback'],
    [2, 'pubrec'],
  ] as const)('acknowledges no QoS %d message before Kafka has it', async (qos, answer) => {
    const client = await door.client(SESSION);
    server.freeze();

    for (let id = 1; id <= 20; id++) client.publish('home/power', String(id), qos, id);

    await expect.poll(() => door.count('hearth_mqtt_in_flight', qos)).toBeGreaterThan(0);
    await heldFor(2_000);
    expect(client.count(answer)).toBe(0);
    server.thaw();
    await expect.poll(() => client.count(answer), { timeout: 10_000 }).toBe(20);
    expect(await texts()).toHaveLength(20);
  });

  it('says so, and is ready again afterwards', async () => {
    const client = await door.client(SESSION);
    server.freeze();
    client.publish('home/power', '42', 1, 1);
    const ingest = () => door.context.health.report().roles.ingest;

    await expect.poll(ingest, { timeout: 6_000 }).toMatchObject({ ready: false });

    expect(ingest()?.reason).toContain('Kafka has not answered');
    server.thaw();
    await expect.poll(ingest, { timeout: 10_000 }).toEqual({ ready: true });
  });

  it('keeps a client whose keepalive is shorter, and raises no will', async () => {
    const client = await mqtt.connectAsync(door.machineUrl, {
      ...SESSION,
      keepalive: 5,
      reconnectPeriod: 100,
    });
    let left = 0;
    client.on('close', () => {
      left += 1;
    });
    const silent = await door.client({ ...SESSION, clientId: 'silent', keepalive: 1 });
    server.freeze();
    silent.publish('home/silent', '1', 1, 1);
    const published = client.publishAsync('home/power', '42', { qos: 1 });

    await heldFor(9_000);

    expect(left).toBe(0);
    expect(silent.socket.destroyed).toBe(false);
    server.thaw();
    await published;
    await answered(silent, 'puback', 1);
    await client.endAsync();
    silent.send({ cmd: 'disconnect' });
    await silent.closed;
    expect((await texts()).toSorted()).toEqual(['1', '42']);
    expect(await door.count('hearth_mqtt_shed_total')).toBe(0);
  });

  it('drops the will of a client that gave up, and joins what it sends again without DUP', async () => {
    const first = await door.client(SESSION);
    server.freeze();
    first.publish('home/power', '42', 1, 7);
    await expect.poll(() => door.count('hearth_mqtt_in_flight', 1)).toBe(1);

    await first.cut();
    const second = await door.client(SESSION);
    second.publish('home/power', '42', 1, 7);

    // The repeat and the will.
    await expect.poll(() => door.count('hearth_mqtt_shed_total', 1), { timeout: 5_000 }).toBe(1);
    expect(second.count('puback')).toBe(0);
    server.thaw();
    await answered(second, 'puback', 7);
    expect(await texts()).toEqual(['42']);
    await expect.poll(() => door.count('hearth_mqtt_joined_total', 1)).toBe(1);
  });

  it('sheds QoS 0, oldest first, and counts it', async () => {
    const client = await door.client();
    server.freeze();
    const burst = Array.from({ length: 5_000 }, (_, index) => String(index));
    for (const value of burst) client.publish('home/power', value);
    await expect.poll(() => door.count('hearth_mqtt_received_total', 0), { timeout: 10_000 }).toBe(5_000);

    await expect.poll(() => door.count('hearth_mqtt_shed_total', 0)).toBeGreaterThan(2_000);

    server.thaw();
    await door.balance();
    const kept = await texts();
    const shed = await door.count('hearth_mqtt_shed_total', 0);
    expect(kept.length).toBe(5_000 - shed);
    // What was on its way to Kafka already, then the newest of those that waited.
    const onTheirWay = kept.length - 500;
    expect(kept).toEqual([...burst.slice(0, onTheirWay), ...burst.slice(-500)]);
  });

  it('reads no more than it can hold', async () => {
    server.freeze();
    const payload = Buffer.alloc(60_000, 'y');
    const messages = Array.from({ length: 400 }, (_, index) =>
      publishBytes('home/camera', payload, 1, index + 1),
    );
    const flood = Buffer.concat(messages);
    const clients: WireClient[] = [];
    for (let index = 0; index < 20; index++) clients.push(await door.client({ clientId: `camera-${index}` }));
    const before = process.memoryUsage().rss;

    for (const client of clients) client.sendBytes(flood);

    await heldFor(3_000);
    // Each client may have 256 KB and what was read at once held; the rest of its 24 MB waits with it and in the network.
    for (const client of clients) expect(client.socket.writableLength).toBeGreaterThan(0);
    expect(await door.count('hearth_mqtt_in_flight', 1)).toBeLessThan(20 * 10);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * MEGABYTE);
    await Promise.all(clients.map((client) => client.cut()));
  });

  it('stops all the same, and what was not acknowledged is sent again', async () => {
    const client = await door.client(SESSION);
    server.freeze();
    client.publish('home/power', '42', 1, 7);
    await expect.poll(() => door.count('hearth_mqtt_in_flight', 1)).toBe(1);

    await door.stop();

    expect(client.count('puback')).toBe(0);
    server.thaw();
    door = await aDoor({ kafka });
    const again = await door.client(SESSION);
    again.publish('home/power', '42', 1, 7);
    await answered(again, 'puback', 7);
    expect((await texts()).length).toBeGreaterThanOrEqual(1);
  });
});
