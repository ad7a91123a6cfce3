import { afterEach, beforeEach, expect, it } from 'vitest';
import { RAW } from '@/contracts/topics';
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

function preview(of: Parameters<typeof previewMapping>[1]) {
  return previewMapping({ log, database: road.context.database }, of, 'UTC');
}

it('the newest message of each topic comes with what the draft makes of it, and nothing is written', async () => {
  const { messages, searched, errors } = await preview(draft);

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
  const { messages, errors } = await preview({
    ...draft,
    readings: [{ path: '/t', quantity: 'temperature', unit: 'W' }],
  });

  expect(messages.map(({ rehearsal }) => rehearsal)).toEqual([null, null]);
  expect(errors).toEqual([{ path: '/readings/0/unit', message: expect.stringContaining('accepted: °C') }]);
  expect(await preview({ topic: 'a/#/b' })).toMatchObject({ messages: [], searched: 0 });
});

it('what was taken out of the log is not on the wire', async () => {
  for (const { topicId, partition, logEnd } of await log.bounds(RAW))
    await road.query(
      'INSERT INTO exclusion (topic_prefix, topic_id, partition, until) VALUES ($1, $2, $3, $4)',
      ['home/kitchen/', topicId, partition, logEnd],
    );

  const taken = await preview({ topic: 'home/#' });
  expect(taken.messages.map(({ topic }) => topic)).toEqual(['home/hall/climate']);
  expect(taken.searched).toBe(2);

  const client = await road.client();
  await client.publishAsync('home/kitchen/climate', '{"t":23}', { qos: 1 });
  const { messages } = await preview(draft);
  expect(messages.find(({ topic }) => topic === 'home/kitchen/climate')?.text).toBe('{"t":23}');
});
