import { readFileSync } from 'node:fs';
import path from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, expect, it, vi } from 'vitest';
import { MQTT_OUT } from '@/contracts/topics';
import { bindDevice } from '@/server/decode/commands';
import { sparkplugPayload } from '@/server/decode/families/sparkplug-payload';
import { groupInbox, readInbox } from '@/server/decode/queries';
import { startLogReader } from '@/server/stream/log-reader';
import { aRoad, type Road } from '@/tests/support/a-road';
import { aMosquitto } from '@/tests/support/mosquitto';
import { teach } from '@/tests/support/teach';
import { wholeLog } from '@/tests/support/whole-log';
import { Case } from '@/tools/decode/case';

const cases = readFileSync(path.join(import.meta.dirname, '../../fixtures/device-payloads.ndjson'), 'utf8')
  .split('\n')
  .filter((line) => line.includes('"spb-003"'))
  .map((line) => Case.parse(JSON.parse(line)));
const messages = cases.flatMap(({ context, ...data }) => [...context, data]);
const [nodeBirth, deviceBirth, data] = messages.map(({ topic, payloadBase64 = '' }) => ({
  topic,
  bytes: Buffer.from(payloadBase64, 'base64'),
}));
if (nodeBirth === undefined || deviceBirth === undefined || data === undefined)
  throw new Error('no such case');

const METER = { family: 'sparkplug', key: 'home/edge1/meter1' };

let road: Road;
afterEach(() => road.stop());

async function prepare(): Promise<void> {
  await teach(road.context.database.url, { sensors: [{ id: 'meter', name: 'Meter' }], mappings: [] });
  const bound = await bindDevice(road.context.database, 'meter', METER);
  await vi.waitUntil(
    async () =>
      (await road.query<{ holds: boolean }>('SELECT clock_timestamp() >= $1 AS holds', [bound?.validFrom]))[0]
        ?.holds,
    { timeout: 5_000 },
  );
}

/** An edge node that describes itself when it is asked to, and what it was asked. */
function answering(node: MqttClient): { readonly asked: Buffer[] } {
  const asked: Buffer[] = [];
  node.on('message', (_topic, payload) => {
    asked.push(payload);
    void node.publishAsync(nodeBirth?.topic ?? '', nodeBirth?.bytes ?? '', { qos: 1 });
    void node.publishAsync(deviceBirth?.topic ?? '', deviceBirth?.bytes ?? '', { qos: 1 });
  });
  return { asked };
}

async function isAskedAndRead(node: MqttClient): Promise<void> {
  const { asked } = answering(node);
  await node.subscribeAsync('spBv1.0/home/NCMD/edge1', { qos: 1 });
  await prepare();
  await node.publishAsync(data?.topic ?? '', data?.bytes ?? '', { qos: 1 });

  await vi.waitUntil(() => asked.length > 0, { timeout: 20_000 });
  expect(sparkplugPayload(asked[0] ?? Buffer.of()).metrics).toMatchObject([{ name: 'Node Control/Rebirth' }]);
  await vi.waitFor(async () => expect(await road.readings()).not.toEqual([]), { timeout: 10_000 });
  await node.publishAsync(data?.topic ?? '', data?.bytes ?? '', { qos: 1 });
  await road.settled('decode');

  const values = (await road.readings()).flatMap(({ measures }) => measures.map(({ value }) => value));
  expect(values).toEqual(expect.arrayContaining([21.5, 812.5, 21.75, 790.25]));
  expect(await road.letters()).toEqual([]);
}

it('asks a node that speaks of what nobody knows to describe itself, once, and reads what comes then', async () => {
  road = await aRoad(['decode', 'ingest']);
  const node = await road.client();
  await isAskedAndRead(node);

  const inbox = await road.query<{ reason: string; count: string; first: string; last: string }>(
    `SELECT reason, count, first_offset AS first, last_offset AS last FROM inbox_source WHERE reason = 'UNKNOWN_DEVICE'`,
  );
  expect(inbox).toEqual([{ reason: 'UNKNOWN_DEVICE', count: '1', first: '0', last: '0' }]);
  const log = await startLogReader(road.context);
  const { database } = road.context;
  const { ahead } = await readInbox({ database, log, groups: await groupInbox(database) }, '');
  expect(ahead).toEqual({ topics: 1, messages: 1 });
  await log.stop();
  expect(await wholeLog(road.context.kafka, MQTT_OUT)).toHaveLength(1);
});

it('asks through a broker of one’s own, too', async () => {
  const mosquitto = await aMosquitto();
  const url = `mqtt://127.0.0.1:${mosquitto.port}`;
  road = await aRoad(['decode', 'ingest'], { MQTT_URL: url });
  await vi.waitUntil(() => road.context.health.report().roles.ingest?.ready, { timeout: 10_000 });
  const node = await mqtt.connectAsync(url);
  await isAskedAndRead(node);
  await node.endAsync();
  await mosquitto.remove();
});

it('says nothing twice when everything is started again', async () => {
  road = await aRoad(['decode', 'ingest']);
  const node = await road.client();
  const { asked } = answering(node);
  await node.subscribeAsync('spBv1.0/home/NCMD/edge1', { qos: 1 });
  await node.publishAsync(data?.topic ?? '', data?.bytes ?? '', { qos: 1 });
  await vi.waitUntil(() => asked.length > 0, { timeout: 20_000 });
  await road.settled('decode');

  await road.stopRole('decode');
  await road.stopRole('ingest');
  await road.start('ingest');
  await road.start('decode');
  await road.settled('decode');
  const positions = await road.query<{ next: string }>(
    "SELECT next FROM consumer_offset WHERE consumer = 'publish' AND topic = $1",
    [MQTT_OUT],
  );

  expect(asked).toHaveLength(1);
  expect(positions).toEqual([{ next: '1' }]);
});
