import type { IConnectPacket } from 'mqtt-packet';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { freshTopics } from '@/tests/support/fresh-topics';
import { servers } from '@/tests/support/servers';
import { aDoor, readiness, type TestDoor } from './a-door';
import { aLogin, type Credentials } from './a-login';
import { AnsweringClient, told } from './answering-client';

export const RIGHTS = { kind: 'program', prefixes: ['TopicA', 'Topic', '/TopicA'], reads: ['#'] } as const;
export const TOPICS = ['TopicA', 'TopicA/B', 'Topic/C', 'TopicA/C', '/TopicA'] as const;
/** For the message that comes last. */
export const OVER = 'TopicA/over';

/**
 * What the cases of Eclipse Paho's interoperability tests for MQTT 3.1.1 (eclipse/paho.mqtt.testing, client_test.py) need, for
 * those who write them anew: a door, and two clients that have a login each. After each case nothing is left of it.
 */
export function anInteroperableHouse() {
  const house = {} as { door: TestDoor; a: Credentials; b: Credentials };
  const clients: AnsweringClient[] = [];
  const aStranger = () => {
    const client = new AnsweringClient(house.door.port);
    clients.push(client);
    return client;
  };
  const comes = async (login: Credentials, options: Partial<IConnectPacket> = {}) => {
    const client = aStranger();
    expect(await client.connect({ clientId: 'one', ...login, ...options })).toMatchObject({ returnCode: 0 });
    return client;
  };
  beforeAll(async () => {
    await freshTopics({ brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' });
    house.door = await aDoor();
    await vi.waitUntil(() => readiness(house.door)?.ready);
    house.a = await aLogin(house.door, RIGHTS);
    house.b = await aLogin(house.door, RIGHTS);
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.cut()));
    const cleaner = await comes(house.a, { clientId: 'cleaner' });
    for (const topic of [...TOPICS, OVER]) await cleaner.publishes(topic, '', 1, true);
    for (const [login, clientId] of [
      [house.a, 'one'],
      [house.b, 'two'],
    ] as const)
      await (await comes(login, { clientId })).leave();
    await cleaner.leave();
    clients.length = 0;
    await house.door.balance();
  });
  afterAll(() => house.door?.stop());
  return Object.assign(house, { aStranger, comes });
}

/** Whether CONNACK said that a session was kept. */
export function found(client: AnsweringClient): boolean {
  return client.received.some((packet) => packet.cmd === 'connack' && packet.sessionPresent);
}

/** All that came until now: what was published before has been handed on. */
export async function over(
  publisher: AnsweringClient,
  subscriber: AnsweringClient,
): Promise<readonly string[]> {
  await publisher.publishes(OVER, 'over', 0);
  await expect.poll(() => told(subscriber.messages).some((one) => one.startsWith(OVER))).toBe(true);
  return told(subscriber.messages).filter((one) => !one.startsWith(OVER));
}
