import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshTopics } from '@/tests/support/fresh-topics';
import { aMosquitto, type Mosquitto } from '@/tests/support/mosquitto';
import { servers } from '@/tests/support/servers';
import { aDoor, readiness, ready, type TestDoor } from './a-door';

const kafka = { brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' };
const SECOND_US = 1_000_000;
const KILOBYTE = 1024;

describe('the door to a broker of one’s own', () => {
  let mosquitto: Mosquitto;
  let door: TestDoor;
  let meter: MqttClient;

  beforeAll(async () => {
    mosquitto = await aMosquitto();
  });

  beforeEach(async () => {
    await freshTopics(kafka);
    door = await aDoor({ settings: settings() });
    await ready(door);
    meter = await mqtt.connectAsync(door.url, { clientId: 'meter' });
  });

  afterEach(async () => {
    await meter.endAsync();
    await door.balance();
    await door.stop();
  });

  afterAll(() => mosquitto.remove());

  function settings(more: Readonly<Record<string, string>> = {}) {
    return { MQTT_URL: `mqtt://127.0.0.1:${mosquitto.port}`, ...more };
  }

  async function texts(): Promise<readonly string[]> {
    return (await door.raw()).map(({ payload }) => payload);
  }

  it('names the broker, and starts none of its own', () => {
    expect(door.url).toBe(`mqtt://127.0.0.1:${mosquitto.port}`);
  });

  it.each([
    [0, 0],
    [1, 1],
    [2, 1],
  ] as const)(
    'writes what was published at QoS %d byte for byte, with what is known of it',
    async (given, qos) => {
      const payload = Buffer.from([0, 255, 123, 10]);
      const before = Date.now() * 1000;

      await meter.publishAsync('home/power', payload, { qos: given });

      await expect.poll(() => door.raw()).toHaveLength(1);
      const [message] = await door.raw();
      expect(message?.header).toMatchObject({
        topic: 'home/power',
        qos,
        retain: false,
        replayed: false,
        dup: false,
      });
      expect(message?.header.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
      expect(message?.header.via).toMatch(/^hearth-[0-9a-f]{12}$/);
      expect(message?.header.device).toBeUndefined();
      expect(message?.header.packet === undefined).toBe(qos === 0);
      expect(message?.bytes.equals(payload)).toBe(true);
      expect(message?.key).toBe('home/power');
      expect(message?.header.received).toBeGreaterThanOrEqual(before - SECOND_US);
      await expect.poll(() => door.count('hearth_mqtt_acked_total')).toBe(Math.min(1, qos));
    },
  );

  it('keeps the order in which the broker delivers', async () => {
    const values = Array.from({ length: 2_000 }, (_, index) => String(index));

    await Promise.all(values.map((value) => meter.publishAsync('home/power', value, { qos: 1 })));

    await expect.poll(texts).toEqual(values);
    const moments = new Set((await door.raw()).map(({ header }) => header.received));
    expect(moments.size).toBe(values.length);
  });

  it('fetches what came while it was away, once', async () => {
    await door.stop();
    door = await aDoor({ settings: settings({ MQTT_CLIENT_ID: 'hearth-here' }) });
    await ready(door);
    await meter.publishAsync('home/power', 'before', { qos: 1 });
    await expect.poll(() => door.count('hearth_mqtt_acked_total')).toBe(1);
    await door.stop();
    await freshTopics(kafka);
    const values = Array.from({ length: 50 }, (_, index) => `meanwhile ${index}`);
    for (const value of values) await meter.publishAsync('home/power', value, { qos: 1 });

    door = await aDoor({ settings: settings({ MQTT_CLIENT_ID: 'hearth-here' }) });

    await expect.poll(texts).toEqual(values);
  });

  it('marks what the broker had stored before, and nothing else', async () => {
    await meter.publishAsync('home/stored', 'old', { qos: 1, retain: true });
    await door.stop();
    await freshTopics(kafka);

    door = await aDoor({ settings: settings() });
    await ready(door);
    await meter.publishAsync('home/stored', 'new', { qos: 1, retain: true });

    await expect.poll(texts).toEqual(['old', 'new']);
    const replayed = (await door.raw()).map(({ header }) => header.replayed);
    expect(replayed).toEqual([true, false]);
    await meter.publishAsync('home/stored', '', { qos: 1, retain: true });
    await expect.poll(texts).toHaveLength(3);
  });

  it('subscribes to its filters alone, under a name of their own', async () => {
    await door.stop();
    await freshTopics(kafka);
    door = await aDoor({ settings: settings({ MQTT_FILTERS: 'attic/#,house/+/power' }) });
    await ready(door);

    for (const topic of ['attic/light', 'cellar/light', 'house/two/power', 'house/two/light'])
      await meter.publishAsync(topic, topic, { qos: 1 });

    await expect.poll(texts).toEqual(['attic/light', 'house/two/power']);
  });

  it('tells the dead letters of what is too large or has a bad topic, and goes on', async () => {
    await door.stop();
    door = await aDoor({ settings: settings(), limits: { publishBytes: 2 * KILOBYTE } });
    await ready(door);
    const before = (await door.letters()).length;

    await meter.publishAsync('home/camera', Buffer.alloc(3_000_000, 'y'), { qos: 1 });
    await meter.publishAsync('1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17', 'deep', { qos: 1 });
    await meter.publishAsync('home/power', '42', { qos: 1 });

    await expect.poll(texts).toEqual(['42']);
    await expect.poll(() => door.count('hearth_mqtt_acked_total', 1)).toBe(3);
    const letters = (await door.letters()).slice(before);
    expect(letters).toMatchObject([
      { code: 'TOO_LARGE', stage: 'ingest', topic: 'home/camera', source: 'home/camera' },
      { code: 'BAD_TOPIC', bytes: 'deep' },
    ]);
    expect(letters[0]?.detail).toBe(`${3_000_000 + 2 + 2 + 'home/camera'.length} bytes; allowed: 2048`);
    expect(letters[0]?.bytes).toHaveLength(KILOBYTE);
  });

  it('is not ready while its broker is away, and comes back by itself', async () => {
    await mosquitto.stop();

    await expect.poll(() => readiness(door)).toMatchObject({ ready: false });
    expect(readiness(door)?.reason).toMatch(/^The MQTT broker at mqtt:\/\/127\.0\.0\.1:\d+ /);
    await expect
      .poll(() => readiness(door)?.reason)
      .toMatch(/can't be reached .*ECONNREFUSED.*mend MQTT_URL\.$/);

    await mosquitto.start();
    await ready(door);
    await expect.poll(() => meter.connected).toBe(true);
    await meter.publishAsync('home/power', 'again', { qos: 1 });
    await expect.poll(texts).toContain('again');
  });
});
