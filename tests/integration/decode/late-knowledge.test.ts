import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bindDevice } from '@/server/decode/commands';
import { appendAll, startAppender } from '@/server/stream/appender';
import { aRoad, type Road } from '@/tests/support/a-road';
import { aRawRecord } from '@/tests/support/builders';
import { teach } from '@/tests/support/teach';

let road: Road;
beforeEach(async () => {
  road = await aRoad(['history', 'decode']);
  await teach(road.context.database.url, { sensors: [{ id: 'meter', name: 'Meter' }], mappings: [] });
});
afterEach(() => road.stop());

const CONFIG = {
  topic: 'homeassistant/sensor/node/x1/config',
  payload: JSON.stringify({
    stat_t: 'node/meter/sensor/x1/state',
    unit_of_meas: 'W',
    dev_cla: 'power',
    uniq_id: 'node-x1',
  }),
};
const waiting = async () =>
  (await road.query<{ reason: string }>("SELECT reason FROM inbox_source WHERE topic LIKE 'node/%'")).map(
    ({ reason }) => reason,
  );
const STATE = { topic: 'node/meter/sensor/x1/state', payload: '1500' };

it('a message that was read before its description came is read again, though it lies in another partition', async () => {
  const { kafka, log, database } = road.context;
  const appender = await startAppender({ kafka, log, name: 'test' });
  const append = async (message: Parameters<typeof aRawRecord>[0]) => {
    await appendAll(appender, [aRawRecord(message)]);
    await road.settled('decode', 'history');
  };
  const bound = await bindDevice(database, 'meter', { family: 'esphome', key: 'node/meter' });
  await vi.waitUntil(() => Date.now() > Date.parse(bound?.validFrom ?? '') + 100, { timeout: 5_000 });
  const received = Date.now() * 1_000;

  await append({ ...STATE, received: received + 20_000 });
  expect(await road.readings()).toEqual([]);
  expect(await waiting()).toEqual(['UNCLAIMED']);
  await append({ ...CONFIG, received: received + 10_000 });

  await vi.waitFor(async () => expect(await road.backfill()).toHaveLength(1), { timeout: 30_000 });
  expect(await road.backfill()).toMatchObject([
    { sensorId: 'meter', measuredAt: received + 20_000, measures: [{ quantity: 'power', value: 1500 }] },
  ]);
  expect(await waiting()).toEqual([]);
  await appender.stop();
});
