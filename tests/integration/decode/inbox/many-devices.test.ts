import { afterEach, beforeEach, expect, it } from 'vitest';
import { devicesOfGroup, groupInbox, readInbox, readInboxGroup } from '@/server/decode/queries';
import { type LogReader, startLogReader } from '@/server/stream/log-reader';
import { bindDevices } from '@/server/teaching/commands';
import { recentTeachings } from '@/server/teaching/queries';
import { aRoad, type Road } from '@/tests/support/a-road';

let road: Road;
let log: LogReader;
beforeEach(async () => {
  road = await aRoad(['history', 'decode', 'ingest']);
  log = await startLogReader({ kafka: road.context.kafka, log: road.context.log });
});
afterEach(async () => {
  await log.stop();
  await road.stop();
});

const inboxGroups = () => groupInbox(road.context.database);
const tools = async () => ({ database: road.context.database, log, groups: await inboxGroups() });

it('two thousand discovered devices are one group, a page at a time, and each can be found', async () => {
  const client = await road.client();
  const configs = Array.from({ length: 2_000 }, (_, n) => ({
    topic: `homeassistant/sensor/node${n}/temperature/config`,
    config: {
      name: 'Temperature',
      unique_id: `node${n}_t`,
      state_topic: `nodes/node${n}/state`,
      unit_of_measurement: '°C',
      device_class: 'temperature',
      value_template: '{{ value_json.t }}',
      device: { identifiers: [`node${n}`], name: `Node ${n}`, model: 'Home-made' },
    },
  }));
  await Promise.all(
    configs.map(({ topic, config }) =>
      client.publishAsync(topic, JSON.stringify(config), { qos: 1, retain: true }),
    ),
  );
  await road.settled('decode');

  const list = await readInbox(await tools(), '');
  const [group] = list.groups;
  const id = group?.id ?? '';
  const found = await readInboxGroup(await tools(), { id, search: 'node 1234', skip: 0 });
  const last = await readInboxGroup(await tools(), { id, search: '', skip: 1_990 });

  expect(list.groups).toMatchObject([{ family: 'ha-discovery', isAnnounced: true, devices: 2_000 }]);
  expect(found).toMatchObject({
    total: 1,
    devices: [{ name: 'Node 1234', model: 'Home-made', announced: [{ quantity: 'temperature' }] }],
  });
  expect(last).toMatchObject({ total: 2_000 });
  expect(last !== undefined && 'devices' in last ? last.devices.length : 0).toBe(10);
  const devices = devicesOfGroup(await inboxGroups(), id) ?? [];
  expect(devices).toHaveLength(2_000);

  const all = devices.map(({ family, key, name }) => ({
    family,
    key,
    sensor: { name: name ?? key, room: null },
  }));
  expect(await bindDevices(road.context.database, { devices: all }, 'jana')).toHaveProperty('done');

  const [teaching, ...others] = await recentTeachings(road.context.database);
  expect(teaching).toMatchObject({ total: 2_000, replay: null });
  expect(teaching?.sensors).toHaveLength(6);
  expect(others).toEqual([]);
  expect((await readInbox(await tools(), '')).groups).toEqual([]);
});
