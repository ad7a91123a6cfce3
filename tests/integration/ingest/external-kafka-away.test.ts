import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DoorLimits } from '@/server/ingest/limits';
import type { KafkaSettings } from '@/server/stream/types';
import { freshTopics } from '@/tests/support/fresh-topics';
import { type KafkaProxy, startKafkaProxy } from '@/tests/support/kafka-proxy';
import { aMosquitto, type Mosquitto } from '@/tests/support/mosquitto';
import { anOwnKafka, type OwnServer } from '@/tests/support/own-servers';
import { aDoor, readiness, ready, type TestDoor } from './a-door';

const CLIENT_ID = 'hearth-test';

describe('while Kafka is away from the door to a broker of one’s own', () => {
  let server: OwnServer;
  let mosquitto: Mosquitto;
  let road: KafkaProxy;
  let kafka: KafkaSettings;
  let door: TestDoor;
  let meter: MqttClient;

  beforeAll(async () => {
    [server, mosquitto] = await Promise.all([anOwnKafka(), aMosquitto()]);
    kafka = { brokers: [server.address], clientId: 'hearth-test' };
    road = await startKafkaProxy(`127.0.0.1:${mosquitto.port}`);
  });

  beforeEach(async () => {
    await freshTopics(kafka);
    meter = await mqtt.connectAsync(`mqtt://127.0.0.1:${mosquitto.port}`, { clientId: 'meter' });
    door = await anOpenDoor();
    // The way to Kafka is open and known before Kafka goes away.
    await meter.publishAsync('home/first', 'x', { qos: 1 });
    await expect.poll(() => door.count('hearth_mqtt_acked_total')).toBe(1);
  });

  afterEach(async () => {
    server.thaw();
    await meter.endAsync();
    await door.balance();
    await door.stop();
  });

  afterAll(async () => {
    await road.stop();
    await Promise.all([server.remove(), mosquitto.remove()]);
  });

  async function anOpenDoor(limits: Partial<DoorLimits> = {}): Promise<TestDoor> {
    const settings = { MQTT_URL: `mqtt://${road.brokers[0]}`, MQTT_CLIENT_ID: CLIENT_ID };
    const open = await aDoor({ kafka, settings, limits: { waitingMessages: 500, ...limits } });
    await ready(open);
    return open;
  }

  /** The door once more, with other limits. */
  async function again(limits: Partial<DoorLimits> = {}): Promise<void> {
    await door.stop();
    door = await anOpenDoor(limits);
  }

  async function publish(count: number, topic = 'home/power', qos: 0 | 1 = 1): Promise<readonly string[]> {
    const values = Array.from({ length: count }, (_, index) => String(index));
    await Promise.all(values.map((value) => meter.publishAsync(topic, value, { qos })));
    return values;
  }

  async function log() {
    // Frozen for longer than its session, a broker leads nothing until it has made itself known again.
    const whole = await vi.waitFor(() => door.raw(), { timeout: 10_000 });
    return whole.filter(({ payload }) => payload !== 'x');
  }

  async function texts(): Promise<readonly string[]> {
    return (await log()).map(({ payload }) => payload);
  }

  /** So long that whatever was going to happen has happened. */
  async function heldFor(ms: number): Promise<void> {
    const until = Date.now() + ms;
    await expect.poll(() => Date.now() >= until, { timeout: ms + 1_000 }).toBe(true);
  }

  it('acknowledges nothing before Kafka has it, and says why it is not ready', async () => {
    server.freeze();

    const values = await publish(20);

    await expect.poll(() => door.count('hearth_mqtt_in_flight', 1)).toBe(20);
    await expect.poll(() => readiness(door)?.reason).toMatch(/Kafka has not answered/);
    expect(await door.count('hearth_mqtt_acked_total')).toBe(1);
    server.thaw();
    await expect.poll(() => door.count('hearth_mqtt_acked_total')).toBe(21);
    expect(await texts()).toEqual(values);
  });

  it('leaves with the broker what it could not acknowledge, also when it stops meanwhile', async () => {
    server.freeze();
    const values = await publish(20);
    await expect.poll(() => door.count('hearth_mqtt_in_flight', 1)).toBe(20);
    await door.stop();
    server.thaw();

    door = await anOpenDoor();

    await expect.poll(() => door.count('hearth_mqtt_acked_total')).toBe(20);
    const sentAgain = (await log()).filter(({ header }) => header.dup);
    expect(sentAgain.map(({ payload }) => payload)).toEqual(values);
  });

  it('joins what the broker sends again over another connection, and acknowledges it there', async () => {
    server.freeze();
    const values = await publish(20);
    await expect.poll(() => door.count('hearth_mqtt_in_flight', 1)).toBe(20);

    road.cut();

    await expect.poll(() => door.count('hearth_mqtt_joined_total', 1)).toBe(20);
    expect(await door.count('hearth_mqtt_acked_total')).toBe(1);
    server.thaw();
    await expect.poll(() => door.count('hearth_mqtt_acked_total')).toBe(21);
    expect(await texts()).toEqual(values);
    // The broker has heard it: over a third connection nothing comes again.
    road.cut();
    await expect.poll(() => readiness(door)).toMatchObject({ ready: false });
    await ready(door);
    await meter.publishAsync('home/power', 'after', { qos: 1 });
    await expect.poll(texts).toEqual([...values, 'after']);
  });

  it('acknowledges over a new connection what Kafka took while there was none', async () => {
    server.freeze();
    const values = await publish(20);
    await expect.poll(() => door.count('hearth_mqtt_in_flight', 1)).toBe(20);
    await road.close();
    server.thaw();
    await expect.poll(() => door.count('hearth_raw_appended_total', 1)).toBe(21);
    expect(await door.count('hearth_mqtt_acked_total')).toBe(1);

    await road.open();

    await expect.poll(() => door.count('hearth_mqtt_acked_total')).toBe(21);
    expect(await door.count('hearth_mqtt_joined_total', 1)).toBe(20);
    expect(await texts()).toEqual(values);
  });

  it('reads no more than it can hold, and keeps the connection beyond its keepalive', async () => {
    await again({ allHeldMessages: 50, brokerKeepaliveS: 1 });
    server.freeze();
    const values = await publish(2_000);
    await expect.poll(() => door.count('hearth_mqtt_in_flight', 1)).toBe(50);

    await heldFor(6_000);

    expect(await door.count('hearth_mqtt_in_flight', 1)).toBe(50);
    server.thaw();
    await expect.poll(texts).toEqual(values);
    // Over another connection some would have come twice.
    expect((await log()).filter(({ header }) => header.dup)).toEqual([]);
    expect(await door.count('hearth_mqtt_joined_total')).toBe(0);
  });

  it('sheds QoS 0, oldest first, and counts it', async () => {
    server.freeze();

    const burst = await publish(5_000, 'home/power', 0);

    await expect.poll(() => door.count('hearth_mqtt_received_total', 0)).toBe(5_000);
    await expect.poll(() => door.count('hearth_mqtt_shed_total', 0)).toBeGreaterThan(2_000);
    server.thaw();
    await door.balance();
    const kept = await texts();
    expect(kept.length).toBe(5_000 - (await door.count('hearth_mqtt_shed_total', 0)));
    expect(kept.slice(-500)).toEqual(burst.slice(-500));
  });
});
