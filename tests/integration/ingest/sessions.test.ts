import mqtt from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/server/context';
import { aContext } from '@/tests/support/a-context';
import { freshTopics } from '@/tests/support/fresh-topics';
import { servers } from '@/tests/support/servers';
import { aDoor, type TestDoor } from './a-door';

const kafka = { brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' };

describe('a restart', () => {
  let context: Context & { stop(): Promise<void> };
  let door: TestDoor;

  beforeEach(async () => {
    await freshTopics(kafka);
    context = await aContext();
    door = await aDoor({ context });
  });

  afterEach(async () => {
    await door.stop();
    await context.stop();
  });

  async function restart(): Promise<void> {
    await door.stop();
    door = await aDoor({ context });
  }

  async function messagesOf(
    clientId: string,
    filter?: string,
  ): Promise<{ got: string[]; client: mqtt.MqttClient }> {
    const got: string[] = [];
    const client = mqtt.connect(door.machineUrl, { clientId, clean: false, reconnectPeriod: 0 });
    client.on('message', (topic, payload) => got.push(`${topic} ${payload}`));
    await new Promise<void>((resolve) => client.once('connect', () => resolve()));
    if (filter !== undefined) await client.subscribeAsync(filter, { qos: 1 });
    return { got, client };
  }

  async function publish(topic: string, payload: string, retain = false): Promise<void> {
    const client = await mqtt.connectAsync(door.machineUrl, { clientId: 'meter' });
    await client.publishAsync(topic, payload, { qos: 1, retain });
    await client.endAsync();
  }

  it('keeps retained messages, and forgets those that were cleared', async () => {
    await publish('home/status', 'online', true);
    await publish('home/old', 'x', true);
    await publish('home/old', '', true);

    await restart();

    const { got, client } = await messagesOf('display', 'home/#');
    await expect.poll(() => got).toEqual(['home/status online']);
    await client.endAsync();
  });

  it('keeps subscriptions of sessions, and what they have yet to receive', async () => {
    const before = await messagesOf('display', 'home/+/power');
    await before.client.endAsync();
    await publish('home/kitchen/power', '1');
    await publish('home/kitchen/other', '2');

    await restart();

    const after = await messagesOf('display');
    await expect.poll(() => after.got).toEqual(['home/kitchen/power 1']);
    await publish('home/kitchen/power', '3');
    await expect.poll(() => after.got).toEqual(['home/kitchen/power 1', 'home/kitchen/power 3']);
    await after.client.endAsync();
  });

  it('ends a session that its client did not want any more', async () => {
    const before = await messagesOf('display', 'home/#');
    await before.client.endAsync();
    const clean = await mqtt.connectAsync(door.machineUrl, { clientId: 'display', clean: true });
    await clean.endAsync();

    await restart();
    await publish('home/power', '1');

    const { got, client } = await messagesOf('display', 'home/other');
    await publish('home/other', '2');
    await expect.poll(() => got).toEqual(['home/other 2']);
    await client.endAsync();
  });
});
