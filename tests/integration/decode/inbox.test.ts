import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aRoad, type Road } from '@/tests/support/a-road';
import { aMapping, aMappingFile } from '@/tests/support/builders';
import { teach } from '@/tests/support/teach';

let road: Road;
beforeEach(async () => {
  road = await aRoad(['decode', 'ingest']);
});
afterEach(() => road.stop());

interface InboxRow {
  readonly pattern: string;
  readonly partition: number;
  readonly reason: string;
  readonly count: string;
  readonly first_offset: string;
  readonly last_offset: string;
  readonly sample_topic: string;
  readonly sample: Buffer;
}

const inbox = () => road.query<InboxRow>('SELECT * FROM inbox_source ORDER BY pattern, partition');

describe('what nothing claims', () => {
  it('is counted by pattern of topics, with its first and last offset and a sample, and is no dead letter', async () => {
    const client = await road.client();
    for (const plug of ['a8032abe54dc', 'b8032abe54dd'])
      for (const value of ['1', '2', '3'])
        await client.publishAsync(`shellies/shelly-${plug}/power`, value, { qos: 1 });
    await client.publishAsync('home/status', 'x'.repeat(3_000), { qos: 1 });
    await road.settled('decode');

    const rows = await inbox();

    const plugs = rows.filter(({ pattern }) => pattern === 'shellies/+/power');
    expect(plugs.reduce((sum, { count }) => sum + Number(count), 0)).toBe(6);
    const raw = await road.raw();
    for (const row of plugs) {
      const own = raw.filter(
        ({ partition, header }) => partition === row.partition && header.topic.startsWith('shellies/'),
      );
      const last = own.at(-1);
      expect(row).toMatchObject({
        reason: 'UNCLAIMED',
        count: String(own.length),
        first_offset: String(own[0]?.offset),
        last_offset: String(last?.offset),
        sample_topic: last?.header.topic,
        sample: last?.payload,
      });
    }
    const status = rows.find(({ pattern }) => pattern === 'home/status');
    expect(status?.sample.toString()).toBe('x'.repeat(1_024));
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
    expect((await inbox()).map(({ pattern, count }) => [pattern, count])).toEqual([['rtl433', '1']]);
  });

  it('is counted once when the batch that brought it comes again', async () => {
    const client = await road.client();
    await road.query("ALTER TABLE inbox_source ADD CONSTRAINT closed CHECK (pattern <> 'home/closed')");
    await client.publishAsync('home/closed', '1', { qos: 1 });
    await expect.poll(() => road.context.health.report().roles.decode?.ready).toBe(false);

    await road.query('ALTER TABLE inbox_source DROP CONSTRAINT closed');
    await road.settled('decode');

    expect((await inbox()).map(({ pattern, count }) => [pattern, count])).toEqual([['home/closed', '1']]);
  });
});
