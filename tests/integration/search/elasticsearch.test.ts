import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepFor } from '@/server/search/commands';
import { readStatus, searchDocuments } from '@/server/search/queries';
import { type ASearch, aSearch, asBackfill } from '@/tests/support/a-search';
import { aMeasure, aReadingRecord } from '@/tests/support/builders';
import { canStartElasticsearch, type Elasticsearch, startElasticsearch } from '@/tests/support/elasticsearch';
import { aDataDir } from '@/tests/support/hearth-process';
import { searchDoor } from '@/tests/support/search-door';

const HOUR_US = 3_600_000_000;
const COUNT = 3_000;

// A smoke test: Elastic publishes the server's jars and no distribution, and they want a JDK 21.
describe.runIf(canStartElasticsearch())('a real Elasticsearch 9', () => {
  const folder = aDataDir();
  let elastic: Elasticsearch;
  let search: ASearch;

  beforeAll(async () => {
    elastic = await startElasticsearch(folder);
    search = await aSearch({ url: elastic.url, door: searchDoor(elastic.door) });
  });
  afterAll(async () => {
    await search?.stop();
    await elastic?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is told apart, takes templates, documents and corrections, and adds up', async () => {
    const at = Date.now() * 1_000 - 3 * HOUR_US;
    const measures = (value: number) => [aMeasure({ value })];
    await search.append(
      Array.from({ length: COUNT }, (_, n) =>
        aReadingRecord({ uid: `u${n}`, measuredAt: at + n, receivedAt: at + n, measures: measures(n) }),
      ),
    );
    await search.settled();
    const replaces = [{ sensorId: 'kitchen', quantity: 'temperature', channel: null, measuredAt: at }];
    await search.append([
      asBackfill(
        aReadingRecord({
          uid: 'u0',
          measuredAt: at,
          receivedAt: at,
          measures: measures(7),
          replay: 1,
          replaces,
        }),
      ),
    ]);
    await search.settled();

    expect(await search.door.count()).toBe(COUNT);
    const status = await readStatus(search.tools);
    console.log(
      `${status.found?.product} ${status.found?.version}: readings ${COUNT} = stored ${status.documents?.all}`,
    );
    expect(status).toMatchObject({
      found: { product: 'Elasticsearch', version: expect.stringMatching(/^9\./) },
      problem: null,
      lag: { messages: 0 },
    });
    const { aggregations } = await search.door.ask<{ aggregations: { sum: { value: number } } }>(
      'POST',
      '/hearth-readings-*/_search',
      { size: 0, aggs: { sum: { sum: { field: 'value' } } } },
    );
    expect(aggregations.sum.value).toBe((COUNT * (COUNT - 1)) / 2 + 7);
  });

  it('answers the search page', async () => {
    const to = Date.now();
    const found = await searchDocuments(search.tools, {
      ...{ sensors: ['kitchen'], quantity: 'temperature', least: 10, most: 19 },
      ...{ from: to - 24 * 3_600_000, to, skip: 0 },
    });

    expect(found).toMatchObject({ done: { total: 10, documents: expect.any(Array) } });
  });

  it('forgets months that are kept no longer', async () => {
    const old = Date.UTC(2026, 0, 15) * 1_000;
    await search.append([aReadingRecord({ measuredAt: old, receivedAt: Date.now() * 1_000 })]);
    await search.settled();
    expect(await search.door.count()).toBe(COUNT + 1);
    await keepFor(search.tools, 2, 'test');
    await expect.poll(() => search.door.count()).toBe(COUNT);
  });
});
