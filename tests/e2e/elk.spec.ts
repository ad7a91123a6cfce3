import pg from 'pg';
import { type HearthProcess, startHearth } from '@/tests/support/hearth-process';
import { anOwnSearch, type OwnSearch } from '@/tests/support/own-search';
import { type SearchDoor, searchDoor } from '@/tests/support/search-door';
import { comeIn } from './come-in';
import { expect, test } from './hearth-test';
import { withoutOwnLines } from './page-under-test';

const HOUR_MS = 3_600_000;
/** How long the search server is off. */
const MINUTE_MS = 60_000;
const PATIENCE = { timeout: 180_000, intervals: [500] };

// A demo house, a Hearth and a search server of their own: the one is removed, the other killed.
let own: OwnSearch;
let hearth: HearthProcess;
let door: SearchDoor;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  own = await anOwnSearch();
  door = searchDoor(own.url);
  hearth = await startHearth({
    env: { HEARTH_DEMO: 'auto', HEARTH_TIME_ZONE: 'Europe/Berlin', ELASTICSEARCH_URL: own.url },
  });
});
test.beforeEach(({ context }) => comeIn(context, hearth));
test.afterAll(async () => {
  test.setTimeout(60_000);
  await hearth?.stop();
  await own?.remove();
});

async function inDatabase<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client(hearth.run.databaseUrl);
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Everything measured before a moment is in history and in the search server. */
async function sameCounts(beforeMs: number): Promise<{ history: number; search: number }> {
  const [row] = await inDatabase<{ count: number }>(
    'SELECT count(*)::int AS count FROM telemetry.reading WHERE time < to_timestamp($1::float8 / 1000)',
    [beforeMs],
  );
  const range = { '@timestamp': { lt: beforeMs, format: 'epoch_millis' } };
  return { history: row?.count ?? 0, search: await door.count({ range }) };
}

async function expectSameCounts(beforeMs: number): Promise<void> {
  await expect
    .poll(async () => {
      const { history, search } = await sameCounts(beforeMs);
      return history > 0 && history === search ? 'same' : `${history} in history, ${search} in search`;
    }, PATIENCE)
    .toBe('same');
}

test('the demo house runs into the search server, and an hour adds up to the same there and here @desktop', async ({
  page,
}) => {
  test.setTimeout(400_000);
  await expect
    .poll(
      async () =>
        (await inDatabase<{ done: boolean }>('SELECT past_until = began_at AS done FROM demo_house'))[0]
          ?.done,
      PATIENCE,
    )
    .toBe(true);
  const to = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const from = to - HOUR_MS;
  await expectSameCounts(to);

  const series = await inDatabase<{ sensor: string; quantity: string; count: number; sum: number }>(
    `SELECT sensor_id AS sensor, quantity, count(*)::int AS count, sum(value)::float8 AS sum
       FROM telemetry.reading JOIN series ON series.id = series_id
      WHERE time >= to_timestamp($1::float8 / 1000) AND time < to_timestamp($2::float8 / 1000) AND channel IS NULL
      GROUP BY 1, 2`,
    [from, to],
  );
  expect(series.length).toBeGreaterThan(30);
  for (const { sensor, quantity, count, sum } of series) {
    const found = await door.ask<{
      aggregations: { hours: { buckets: { key: number; doc_count: number; sum: { value: number } }[] } };
    }>('POST', '/hearth-readings-*/_search', {
      size: 0,
      query: {
        bool: {
          filter: [{ term: { 'sensor.id': sensor } }, { term: { quantity } }],
          must_not: [{ exists: { field: 'channel' } }],
        },
      },
      aggs: {
        hours: {
          date_histogram: { field: '@timestamp', fixed_interval: '1h' },
          aggs: { sum: { sum: { field: 'value' } } },
        },
      },
    });
    const hour = found.aggregations.hours.buckets.find(({ key }) => key === from);
    expect(hour?.doc_count, `${sensor} ${quantity}`).toBe(count);
    expect(hour?.sum.value, `${sensor} ${quantity}`).toBeCloseTo(sum, 6);
  }

  // What the page draws its history from says the same.
  const answer = await page.request.get(
    `${hearth.run.url}/api/v1/sensors/demo-meter/span?quantity=power&from=${from}&to=${to - 1}`,
  );
  const { statistics } = await answer.json();
  const meter = series.find(({ sensor, quantity }) => sensor === 'demo-meter' && quantity === 'power');
  expect(statistics.count).toBe(meter?.count);
  expect(statistics.mean * statistics.count).toBeCloseTo(meter?.sum ?? 0, 3);
});

test('the search server is off for a minute and back: nothing is missing, nothing is there twice @desktop', async ({
  page,
  complaints,
}) => {
  test.setTimeout(400_000);
  await page.goto(`${hearth.run.url}/elk`);
  await expect(page.getByTestId('elk-state')).toContainText('up to date', { timeout: 60_000 });
  await own.kill();
  const offAt = Date.now();
  await expect(page.getByTestId('elk-state')).toContainText('waits', { timeout: 60_000 });
  await expect(page.getByText(/Nothing listens at/)).toBeVisible();
  // Hearth's own pages go on meanwhile.
  const live = await page.request.get(`${hearth.run.url}/api/v1/sensors/demo-meter`);
  expect(live.ok()).toBe(true);
  const ready = await (await page.request.get(`${hearth.run.url}/readyz`)).json();
  expect(ready.roles.search.ready).toBe(false);

  await expect.poll(() => Date.now() - offAt, { timeout: 2 * MINUTE_MS }).toBeGreaterThan(MINUTE_MS);
  await own.start();
  const backAt = Date.now();
  await expect(page.getByTestId('elk-state')).toContainText('up to date', { timeout: 120_000 });
  await expectSameCounts(backAt);

  const [row] = await inDatabase<{ count: number }>(
    'SELECT count(*)::int AS count FROM telemetry.reading WHERE time BETWEEN to_timestamp($1::float8 / 1000) AND to_timestamp($2::float8 / 1000)',
    [offAt, backAt],
  );
  expect(row?.count).toBeGreaterThan(60);
  withoutOwnLines(complaints);
});

test('with the demo house go its documents, and none comes back with a restart @desktop', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await page.goto(`${hearth.run.url}/demo`);
  await page.getByRole('button', { name: 'Remove the demo house' }).click();
  await page.getByRole('button', { name: 'Yes, remove it for good' }).click();
  await expect(page.getByRole('heading', { name: 'There is no demo house here' })).toBeVisible({
    timeout: 60_000,
  });
  await page.goto('about:blank');

  await expect.poll(() => door.count(), PATIENCE).toBe(0);
  // The last requests that were under way are over by then.
  hearth = await hearth.restart();
  await page.goto(`${hearth.run.url}/elk`);
  await expect(page.getByTestId('elk-state')).toContainText('up to date', { timeout: 60_000 });
  expect(await door.count()).toBe(0);
});
