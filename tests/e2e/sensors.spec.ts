import pg from 'pg';
import { teach } from '@/tests/support/teach';
import { expect, type HearthUnderTest, test } from './hearth-test';
import { inSight, stay } from './page-under-test';

test('the list shows each sensor with its newest value, finds it, and leads to its page', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor({ name: 'Wine cellar probe', room: 'Vault' });
  const other = await aSensor({ name: 'Attic probe', room: 'Attic' });
  await sensor.publish(12.3);
  await other.publish(24.5);
  await page.goto('/sensors');
  const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: sensor.name }) });
  await inSight(row, '12.3');
  const stays = await stay(page);

  await sensor.publish(12.9);
  await inSight(row, '12.9');
  await page.getByRole('searchbox', { name: 'Search sensors' }).fill('vault temp');
  await expect(page.getByRole('link', { name: other.name })).toHaveCount(0);
  await page.getByRole('link', { name: sensor.name }).click();

  await expect(page.getByRole('heading', { level: 1, name: sensor.name })).toBeVisible();
  await expect(page.getByTestId('value')).toContainText('12.9');
  expect(await stays()).toBe(true);
});

test('a link that is followed right after typing leads on, while the address still learns what was typed', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor();
  await sensor.publish(20);
  await page.goto('/sensors');
  await page.route('**/sensors/**', async (route) => {
    await page.waitForURL(/[?&]q=/);
    await route.continue();
  });

  await page.getByRole('searchbox', { name: 'Search sensors' }).fill(sensor.id);
  await page.getByRole('link', { name: sensor.name }).click();

  await expect(page.getByRole('heading', { level: 1, name: sensor.name })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('searchbox', { name: 'Search sensors' })).toHaveValue(sensor.id);
});

test('a sensor that is taught while the list stands appears in it with its first reading', async ({
  page,
  aSensor,
}) => {
  const first = await aSensor();
  await first.publish(20);
  await page.goto('/sensors');
  await expect(page.getByRole('link', { name: first.name })).toBeVisible();

  const second = await aSensor({ name: 'Newcomer' });
  await second.publish(7.7);

  await expect(page.getByRole('link', { name: second.name })).toBeVisible();
});

test('a list that stands open learns a new name by itself', async ({ page, aSensor, hearth }) => {
  const sensor = await aSensor({ name: 'Old name' });
  await sensor.publish(20);
  await page.clock.install();
  await page.goto('/sensors');
  await expect(page.getByRole('link', { name: sensor.name })).toBeVisible();
  const newName = `New name (${sensor.id})`;
  await teach(hearth.databaseUrl, {
    rooms: ['Test bench'],
    sensors: [{ id: sensor.id, name: newName, room: 'Test bench' }],
    mappings: [],
  });

  await page.clock.fastForward('05:00');

  await expect(page.getByRole('link', { name: newName })).toBeVisible();
});

test('a search that finds nothing says what is searched', async ({ page, aSensor }) => {
  await aSensor();
  await page.goto('/sensors');

  await page.getByRole('searchbox', { name: 'Search sensors' }).fill('zzz');

  await expect(page.getByRole('heading', { name: 'No sensor holds “zzz”' })).toBeVisible();
});

test('of two thousand sensors the list holds what one has scrolled to, and finds all', async ({
  page,
  hearth,
}) => {
  await withSensors(hearth, 2_000, async () => {
    const response = await page.goto('/sensors?sort=name');
    // 5 MB when every row was written out.
    expect((await response?.body())?.length).toBeLessThan(2_500_000);
    const rows = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: /^Many \d+$/ }) });
    const last = page.getByRole('link', { name: 'Many 1999', exact: true });
    await expect(last).toHaveCount(0);

    await page.getByRole('button', { name: /^Show [\d,]+ more$/ }).scrollIntoViewIfNeeded();
    await expect.poll(() => rows.count()).toBeGreaterThan(400);
    // Where one hasn't scrolled to, nothing is written out.
    await expect.poll(() => rows.count()).toBeLessThan(1_000);
    await page.getByRole('searchbox', { name: 'Search sensors' }).fill('many 1999');

    await expect(last).toBeVisible();
  });
});

/** So many sensors that never spoke stand beside the others meanwhile. */
async function withSensors(
  { databaseUrl }: HearthUnderTest,
  count: number,
  then: () => Promise<void>,
): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query(
    `INSERT INTO sensor (id, name) SELECT 'many-' || n, 'Many ' || n FROM generate_series(0, $1 - 1) AS n`,
    [count],
  );
  try {
    await then();
  } finally {
    await client.query(`DELETE FROM sensor WHERE id LIKE 'many-%'`);
    await client.end();
  }
}
