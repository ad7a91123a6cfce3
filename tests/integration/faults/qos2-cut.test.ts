import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aHouseOnOwnServers, type HouseOnOwnServers, survives } from '@/tests/support/house-under-load';
import { publishBytes, pubrelBytes } from '@/tests/support/mqtt-bytes';
import { aRawClient, type RawClient } from '@/tests/support/raw-client';
import { storedIds } from '@/tests/support/stored-ids';
import { teach } from '@/tests/support/teach';

/** How far the handshake came, as the client knows it. `unread PUBREC`: it was sent, and the client never saw it. */
const CUTS = ['PUBLISH', 'unread PUBREC', 'PUBREC', 'PUBREL', 'PUBCOMP'] as const;
type Cut = (typeof CUTS)[number];

interface CutClient {
  readonly id: string;
  readonly cut: Cut;
  /** Whether it says DUP when it sends again: mqtt.js does not, paho does. */
  readonly dup: boolean;
  readonly message: number;
  readonly next: number;
}

const PACKET = 7;
const EACH = 5;

let house: HouseOnOwnServers;
beforeAll(async () => {
  house = await aHouseOnOwnServers();
});
afterAll(() => house?.remove());

describe('a QoS 2 handshake that is cut after any of its packets ends with one reading', () => {
  it.each([
    ['the same Hearth', false],
    ['the next Hearth', true],
  ])('resumed with %s', { timeout: 300_000 }, async (_with, restart) => {
    const prefix = restart ? 'cut-next' : 'cut-same';
    const clients = clientsOf(prefix);
    await teach(house.servers.databaseUrl, mappingOf(prefix, clients));

    const fault = async () => {
      await Promise.all(clients.map((client) => beginAndCut(client)));
      if (restart) {
        await house.kill();
        await house.start();
      }
      await Promise.all(clients.map((client) => resumeAndGoOn(client)));
    };
    await (restart ? survives('QoS 2 cut after each packet, Hearth killed', house, fault) : fault());

    const expected = clients.flatMap(({ message, next }) => [message, next]);
    await expect
      .poll(async () => [...(await storedIds(house.servers.databaseUrl, prefix)).keys()].sort(ascending))
      .toEqual(expected.sort(ascending));
    const stored = await storedIds(house.servers.databaseUrl, prefix);
    expect([...stored].filter(([, copies]) => copies !== 1)).toEqual([]);
  });
});

async function beginAndCut(client: CutClient): Promise<void> {
  const connection = await aRawClient(house.mqttUrl, client.id);
  await connection.send(publish(client, client.message, false));
  if (client.cut !== 'PUBLISH') await connection.received('pubrec', PACKET);
  if (client.cut === 'PUBREL' || client.cut === 'PUBCOMP') await connection.send(pubrelBytes(PACKET));
  if (client.cut === 'PUBCOMP') await connection.received('pubcomp', PACKET);
  await connection.cut();
}

/** What a client that lost its connection there does next; then another message under the same packet id. */
async function resumeAndGoOn(client: CutClient): Promise<void> {
  const connection = await aRawClient(house.mqttUrl, client.id);
  if (client.cut === 'PUBLISH' || client.cut === 'unread PUBREC') {
    await handshake(connection, publish(client, client.message, client.dup));
  } else if (client.cut !== 'PUBCOMP') {
    await connection.send(pubrelBytes(PACKET));
    await connection.received('pubcomp', PACKET);
  }
  await handshake(connection, publish(client, client.next, false));
  await connection.cut();
}

async function handshake(connection: RawClient, bytes: Buffer): Promise<void> {
  await connection.send(bytes);
  await connection.received('pubrec', PACKET);
  await connection.send(pubrelBytes(PACKET));
  await connection.received('pubcomp', PACKET);
}

function publish(client: CutClient, id: number, dup: boolean): Buffer {
  return publishBytes({ topic: topicOf(client), payload: JSON.stringify({ id }), qos: 2, id: PACKET, dup });
}

function clientsOf(prefix: string): readonly CutClient[] {
  const kinds = CUTS.flatMap((cut) => [true, false].map((dup) => ({ cut, dup })));
  const all = Array.from({ length: EACH }, () => kinds).flat();
  return all.map((kind, index) => ({
    id: `${prefix}-${index}`,
    ...kind,
    message: 2 * index + 1,
    next: 2 * index + 2,
  }));
}

function topicOf(client: CutClient): string {
  return `${client.id}/energy`;
}

function mappingOf(prefix: string, clients: readonly CutClient[]) {
  return {
    rooms: ['Cut'],
    sensors: [{ id: `${prefix}-all`, name: `Handshakes ${prefix}`, room: 'Cut' }],
    mappings: clients.map((client) => ({
      sensor: `${prefix}-all`,
      topic: topicOf(client),
      format: 'json',
      readings: [{ path: '/id', quantity: 'energy', unit: 'kWh', channel: client.id }],
    })),
  };
}

function ascending(a: number, b: number): number {
  return a - b;
}
