import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InboxDetail, InboxGroup } from '@/contracts/inbox';
import { ignore, ignoreNoMore } from '@/server/decode/commands';
import {
  groupInbox,
  previewDevice,
  previewTaught,
  readIgnored,
  readInbox,
  readInboxGroup,
  replayJob,
} from '@/server/decode/queries';
import { type LogReader, startLogReader } from '@/server/stream/log-reader';
import { bindDevices, takeBack, teach } from '@/server/teaching/commands';
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
const zone = 'UTC';
const CLIMATE = {
  format: 'json',
  topic: 'home/{source}/climate',
  readings: [
    { path: '/t', quantity: 'temperature', unit: '°C', scale: 0.1 },
    { path: '/h', quantity: 'humidity', unit: '%', scale: 0.1 },
  ],
} as const;

/** Three messages of each of two home-made nodes, and a word from the door bell. */
async function unknownDevices(): Promise<void> {
  const client = await road.client();
  for (const t of [211, 212, 213])
    for (const room of ['attic', 'cellar'])
      await client.publishAsync(`home/${room}/climate`, JSON.stringify({ t, h: 431, co2: 684 }), { qos: 1 });
  await client.publishAsync('cmnd/doorbell', 'ring', { qos: 1 });
  await road.settled('decode');
}

async function groups(search = ''): Promise<readonly InboxGroup[]> {
  return (await readInbox(await tools(), search)).groups;
}

async function groupOf(pattern: string): Promise<InboxDetail> {
  const found = (await groups()).find((group) => group.pattern === pattern);
  const detail = await readInboxGroup(await tools(), { id: found?.id ?? '', search: '', skip: 0 });
  if (detail === undefined) throw new Error(`nothing of ${pattern} waits`);
  return detail;
}

async function done<Done>(
  outcome: Promise<{ done: Done } | { refused: { problem: string } }>,
): Promise<Done> {
  const answer = await outcome;
  if ('refused' in answer) throw new Error(answer.refused.problem);
  return answer.done;
}

async function pastIsThere(): Promise<void> {
  await expect
    .poll(async () => (await recentTeachings(road.context.database))[0]?.replay?.state, { timeout: 30_000 })
    .toBe('done');
}

const values = (sensorId: string, quantity: string) =>
  road
    .query<{ value: number }>(
      `SELECT value FROM telemetry.reading JOIN series ON series.id = series_id
       WHERE sensor_id = $1 AND quantity = $2 ORDER BY time`,
      [sensorId, quantity],
    )
    .then((rows) => rows.map(({ value }) => Math.round(value * 10) / 10));

describe('what nobody explained', () => {
  it('stands in the inbox by shape and source, with its newest message and the values in it', async () => {
    await unknownDevices();

    const detail = await groupOf('home/+/climate');

    expect(await groups('BELL')).toMatchObject([{ pattern: 'cmnd/doorbell', kind: 'text', count: 1 }]);
    expect(await groups('"co2":684')).toMatchObject([{ pattern: 'home/+/climate' }]);
    expect(await groups('nowhere')).toEqual([]);
    expect(detail).toMatchObject({
      group: { kind: 'json', sources: 2, count: 6 },
      sourceLevel: 1,
      total: 2,
      sources: [
        { name: 'attic', topic: 'home/attic/climate', count: 3 },
        { name: 'cellar', count: 3 },
      ],
      sample: {
        isGone: false,
        leaves: [{ pointer: '/t', text: '213' }, { pointer: '/h' }, { pointer: '/co2' }],
      },
    });
  });

  it('is taught: one mapping, a sensor a source, and the messages that waited are their history', async () => {
    await unknownDevices();
    const sources = [
      { topic: 'home/attic/climate', value: 'attic', sensor: { name: 'Attic', room: 'Roof' } },
      { topic: 'home/cellar/climate', value: 'cellar', sensor: { name: 'Cellar', room: null } },
    ];
    const preview = await previewTaught(
      { ...(await tools()), zone },
      { definition: CLIMATE, topics: sources.map(({ topic }) => topic) },
    );

    await done(teach(road.context.database, { definition: CLIMATE, sources }, 'jana'));
    await pastIsThere();
    await road.settled('history');

    expect(preview).toMatchObject({ looked: 6, isWhole: true, isBeginGone: false, unreadable: [] });
    expect(
      preview.series.find(({ source }) => source === 'home/attic/climate')?.points.map(([, t]) => t),
    ).toEqual([21.1, 21.2, 21.3]);
    await expect.poll(() => values('attic', 'temperature')).toEqual([21.1, 21.2, 21.3]);
    await expect.poll(() => values('cellar', 'humidity')).toEqual([43.1, 43.1, 43.1]);
    // The newest that was shown.
    const [shown] = (await road.raw())
      .filter(({ header }) => header.topic === 'home/cellar/climate')
      .slice(-1);
    expect(
      await road.query(
        'SELECT sample_partition AS partition, sample_offset::int AS offset FROM mapping_version',
      ),
    ).toEqual([{ partition: shown?.partition, offset: shown?.offset }]);
    expect(await road.query('SELECT count(*)::int AS count FROM mapping')).toEqual([{ count: 1 }]);
    expect((await groups()).map(({ pattern }) => pattern)).toEqual(['cmnd/doorbell']);
    const client = await road.client();
    await client.publishAsync('home/attic/climate', '{"t":220,"h":430,"co2":600}', { qos: 1 });
    await expect.poll(() => values('attic', 'temperature')).toEqual([21.1, 21.2, 21.3, 22]);
  });

  it('leaves a source in the inbox that nobody named', async () => {
    await unknownDevices();
    const sources = [{ topic: 'home/attic/climate', value: 'attic', sensor: { name: 'Attic', room: null } }];

    await done(teach(road.context.database, { definition: CLIMATE, sources }, 'jana'));

    expect((await groups()).map(({ pattern }) => pattern).sort()).toEqual([
      'cmnd/doorbell',
      'home/cellar/climate',
    ]);
  });

  it('that was taught can be taken back: it waits again, and its sensors are gone', async () => {
    await unknownDevices();
    const sources = [{ topic: 'home/attic/climate', value: 'attic', sensor: { name: 'Attic', room: null } }];
    const { id } = await done(teach(road.context.database, { definition: CLIMATE, sources }, 'jana'));
    await pastIsThere();

    await done(takeBack(road.context.database, id, 'jana'));

    expect((await groups()).map(({ pattern }) => pattern)).toContain('home/+/climate');
    expect(await road.query('SELECT id FROM sensor')).toEqual([]);
    expect(await recentTeachings(road.context.database)).toEqual([]);
    expect(await takeBack(road.context.database, id, 'jana')).toHaveProperty('refused');
  });

  it('is not taught where a part of it can’t be: nothing is left behind', async () => {
    await unknownDevices();
    const source = { topic: 'home/attic/climate', value: 'attic', sensor: { name: 'Attic', room: null } };
    const database = road.context.database;

    const broken = { ...CLIMATE, readings: [{ path: '/t', quantity: 'temperature', unit: 'W' }] };
    expect(await teach(database, { definition: broken, sources: [source] }, 'jana')).toMatchObject({
      refused: { problem: expect.stringContaining('temperature can’t be in "W"'.replace('’', "'")) },
    });
    const twice = [source, { ...source, value: 'cellar', sensor: { id: 'nobody' } }];
    expect(await teach(database, { definition: CLIMATE, sources: twice }, 'jana')).toHaveProperty('refused');

    expect(await road.query('SELECT id FROM sensor')).toEqual([]);
    expect(await road.query('SELECT id FROM replay_job')).toEqual([]);
  });

  it('is asked about no more once it is ignored, until that is taken back', async () => {
    await unknownDevices();
    const database = road.context.database;

    await ignore(database, { pattern: 'home/+/climate', kind: 'json' }, 'jana');
    await ignore(database, { pattern: 'home/+/climate', kind: 'json' }, 'jana');

    expect((await groups()).map(({ pattern }) => pattern)).toEqual(['cmnd/doorbell']);
    const [ignored] = await readIgnored(database);
    expect(ignored).toMatchObject({ name: 'home/+/climate', kind: 'json', who: 'jana' });
    expect((await readInbox(await tools(), '')).ignored).toBe(1);
    await ignoreNoMore(database, ignored?.id ?? 0);
    expect(await groups()).toHaveLength(2);
  });
});

describe('a device of a known format', () => {
  const plug = { family: 'tasmota', key: 'attic_plug' };
  async function plugSends(): Promise<void> {
    const client = await road.client();
    for (const power of [44, 45, 46])
      await client.publishAsync(
        'tele/attic_plug/SENSOR',
        JSON.stringify({ ENERGY: { Power: power, Total: 18.4 } }),
        {
          qos: 1,
        },
      );
    await road.settled('decode');
  }

  it('is added by its name, and what it sent before is its history', async () => {
    await plugSends();
    const detail = await groupOf('tele/attic_plug/SENSOR');
    const byTopic = await groups('tele/ATTIC');
    const byName = await groups('attic_plug');
    const preview = await previewDevice({ ...(await tools()), zone }, plug);

    await done(
      bindDevices(
        road.context.database,
        { devices: [{ ...plug, sensor: { name: 'Attic freezer', room: null } }] },
        'jana',
      ),
    );
    await pastIsThere();

    expect(byTopic).toHaveLength(1);
    expect(byName).toEqual(byTopic);
    expect(detail).toMatchObject({
      group: { family: 'tasmota', look: 'meter', devices: 1, count: 3, isAnnounced: false },
      devices: [{ key: 'attic_plug', count: 3 }],
    });
    expect(preview.series.find(({ quantity }) => quantity === 'power')?.points.map(([, w]) => w)).toEqual([
      44, 45, 46,
    ]);
    await expect.poll(() => values('attic-freezer', 'power')).toEqual([44, 45, 46]);
    expect(await groups()).toEqual([]);
    const [job] = await road.query<{ id: number; topics: string[] }>('SELECT id, topics FROM replay_job');
    expect(job?.topics).toEqual(['tele/attic_plug/SENSOR']);
    expect(await replayJob(road.context.database, job?.id ?? 0)).toMatchObject({ kind: 'bind', readings: 3 });
  });

  it('stays unnamed where it is ignored', async () => {
    await plugSends();

    await ignore(road.context.database, { devices: [{ ...plug, name: 'attic_plug' }] }, 'jana');

    expect(await groups()).toEqual([]);
    expect(await readIgnored(road.context.database)).toMatchObject([{ name: 'attic_plug', kind: 'device' }]);
  });
});
