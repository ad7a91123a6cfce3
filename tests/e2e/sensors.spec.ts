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
  await page.goto('/sensors?q=probe');
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: sensor.name }) });
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

test('a link that is followed right after typing leads on, while the address still learns what was typed @desktop', async ({
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
}, { project }) => {
  const room = `Nursery ${project.name}`;
  const first = await aSensor({ room });
  await first.publish(20);
  await page.goto(`/sensors?q=${encodeURIComponent(room)}`);
  await expect(page.getByRole('link', { name: first.name })).toBeVisible();

  const second = await aSensor({ name: 'Newcomer', room });
  await second.publish(7.7);

  await expect(page.getByRole('link', { name: second.name })).toBeVisible();
});

test('a list that stands open learns a new name by itself @desktop', async ({ page, aSensor, hearth }) => {
  const sensor = await aSensor({ name: 'Old name' });
  await sensor.publish(20);
  await page.clock.install();
  await page.goto(`/sensors?q=${sensor.id}`);
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

test('a search that finds nothing says what is searched @desktop', async ({ page, aSensor }) => {
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
    const rows = page.getByRole('row').filter({ has: page.getByRole('link', { name: /^Many \d+$/ }) });
    const last = page.getByRole('link', { name: 'Many 1999', exact: true });
    await expect(last).toHaveCount(0);

    // The first may be of what needs attention.
    const more = page.getByRole('button', { name: /^Show [\d,]+ more$/ }).last();
    await expect
      .poll(async () => {
        await more.scrollIntoViewIfNeeded();
        return rows.count();
      })
      .toBeGreaterThan(60);
    // Where one hasn't scrolled to, nothing is written out.
    await expect.poll(() => rows.count()).toBeLessThan(1_000);
    await page.getByRole('searchbox', { name: 'Search sensors' }).fill('many 1999');

    await expect(last).toBeVisible();
  });
});

test('a head that is pressed orders by its column, and by the other way; a phone chooses from a list', async ({
  page,
  aSensor,
}, { project }) => {
  const room = `Order ${project.name}`;
  const [first, second] = [await aSensor({ name: 'Alpha', room }), await aSensor({ name: 'Beta', room })];
  await first.publish(1);
  await second.publish(2);
  await page.goto(`/sensors?q=${encodeURIComponent(room)}`);
  const names = page.getByRole('table').getByRole('link');
  await expect(names).toHaveCount(2);

  if (project.name === 'phone') {
    await page.getByRole('combobox', { name: 'Order' }).selectOption({ label: 'Heard last first' });
  } else {
    await page.getByRole('button', { name: 'Name' }).click();
    await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending');
    await expect(names.first()).toHaveText(first.name);
    await page.getByRole('button', { name: 'Name' }).click();
    await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending');
  }

  await expect(names.first()).toHaveText(second.name);
  await expect(page).toHaveURL(/sort=-(name|seen)/);
});

test('a sensor is archived from the list, brought back by undo, and from below the list @desktop', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor({ name: 'Leaves' });
  await sensor.publish(20.5);
  await page.goto(`/sensors?q=${sensor.id}`);
  const link = page.getByRole('table').getByRole('link', { name: sensor.name });
  const archive = page.getByRole('button', { name: `Archive ${sensor.name}` });

  await archive.click();
  await expect(page.getByRole('heading', { name: `No sensor holds “${sensor.id}”` })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(link).toBeVisible();
  await archive.click();
  await expect(link).toHaveCount(0);
  await page.getByText(/^Archived/).click();
  await page.getByRole('button', { name: `Bring ${sensor.name} back` }).click();

  await inSight(page.getByRole('row').filter({ hasText: sensor.name }), '20.5');
});

test('what needs attention is told with what mends it', async ({ page, hearth }, { project }) => {
  const name = `Lost gateway ${project.name}`;
  await withClient(hearth, (client) =>
    client.query(
      `INSERT INTO device_login (id, name, kind, prefixes, reads, hash, created_by, last_refused_at, last_refusal)
       VALUES ($1, $2, 'gateway', '{lost}', '{}', '', 'test', now(), 'wrong password, from 192.0.2.7')`,
      [`g-${project.name}`, name],
    ),
  );
  try {
    await page.goto('/sensors');
    const panel = page.getByRole('region', { name: 'Needs attention' });
    const more = panel.getByRole('button', { name: /^Show \d+ more$/ });
    if (await more.isVisible()) await more.click();

    const refused = panel.getByRole('listitem').filter({ hasText: name });
    await expect(refused).toContainText('wrong password, from 192.0.2.7');
    await expect(refused).toContainText('a new password is made with its login');
    await refused.getByRole('link').click();
    await expect(page).toHaveURL(/\/logins$/);
  } finally {
    await withClient(hearth, (client) =>
      client.query('DELETE FROM device_login WHERE id = $1', [`g-${project.name}`]),
    );
  }
});

async function withClient(
  { databaseUrl }: HearthUnderTest,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** So many sensors that never spoke stand beside the others meanwhile. */
async function withSensors(hearth: HearthUnderTest, count: number, then: () => Promise<void>): Promise<void> {
  await withClient(hearth, async (client) => {
    await client.query(
      `INSERT INTO sensor (id, name) SELECT 'many-' || n, 'Many ' || n FROM generate_series(0, $1 - 1) AS n`,
      [count],
    );
    try {
      await then();
    } finally {
      await client.query(`DELETE FROM sensor WHERE id LIKE 'many-%'`);
    }
  });
}
