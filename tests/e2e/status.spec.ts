import { connectAsync } from 'mqtt';
import { expect, test } from './hearth-test';

test('the pipeline tells what became of every message, and shows what could not be read', async ({
  page,
  hearth,
  aSensor,
}) => {
  const sensor = await aSensor();
  await sensor.publish(20);
  const client = await connectAsync(hearth.mqttUrl ?? '', { clientId: `rubbish-${sensor.id}` });
  const rubbish = `{"t": rubbish of ${sensor.id}`;
  await client.publishAsync(`e2e/${sensor.id}`, rubbish, { qos: 1 });

  await page.goto('/status');

  await expect(page.getByText('nothing lost, nothing stuck')).toBeVisible();
  await expect(page.getByTestId('balance')).toContainText('Adds up');
  const letter = page.getByRole('listitem').filter({ hasText: rubbish });
  await expect(letter).toContainText('BAD_JSON');
  await expect(letter).toContainText(`e2e/${sensor.id}`);
  const road = page.getByRole('region', { name: 'The road of a message' });
  await expect(road.getByText(/^\d+ clients$|^one client$/).and(page.locator(':visible'))).toBeVisible();
  await expect(page.getByText(process.versions.node, { exact: true })).toBeVisible();
  await client.endAsync();
});

test('the pipeline is found: in the rail on a desktop, below More on a phone', async ({ page }) => {
  await page.goto('/');
  const main = page.getByRole('navigation', { name: 'Main' }).and(page.locator(':visible'));
  if ((page.viewportSize()?.width ?? 0) < 1024) await main.getByRole('link', { name: 'More' }).click();
  await page.getByRole('link', { name: 'Pipeline' }).and(page.locator(':visible')).click();
  await expect(page).toHaveURL(/\/status$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pipeline');
});
