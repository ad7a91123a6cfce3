import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDoor, type TestDoor } from '@/tests/integration/ingest/a-door';
import { connectBytes, publishBytes } from '@/tests/integration/ingest/wire-client';
import { freshTopics } from '@/tests/support/fresh-topics';
import { servers } from '@/tests/support/servers';

const SHED = 'hearth_mqtt_shed_total';
const METER = {
  clientId: 'meter',
  clean: false,
  will: { topic: 'home/status', payload: Buffer.from('offline'), qos: 1, retain: true },
} as const;

let door: TestDoor;
beforeEach(async () => {
  await freshTopics({ brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' });
  door = await aDoor();
});
afterEach(() => door.stop());

describe('a client that gave up before it could read CONNACK', () => {
  it('raises no will: it has never been here', async () => {
    const client = door.stranger();

    client.sendBytes(connectBytes({ ...door.login, ...METER }));
    client.socket.end();

    await expect.poll(() => door.count(SHED)).toBe(1);
    expect(await door.raw()).toEqual([]);
  });

  it('raises none either when its next attempt is there before its goodbye has been read', async () => {
    const [first, second] = [door.stranger(), door.stranger()];

    first.sendBytes(connectBytes({ ...door.login, ...METER }));
    first.socket.end();
    second.sendBytes(connectBytes({ ...door.login, ...METER }));
    await expect.poll(() => second.has('connack')).toBe(true);
    second.publish('home/power', '42', 1, 1);

    await expect.poll(() => second.has('puback', 1)).toBe(true);
    expect((await door.raw()).map(({ payload }) => payload)).not.toContain('offline');
  });

  it('is none that leaves at the sight of CONNACK: its will is raised', async () => {
    const client = door.stranger();
    client.socket.once('data', () => client.socket.resetAndDestroy());

    client.sendBytes(connectBytes({ ...door.login, ...METER }));
    await client.closed;

    await expect.poll(async () => (await door.raw()).map(({ payload }) => payload)).toEqual(['offline']);
  });

  it('raises its will when it had spoken without waiting', async () => {
    const client = door.stranger();

    client.sendBytes(
      Buffer.concat([connectBytes({ ...door.login, ...METER }), publishBytes('home/power', '42', 1, 1)]),
    );
    await expect.poll(() => client.has('puback', 1)).toBe(true);
    await client.cut();

    await expect
      .poll(async () => (await door.raw()).map(({ payload }) => payload))
      .toEqual(['42', 'offline']);
  });
});
