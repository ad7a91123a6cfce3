import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { searchDoor } from '@/tests/support/search-door';
import { expect, test } from './hearth-test';

const door = () => searchDoor(process.env.SEARCH_UNDER_TEST ?? '');

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(page.viewportSize()?.width);
}

test('a search server is tried, connected, searched and left again @desktop', async ({
  page,
  aSensor,
  hearth,
}) => {
  test.setTimeout(120_000);
  const sensor = await aSensor();
  await page.goto('/search');
  await expect(page.getByRole('heading', { name: /Search rests/ })).toBeVisible();
  await page.getByRole('link', { name: 'Connect a search server' }).click();
  const connection = page.getByRole('region', { name: 'Connection' });
  const address = connection.getByLabel('Address', { exact: true });

  await address.fill('http://127.0.0.1:9');
  await connection.getByRole('button', { name: 'Test' }).click();
  await expect(connection.getByText('Nothing listens at 127.0.0.1:9.')).toBeVisible();
  await address.fill('elasticsearch');
  await connection.getByRole('button', { name: 'Save and connect' }).click();
  await expect(connection.getByText('An address begins with http:// or https://.')).toBeVisible();
  await address.fill(process.env.SEARCH_UNDER_TEST ?? '');
  await connection.getByRole('button', { name: 'Test' }).click();
  await expect(connection.getByText('Readings can go there', { exact: true })).toBeVisible();
  await expect(connection.getByText(/OpenSearch \d\.\d+\.\d+ answers/)).toBeVisible();
  await expectAccessible(page);

  await connection.getByRole('button', { name: 'Save and connect' }).click();
  for (const [place, value] of [19.5, 20.5, 85].entries()) await sensor.publish(value, { agoS: 600 - place });
  await expect(page.getByTestId('elk-state')).toContainText('up to date', { timeout: 30_000 });
  await expect.poll(() => door().count({ term: { 'sensor.id': sensor.id } })).toBe(3);
  await expectAccessible(page);

  await page.goto(`/search?range=1h&sensor=${sensor.id}`);
  const readings = page.getByRole('region', { name: 'Readings', exact: true });
  await expect(page.getByRole('status').getByText(/3 readings, found in/)).toBeVisible();
  await expect(readings.getByRole('row')).toHaveCount(4);
  await page.getByLabel('Quantity').selectOption('temperature');
  await page.getByLabel('At least, °C').fill('20,1');
  await page.getByLabel('At most, °C').fill('30');
  await expect(page.getByRole('status').getByText(/1 reading, found in/)).toBeVisible();
  await expect(readings).toContainText('20.5 °C');
  await expect(page).toHaveURL(/least=20%2C1/);
  await page.getByLabel('At most, °C').fill('warm');
  await expect(page.getByText('A number, such as 21.5')).toBeVisible();
  await page.getByLabel('At most, °C').fill('');
  await page.getByRole('button', { name: /: 2 readings; look at it alone/ }).click();
  await expect(page).toHaveURL(/range=\d+-\d+/);
  await expect(page.getByRole('status').getByText(/2 readings, found in/)).toBeVisible();
  await expect(page.locator('main [aria-busy]')).toHaveAttribute('aria-busy', 'false');
  await expectAccessible(page);

  await readings.getByRole('link', { name: sensor.name }).first().click();
  await expect(page).toHaveURL(new RegExp(`${sensor.path}\\?range=`));
  await expect(page.getByRole('heading', { level: 1 })).toContainText(sensor.name);

  await page.goto('/elk');
  await connection.getByRole('button', { name: 'Disconnect…' }).click();
  await connection.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Connect a search server' })).toBeVisible();
  await expect(page.getByTestId('elk-state')).toContainText('rests');
  const ready = await (await page.request.get(`${hearth.url}/readyz`)).json();
  expect(ready.roles.search).toEqual({ ready: true });
});

/** From here on the index of now takes sensors alone whose name is a number; or any again. */
async function refuseNames(ignoreMalformed: boolean): Promise<void> {
  const now = new Date().toISOString();
  const index = `/hearth-readings-${now.slice(0, 4)}.${now.slice(5, 7)}`;
  const number = { type: 'integer', ignore_malformed: ignoreMalformed };
  const name = { type: 'keyword', ignore_above: 320, fields: { number } };
  await door().ask('PUT', `${index}/_mapping`, { properties: { sensor: { properties: { name } } } });
}

test('what is refused stands on the page with its reason and is tried again; a span is written anew @desktop', async ({
  page,
  aSensor,
}) => {
  test.setTimeout(120_000);
  const sensor = await aSensor();
  await page.goto('/elk');
  const connection = page.getByRole('region', { name: 'Connection' });
  await connection.getByLabel('Address', { exact: true }).fill(process.env.SEARCH_UNDER_TEST ?? '');
  await connection.getByRole('button', { name: 'Save and connect' }).click();
  await sensor.publish(20);
  await expect(page.getByTestId('elk-state')).toContainText('up to date', { timeout: 30_000 });
  const ofSensor = () => door().count({ term: { 'sensor.id': sensor.id } });
  await expect.poll(ofSensor).toBe(1);

  await refuseNames(false);
  await sensor.publish(21);
  const refused = page.getByRole('region', { name: 'Refused documents' });
  await expect(refused.getByText(/failed to parse field \[sensor\.name/)).toBeVisible({ timeout: 30_000 });
  await refused.getByText('What was refused, and where it comes from').click();
  await expect(refused.getByText(/"value":21,/)).toBeVisible();
  await expectAccessible(page);
  await refused.getByRole('button', { name: 'Try all again' }).click();
  await expect(refused.getByText('0 stored, 1 refused again.')).toBeVisible();
  await refuseNames(true);
  await refused.getByRole('button', { name: 'Try again', exact: true }).click();
  await expect(refused.getByText('1 stored, 0 refused again.')).toBeVisible();
  await expect(refused.getByText(/^None\./)).toBeVisible();
  expect(await ofSensor()).toBe(2);

  const rebuild = page.getByRole('region', { name: 'Write anew' });
  await rebuild.getByLabel('Which').selectOption({ label: 'the last hour' });
  await rebuild.getByRole('button', { name: 'Write it anew' }).click();
  await expect(rebuild.getByText('done').first()).toBeVisible({ timeout: 30_000 });
  expect(await ofSensor()).toBe(2);

  await connection.getByRole('button', { name: 'Disconnect…' }).click();
  await connection.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Connect a search server' })).toBeVisible();
});
