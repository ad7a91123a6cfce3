import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DocumentQuery } from '@/contracts/search';
import { searchDocuments } from '@/server/search/queries';
import { type ASearch, aSearch } from '@/tests/support/a-search';
import { aMeasure, aReadingRecord } from '@/tests/support/builders';

const MINUTE_MS = 60_000;
const TO = Date.UTC(2026, 10, 20, 12);
const FROM = TO - 60 * MINUTE_MS;

describe('the search page', () => {
  let search: ASearch;

  beforeAll(async () => {
    search = await aSearch({ settings: { KIBANA_URL: 'https://kibana' } });
    await search.query("UPDATE sensor SET room_id = NULL WHERE id = 'hall'");
    const at = (minute: number, sensorId: string, measure: Parameters<typeof aMeasure>[0]) =>
      aReadingRecord({
        sensorId,
        measuredAt: (FROM + minute * MINUTE_MS) * 1_000,
        receivedAt: TO * 1_000,
        measures: [aMeasure(measure)],
      });
    await search.append([
      ...Array.from({ length: 60 }, (_, minute) => at(minute, 'kitchen', { value: minute })),
      at(10, 'hall', { value: 10 }),
      at(11, 'hall', { quantity: 'humidity', value: 55, unit: '%' }),
      at(12, 'hall', { value: 85, quality: 'implausible' }),
      at(-1, 'kitchen', { value: -1 }),
      at(60, 'kitchen', { value: 60 }),
    ]);
    await search.settled();
    await search.door.count();
  });
  afterAll(() => search.stop());

  async function find(query: object) {
    const asked = DocumentQuery.parse({ from: FROM, to: TO, ...query });
    const outcome = await searchDocuments(search.tools, asked);
    if (outcome === undefined || 'refused' in outcome) throw new Error(JSON.stringify(outcome));
    return outcome.done;
  }

  it('finds what was measured in a span, from its first moment to the one before its last, newest first', async () => {
    const { total, documents } = await find({ sensors: ['kitchen'] });

    expect(total).toBe(60);
    expect(documents).toHaveLength(50);
    expect(documents[0]).toMatchObject({ sensor: 'KITCHEN', room: 'Kitchen', value: 59, at: TO - MINUTE_MS });
    const rest = await find({ sensors: ['kitchen'], skip: 50 });
    expect(rest.documents.map(({ value }) => value)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it.each([
    [{}, 63],
    [{ room: 'Kitchen' }, 60],
    [{ quantity: 'humidity' }, 1],
    [{ quality: 'implausible' }, 1],
    [{ least: 20, most: 29.5 }, 10],
    [{ sensors: ['kitchen', 'hall'], quantity: 'temperature', quality: 'plausible', least: 10, most: 10 }, 2],
    [{ sensors: ['nobody'] }, 0],
  ])('finds by what is asked: %j', async (query, total) => {
    expect((await find(query)).total).toBe(total);
  });

  it('says how they lie in time, in steps that add up to all', async () => {
    const { histogram, stepMs, total } = await find({});

    expect(stepMs).toBe(MINUTE_MS);
    expect(histogram).toHaveLength(60);
    expect(histogram[0]).toEqual({ at: FROM, count: 1 });
    expect(histogram[10]).toEqual({ at: FROM + 10 * MINUTE_MS, count: 2 });
    expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(total);
  });

  it('leads to Kibana with the same filter', async () => {
    const { kibanaUrl } = await find({ room: 'Kitchen', least: 5 });

    expect(decodeURIComponent(kibanaUrl ?? '')).toContain('sensor.room : "Kitchen" and value >= 5');
  });
});

describe('the search page without documents', () => {
  it('says that there are none, and undefined where there is no search server', async () => {
    const search = await aSearch();
    const query = DocumentQuery.parse({ from: FROM, to: TO });
    expect(await searchDocuments(search.tools, query)).toMatchObject({ done: { total: 0, documents: [] } });
    await search.stop();

    const without = await aSearch({ url: '' });
    expect(await searchDocuments(without.tools, query)).toBeUndefined();
    await without.stop();
  });
});
