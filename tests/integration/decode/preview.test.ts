import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RawPlace } from '@/contracts/mapping-saving';
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

function preview(of: Readonly<Record<string, unknown>>, before?: object, sample?: RawPlace) {
  return previewMapping({ log, database: road.context.database }, { draft: of, before, sample }, 'UTC');
}

it('the newest messages of each topic come with what the draft makes of them, and nothing is written', async () => {
  const { samples, topics, perMinute, searched, errors } = await preview(draft);

  expect({ topics, searched, errors }).toEqual({ topics: 2, searched: 4, errors: [] });
  expect(perMinute).toBeGreaterThan(0);
  const [hall, ...none] = samples.filter(({ topic }) => topic === 'home/hall/climate');
  const kitchen = samples.filter(({ topic }) => topic === 'home/kitchen/climate');
  expect(none).toEqual([]);
  expect(kitchen.map(({ text }) => text)).toEqual(['{"t":22,"n":"x"}', '{"t":21.5,"n":"x"}']);
  expect(hall).toMatchObject({ bytes: 2, bytesShown: 'fffe', now: { issue: 'NOT_UTF8' }, was: null });
  expect(kitchen[0]).toMatchObject({
    leaves: [{ pointer: '/t', text: '22' }, { pointer: '/n' }],
    now: { readings: [{ quantity: 'temperature', value: 22, unit: '°C', isImplausible: false }] },
  });
  const [raw] = (await road.raw()).filter(({ payload }) => payload.toString().includes('"t":22'));
  expect(kitchen[0]).toMatchObject({ partition: raw?.partition, offset: raw?.offset });
  expect(await road.query('SELECT FROM mapping')).toEqual([]);
});

it('what a draft changes stands beside what it was, and what it lacks beside what it has', async () => {
  const readings = [
    { path: '/t', quantity: 'temperature', unit: '°C', offset: 0.5 },
    { path: '/h', quantity: 'humidity', unit: '%' },
  ];

  const { samples } = await preview({ ...draft, readings }, draft);
  const newest = samples.find(({ topic }) => topic === 'home/kitchen/climate');

  expect(newest).toMatchObject({
    now: { readings: [{ value: 22.5 }, { problem: expect.any(String) }] },
    was: { readings: [{ value: 22 }] },
  });
});

it('a draft that is not complete shows what is on the wire, and what it lacks', async () => {
  const { samples, errors } = await preview({
    ...draft,
    readings: [{ path: '/t', quantity: 'temperature', unit: 'W' }],
  });

  expect(samples.map(({ now }) => now)).toEqual([null, null, null]);
  expect(errors).toEqual([{ path: '/readings/0/unit', message: expect.stringContaining('accepted: °C') }]);
  expect(await preview({ topic: 'a/#/b' })).toMatchObject({ samples: [], searched: 0 });
});

it('what was taken out of the log is not on the wire', async () => {
  for (const { topicId, partition, logEnd } of await log.bounds(RAW))
    await road.query(
      'INSERT INTO exclusion (topic_prefix, topic_id, partition, until) VALUES ($1, $2, $3, $4)',
      ['home/kitchen/', topicId, partition, logEnd],
    );

  const taken = await preview({ topic: 'home/#' });
  expect(taken.samples.map(({ topic }) => topic)).toEqual(['home/hall/climate']);
  expect(taken.searched).toBe(2);

  const client = await road.client();
  await client.publishAsync('home/kitchen/climate', '{"t":23}', { qos: 1 });
  const { samples } = await preview(draft);
  expect(samples.find(({ topic }) => topic === 'home/kitchen/climate')?.text).toBe('{"t":23}');
});

it('a message is shown by its place, as long as the log holds it and the filter claims it', async () => {
  const raw = await road.raw();
  const place = (text: string) => {
    const message = raw.find(({ payload }) => payload.toString() === text);
    if (message === undefined) throw new Error('it did not come');
    return { partition: message.partition, offset: message.offset };
  };

  const { kept } = await preview(draft, undefined, place('{"t":21.5,"n":"x"}'));

  expect(kept).toMatchObject({ topic: 'home/kitchen/climate', now: { readings: [{ value: 21.5 }] } });
  expect((await preview(draft, undefined, place('7'))).kept).toBeNull();
  expect((await preview(draft, undefined, { partition: 0, offset: 1_000_000 })).kept).toBeNull();
  expect((await preview(draft)).kept).toBeNull();
});
