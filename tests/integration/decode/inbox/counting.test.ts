import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDecode } from '@/server/decode/index';
import { groupInbox, readInbox } from '@/server/decode/queries';
import { appendAll, startAppender } from '@/server/stream/appender';
import { startLogReader } from '@/server/stream/log-reader';
import { aRoad, type Road } from '@/tests/support/a-road';
import { aMapping, aMappingFile, aRawRecord } from '@/tests/support/builders';
import { teach } from '@/tests/support/teach';

let road: Road;
beforeEach(async () => {
  road = await aRoad(['decode', 'ingest']);
});
afterEach(() => road.stop());

interface InboxRow {
  readonly topic: string;
  readonly kind: string;
  readonly fields: readonly string[];
  readonly partition: number;
  readonly reason: string;
  readonly count: string;
  readonly first_offset: string;
  readonly last_offset: string;
  readonly sample_topic: string;
  readonly sample: Buffer;
}

const inbox = () => road.query<InboxRow>('SELECT * FROM inbox_source ORDER BY topic, kind');

describe('what nothing claims', () => {
  it('is counted by topic and shape, with its first and last offset and a sample, and is no dead letter', async () => {
    const client = await road.client();
    for (const plug of ['kitchen', 'bath'])
      for (const value of ['1', '2', '3'])
        await client.publishAsync(`plugs/${plug}/power`, value, { qos: 1 });
    await client.publishAsync('plugs/bath/power', '{"watts":4}', { qos: 1 });
    await client.publishAsync('home/status', 'x'.repeat(3_000), { qos: 1 });
    await road.settled('decode');

    const rows = await inbox();

    expect(rows.map(({ topic, kind, count }) => [topic, kind, count])).toEqual([
      ['home/status', 'text', '1'],
      ['plugs/bath/power', 'json', '1'],
      ['plugs/bath/power', 'number', '3'],
      ['plugs/kitchen/power', 'number', '3'],
    ]);
    const raw = await road.raw();
    for (const row of rows.filter(({ kind }) => kind === 'number')) {
      const own = raw.filter(({ header, payload }) => header.topic === row.topic && payload.length === 1);
      expect(row).toMatchObject({
        reason: 'UNCLAIMED',
        count: String(own.length),
        first_offset: String(own[0]?.offset),
        last_offset: String(own.at(-1)?.offset),
        sample_topic: row.topic,
        sample: own.at(-1)?.payload,
      });
    }
    expect(rows[0]?.sample.toString()).toBe('x'.repeat(1_024));
    expect(await road.letters()).toEqual([]);
    expect(await road.readings()).toEqual([]);
  });

  it('is also what only mappings with another condition claim', async () => {
    const given = { topic: 'rtl433', format: 'json', match: { '/model': 'Nexus-TH' } } as const;
    const readings = [{ path: '/t', quantity: 'temperature', unit: '°C' }];
    await teach(road.context.database.url, JSON.parse(aMappingFile([aMapping({ ...given, readings })])));
    const client = await road.client();

    await client.publishAsync('rtl433', '{"model":"Nexus-TH","t":21.5}', { qos: 1 });
    await client.publishAsync('rtl433', '{"model":"Other","t":4}', { qos: 1 });
    await road.settled('decode');

    expect((await road.readings()).map(({ measures }) => measures[0]?.value)).toEqual([21.5]);
    expect((await inbox()).map(({ topic, count }) => [topic, count])).toEqual([['rtl433', '1']]);
  });

  it('is counted once when the batch that brought it comes again', async () => {
    const client = await road.client();
    await road.query("ALTER TABLE inbox_source ADD CONSTRAINT closed CHECK (topic <> 'home/closed')");
    await client.publishAsync('home/closed', '1', { qos: 1 });
    await expect.poll(() => road.context.health.report().roles.decode?.ready).toBe(false);

    await road.query('ALTER TABLE inbox_source DROP CONSTRAINT closed');
    await road.settled('decode');

    expect((await inbox()).map(({ topic, count }) => [topic, count])).toEqual([['home/closed', '1']]);
  });

  it('is bounded where ten thousand topics are invented, and says how many are left out; others still find their place', async () => {
    const appender = await startAppender({ kafka: road.context.kafka, log: road.context.log, name: 'flood' });
    const flood = Array.from({ length: 10_000 }, (_, n) =>
      aRawRecord({ topic: `flood/n${n}/x`, payload: `${n}` }),
    );
    await appendAll(appender, flood);
    await appender.stop();
    const client = await road.client();
    await client.publishAsync('home/kitchen', '{"t":1}', { qos: 1 });
    await road.settled('decode');
    const log = await startLogReader({ kafka: road.context.kafka, log: road.context.log });

    const { groups, unlisted } = await readInbox(
      { database: road.context.database, log, groups: await groupInbox(road.context.database) },
      '',
    );
    await log.stop();

    const rows = await inbox();
    expect(rows.length).toBeLessThan(2_000);
    expect(rows.reduce((sum, { count }) => sum + Number(count), 0)).toBe(10_001);
    expect(groups.map(({ pattern }) => pattern).sort()).toEqual(['flood/+/x', 'home/kitchen']);
    const listed = groups.find(({ pattern }) => pattern === 'flood/+/x');
    expect(listed).toMatchObject({ sources: 10_000 - unlisted.messages });
    expect(Math.abs(unlisted.topics - unlisted.messages)).toBeLessThan(300);
  });

  it('that is new is listed where all places are taken; what it took the place of is counted with the rest, as nobody’s', async () => {
    await road.query(`INSERT INTO inbox_source (topic, partition, reason, shape, kind, count, first_offset, last_offset, first_seen,
                                                last_seen, sample_topic, sample, family, device_key)
      SELECT 't' || n, partition, 'DEVICE_HEARD', 's' || n, 'device', 2, 0, 0, now() - interval '1 day',
             now() - n * interval '1 second', 't' || n, '', 'tasmota', 'd' || n
        FROM generate_series(1, 1500) AS n, generate_series(0, 63) AS partition`);
    const client = await road.client();

    await client.publishAsync('home/kitchen', '{"t":1}', { qos: 1 });
    await road.settled('decode');

    const [found] = await road.query<{ partition: number }>(
      "SELECT partition FROM inbox_source WHERE topic = 'home/kitchen'",
    );
    const own = 'FROM inbox_source WHERE partition = $1';
    const at = [found?.partition];
    const { pool } = road.context.database;
    expect((await pool.query(`SELECT count(*)::int AS rows ${own}`, at)).rows).toEqual([{ rows: 1_501 }]);
    expect((await pool.query(`SELECT topic, count, family ${own} AND kind = 'unlisted'`, at)).rows).toEqual([
      { topic: '#', count: '2', family: null },
    ]);
    expect((await pool.query(`SELECT topic ${own} AND topic = 't1500'`, at)).rows).toEqual([]);
  });

  it('is counted once by two processes that share the work, also when one of them leaves', async () => {
    const client = await road.client();
    const send = (from: number, to: number) =>
      Promise.all(
        Array.from({ length: to - from }, (_, n) =>
          client.publishAsync(`home/n${(from + n) % 40}/x`, `${n}`, { qos: 1 }),
        ),
      );
    const second = await startDecode(road.context);
    await send(0, 400);
    await road.stopRole('decode');
    await send(400, 800);
    await road.settled('decode');
    await second.stop();

    const rows = await inbox();

    expect(rows).toHaveLength(40);
    expect(rows.map(({ count }) => count)).toEqual(Array.from({ length: 40 }, () => '20'));
  });
});
