import { afterEach, beforeEach, expect, it } from 'vitest';
import { previewMapping } from '@/server/decode/queries';
import { type LogReader, startLogReader } from '@/server/stream/log-reader';
import { aRoad, type Road } from '@/tests/support/a-road';

let road: Road;
let log: LogReader;
beforeEach(async () => {
  road = await aRoad(['ingest']);
  const { kafka, log: logger } = road.context;
  log = await startLogReader({ kafka, log: logger });
  const client = await road.client();
  for (const value of ['21.5', '22'])
    await client.publishAsync('home/kitchen/climate', `{"t":${value},"n":"x"}`, { qos: 1 });
  await client.publishAsync('home/hall/climate', Buffer.from([0xff, 0xfe]), { qos: 1 });
  await client.publishAsync('elsewhere', '7', { qos: 1 });
});
afterEach(async () => {
  await log.stop();
  await road.stop();
});

const draft = {
  topic: 'home/+/climate',
  format: 'json',
  readings: [{ path: '/t', quantity: 'temperature', unit: '°C' }],
};

it('the newest message of each topic comes with what the draft makes of it, and nothing is written', async () => {
  const { messages, searched, errors } = await previewMapping(log, draft, 'UTC');

  expect({ searched, errors }).toEqual({ searched: 4, errors: [] });
  const byTopic = Object.fromEntries(messages.map((message) => [message.topic, message]));
  expect(Object.keys(byTopic).sort()).toEqual(['home/hall/climate', 'home/kitchen/climate']);
  expect(byTopic['home/kitchen/climate']).toMatchObject({
    text: '{"t":22,"n":"x"}',
    leaves: [{ pointer: '/t', text: '22' }, { pointer: '/n' }],
    rehearsal: { readings: [{ quantity: 'temperature', value: 22, unit: '°C', time: null }] },
  });
  expect(byTopic['home/hall/climate']).toMatchObject({
    text: null,
    bytes: 2,
    rehearsal: { issue: 'NOT_UTF8' },
  });
  expect(await road.query('SELECT FROM mapping')).toEqual([]);
});

it('a draft that is not complete shows what is on the wire, and what it lacks', async () => {
  const { messages, errors } = await previewMapping(
    log,
    { ...draft, readings: [{ path: '/t', quantity: 'temperature', unit: 'W' }] },
    'UTC',
  );

  expect(messages.map(({ rehearsal }) => rehearsal)).toEqual([null, null]);
  expect(errors).toEqual([{ path: '/readings/0/unit', message: expect.stringContaining('accepted: °C') }]);
  expect(await previewMapping(log, { topic: 'a/#/b' }, 'UTC')).toMatchObject({ messages: [], searched: 0 });
});
