import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '@/server/embedded/free-port';
import { loadKibana, saveConnection } from '@/server/search/commands';
import { savedObjects } from '@/server/search/kibana/saved-objects';
import { savedObjectsFile } from '@/server/search/queries';
import { type ASearch, aSearch } from '@/tests/support/a-search';
import { aMeasure, aReadingRecord } from '@/tests/support/builders';
import { servers } from '@/tests/support/servers';

const HOUR_MS = 3_600_000;
const DAY = Date.UTC(2026, 10, 20);

interface Buckets {
  readonly buckets: readonly Bucket[];
}
interface Metric {
  readonly value: number;
}
interface Bucket {
  readonly key: unknown;
  readonly doc_count: number;
  readonly times?: Buckets;
  readonly days?: Buckets;
  readonly mean?: Metric;
  readonly lowest?: Metric;
  readonly highest?: Metric;
  readonly number?: Metric;
  readonly last?: Metric;
}

describe('the panels of the dashboards', () => {
  let search: ASearch;

  beforeAll(async () => {
    search = await aSearch({ sensors: ['plug', 'attic'] });
    const at = (hour: number, sensorId: string, measures: Parameters<typeof aMeasure>[0][], given = {}) =>
      aReadingRecord({
        sensorId,
        measuredAt: (DAY + hour * HOUR_MS) * 1_000,
        receivedAt: (DAY + 24 * HOUR_MS) * 1_000,
        measures: measures.map(aMeasure),
        ...given,
      });
    await search.append([
      at(1, 'plug', [
        { quantity: 'power', value: 100, unit: 'W' },
        { quantity: 'energy', value: 10, unit: 'kWh' },
        { quantity: 'voltage', value: 231, unit: 'V' },
      ]),
      at(1, 'plug', [{ quantity: 'power', value: 300, unit: 'W' }]),
      at(2, 'plug', [
        { quantity: 'power', value: 9_999_999, unit: 'W', quality: 'implausible' },
        { quantity: 'energy', value: 12.5, unit: 'kWh' },
      ]),
      at(2, 'attic', [
        { quantity: 'temperature', value: 18, unit: '°C' },
        { quantity: 'humidity', value: 60, unit: '%' },
        { quantity: 'battery', value: 12, unit: '%' },
        { quantity: 'signal_strength', value: -70, unit: 'dBm' },
        { quantity: 'co2', value: 700, unit: 'ppm' },
      ]),
      at(3, 'attic', [{ quantity: 'temperature', value: 16, unit: '°C' }], { replay: 1, clock: 'suspect' }),
    ]);
    await search.settled();
    await search.door.count();
  });
  afterAll(() => search.stop());

  /** As Kibana asks: its words replaced by the dashboard's span, and by nothing where there is no filter. */
  async function ask(id: string): Promise<Record<string, Buckets>> {
    const panel = savedObjects().find((object) => object.id === `hearth-${id}`);
    if (panel === undefined) throw new Error(`no panel ${id}`);
    const { visState } = panel.attributes as { visState: string };
    const { data } = JSON.parse(JSON.parse(visState).params.spec);
    const span = { gte: new Date(DAY).toISOString(), lte: new Date(DAY + 24 * HOUR_MS).toISOString() };
    const body = JSON.stringify(data.url.body)
      .replaceAll(/"%dashboard_context-\w+_clause%",?/g, '')
      .replaceAll('{"%timefilter%":true}', JSON.stringify(span))
      .replaceAll('{"%autointerval%":true}', '"1h"')
      .replaceAll(',]', ']');
    const { aggregations } = await search.door.ask<{ aggregations: Record<string, Buckets> }>(
      'POST',
      `/${data.url.index}/_search`,
      JSON.parse(body),
    );
    // What the picture is drawn from is there.
    expect(data.format.property).toBe(`aggregations.${Object.keys(aggregations)[0]}.buckets`);
    return aggregations;
  }

  const bucketsOf = async (id: string) => Object.values(await ask(id))[0]?.buckets ?? [];

  const visualizations = savedObjects()
    .filter(({ type }) => type === 'visualization')
    .map(({ id }) => id.replace('hearth-', ''));

  it.each(visualizations)('%s finds what it shows', async (id) => {
    const buckets = await bucketsOf(id);

    expect(buckets.length).toBeGreaterThan(0);
  });

  it('show the mean of each interval, without what can’t be', async () => {
    const [plug] = await bucketsOf('power');
    const times = plug?.times?.buckets ?? [];

    expect(plug?.key).toBe('PLUG');
    expect(times.map(({ key, mean }) => [key, mean?.value])).toEqual([[DAY + HOUR_MS, 200]]);
  });

  it('show by how much a counter rose, the lowest, the highest, and what can’t be', async () => {
    const [energy] = await bucketsOf('energy-days');
    const [day] = energy?.days?.buckets ?? [];
    const number = async (id: string) => (await bucketsOf(id))[0]?.number?.value;

    expect([day?.lowest?.value, day?.highest?.value]).toEqual([10, 12.5]);
    expect(await number('power-highest')).toBe(300);
    expect(await number('temperature-lowest')).toBe(16);
    expect(await number('battery')).toBe(12);
    expect(await number('implausible')).toBe(1);
    const lastSeen = await bucketsOf('last-seen');
    expect(lastSeen.map(({ key, last }) => [key, last?.value])).toEqual(
      expect.arrayContaining([
        ['ATTIC', DAY + 3 * HOUR_MS],
        ['PLUG', DAY + 2 * HOUR_MS],
      ]),
    );
  });

  it('count documents by whose clock they have, and corrections', async () => {
    const counts = async (id: string) =>
      (await bucketsOf(id)).map(({ key, doc_count: count }) => [key, count]);

    expect(await counts('clocks')).toEqual([
      ['receipt', 11],
      ['suspect', 1],
    ]);
    expect(await counts('replays')).toEqual([[1, 1]]);
  });
});

// Kibana itself can't run here: what it is sent is looked at by a server that answers as its documentation says.
describe('loading them into Kibana', () => {
  let search: ASearch;
  let kibana: Server;
  let asked: { headers: IncomingMessage['headers']; url: string | undefined; body: string }[];
  let answer: { status: number; body: string };

  beforeAll(async () => {
    kibana = createServer(async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece);
      asked.push({
        headers: request.headers,
        url: request.url,
        body: Buffer.concat(pieces).toString('utf8'),
      });
      response.writeHead(answer.status).end(answer.body);
    });
    kibana.listen(0, '127.0.0.1');
    await once(kibana, 'listening');
  });
  afterAll(() => void kibana.close());
  afterEach(() => search.stop());

  const kibanaUrl = () => `http://127.0.0.1:${(kibana.address() as AddressInfo).port}`;

  async function load(status: number, body: string) {
    [asked, answer] = [[], { status, body }];
    search = await aSearch({ url: '' });
    const entry = { url: servers().searchUrl, auth: 'password', user: 'me', secret: 'word', ca: '' } as const;
    await saveConnection(search.tools, { ...entry, kibanaUrl: kibanaUrl() }, 'test');
    return loadKibana(search.tools);
  }

  it('sends all of them, over those that are there, as who asks the search server', async () => {
    expect(await load(200, '{"success":true,"successCount":21}')).toEqual({ done: 21 });

    const [{ headers, url, body } = { headers: {}, url: '', body: '' }] = asked;
    expect(url).toBe('/api/saved_objects/_import?overwrite=true');
    expect(headers).toMatchObject({
      'kbn-xsrf': 'hearth',
      'osd-xsrf': 'hearth',
      authorization: `Basic ${Buffer.from('me:word').toString('base64')}`,
    });
    expect(body).toContain('filename="hearth.ndjson"');
    expect(body).toContain(savedObjectsFile());
  });

  it.each([
    [401, '{}', /doesn't permit it \(401\)/],
    [200, '<html>Sign in</html>', /neither Kibana nor OpenSearch Dashboards/],
    [
      200,
      '{"success":false,"successCount":20,"errors":[{"id":"hearth-power","type":"visualization"}]}',
      /took 20 objects and not hearth-power/,
    ],
  ])('says in a sentence why it was not done: %d %s', async (status, body, words) => {
    expect(await load(status, body)).toMatchObject({ refused: { problem: expect.stringMatching(words) } });
  });

  it('says so where nobody named it, or nobody listens', async () => {
    search = await aSearch();
    expect(await loadKibana(search.tools)).toMatchObject({
      refused: { problem: expect.stringContaining('address') },
    });
    await search.stop();
    const nowhere = `127.0.0.1:${await freePort(0, { name: 'the test' })}`;
    search = await aSearch({ settings: { KIBANA_URL: `http://${nowhere}` } });
    expect(await loadKibana(search.tools)).toMatchObject({
      refused: { problem: `Nothing listens at ${nowhere}.` },
    });
  });
});
