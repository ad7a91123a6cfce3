import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyMappingFile } from '@/server/decode/commands';
import { aRoad, type Road } from '@/tests/support/a-road';

const file = {
  sensors: [
    { id: 'bath', name: 'Bath' },
    { id: 'hall', name: 'Hall' },
  ],
  mappings: [
    {
      topic: 'home/{room}/climate',
      sensorFrom: 'room',
      sensors: { bath: 'bath', flur: 'hall' },
      format: 'kv',
      readings: [{ path: 'T', quantity: 'temperature', unit: '°C' }],
    },
  ],
};

let road: Road;
beforeEach(async () => {
  road = await aRoad(['decode', 'ingest']);
});
afterEach(() => road.stop());

it('one mapping feeds each sensor with what its level of the topic says; what is not listed waits in the inbox', async () => {
  const node = await road.client({ clientId: 'nodes' });
  await applyMappingFile(road.context.database, JSON.stringify(file), { validFrom: new Date('2020-01-01') });

  await node.publishAsync('home/bath/climate', 'T=22 H=60', { qos: 1 });
  await node.publishAsync('home/flur/climate', 'T=19', { qos: 1 });
  await node.publishAsync('home/roof/climate', 'T=9', { qos: 1 });
  await road.settled('decode');

  const readings = await road.readings();
  const values = readings.map(({ sensorId, measures }) => `${sensorId} ${measures[0]?.value}`);
  expect(values.sort()).toEqual(['bath 22', 'hall 19']);
  const waiting = await road.query('SELECT sample_topic FROM inbox_source');
  expect(waiting).toEqual([{ sample_topic: 'home/roof/climate' }]);
});
