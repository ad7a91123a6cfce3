import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshTopics } from '@/tests/support/fresh-topics';
import { aMosquitto, type Mosquitto } from '@/tests/support/mosquitto';
import { servers } from '@/tests/support/servers';
import { aDoor, readiness, ready, type TestDoor } from './a-door';

const kafka = { brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' };

describe('when the broker of one’s own goes away', () => {
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
    meter = await mqtt.connectAsync(door.url, { clientId: 'meter', reconnectPeriod: 50 });
  });

  afterEach(async () => {
    await meter.endAsync();
    await door.balance();
    await door.stop();
  });

  afterAll(() => mosquitto.remove());

  function settings() {
    return { MQTT_URL: `mqtt://127.0.0.1:${mosquitto.port}`, MQTT_CLIENT_ID: 'hearth-test' };
  }

  async function texts(): Promise<readonly string[]> {
    return (await door.raw()).map(({ payload }) => payload);
  }

  async function publish(name: string, count: number): Promise<readonly string[]> {
    const values = Array.from({ length: count }, (_, index) => `${name} ${index}`);
    for (const value of values) await meter.publishAsync('home/power', value, { qos: 1 });
    return values;
  }

  it.each(['stop', 'kill9'] as const)(
    '(%s), what it delivers afterwards is fetched without a restart',
    async (end) => {
      const before = await publish('before', 200);
      await expect.poll(texts).toEqual(before);

      await mosquitto[end]();
      await expect.poll(() => readiness(door)?.reason).toMatch(/can't be reached/);
      await mosquitto.start();

      await ready(door);
      await expect.poll(() => meter.connected).toBe(true);
      const after = await publish('after', 200);
      await expect
        .poll(async () => (await texts()).filter((text) => text.startsWith('after')))
        .toEqual(after);
      expect(new Set(await texts())).toEqual(new Set([...before, ...after]));
    },
  );

  it('keeps over a proper restart what Hearth had not fetched', async () => {
    await door.stop();
    await freshTopics(kafka);
    const values = await publish('kept', 200);
    await mosquitto.stop();
    await mosquitto.start();

    door = await aDoor({ settings: settings() });

    await expect.poll(texts).toEqual(values);
  });

  it('by falling silent, it is noticed, and what it then delivers is stored once', async () => {
    await door.stop();
    await freshTopics(kafka);
    door = await aDoor({ settings: settings(), limits: { brokerKeepaliveS: 1 } });
    await ready(door);
    mosquitto.freeze();
    const sending = publish('silent', 50);

    await expect.poll(() => readiness(door)?.reason).toMatch(/Keepalive timeout/);

    mosquitto.thaw();
    await ready(door);
    await expect.poll(texts).toEqual(await sending);
  });
});
