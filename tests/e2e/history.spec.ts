import { readFile } from 'node:fs/promises';
import { expect, test } from './hearth-test';

test('series are chosen into one chart, which stands in the address, as a table and as CSV', async ({
  page,
  aSensor,
}) => {
  const first = await aSensor({ name: 'First of two' });
  const second = await aSensor({ name: 'Second of two' });
  for (const agoS of [300, 200, 100]) {
    await first.publish(20 + agoS / 100, { agoS });
    await second.publish(30 + agoS / 100, { agoS });
  }
  await page.goto('/history?range=15min');
  await expect(page.getByText('Nothing is chosen yet')).toBeVisible();
  const search = page.getByRole('searchbox', { name: 'Add a line' });
  for (const sensor of [first, second]) {
    await search.fill(sensor.id);
    await page
      .getByRole('region', { name: 'Lines' })
      .getByRole('button', { name: `${sensor.name}, temperature °C` })
      .click();
  }
  const picture = page.getByRole('img', { name: /Last 15 minutes/ });
  await expect(picture).toHaveAccessibleName(
    /First of two .*from 21\.0 °C to 23\.0 °C.*Second of two .*from 31\.0 °C to 33\.0 °C/,
  );
  await expect(picture.locator('path[stroke-width="1.6"]')).toHaveCount(2);

  await page.reload();
  await expect(picture).toHaveAccessibleName(/Second of two/);
  await picture.focus();
  await page.keyboard.press('End');
  await expect(page.getByTestId('history-chart').getByRole('status')).toContainText('31.0 °C');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
  expect(lines[0]).toContain('temperature (°C)');
  expect(lines.slice(1).map((line) => line.split(',').slice(1).join(' '))).toEqual([
    '23 33',
    '22 32',
    '21 31',
  ]);
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect(page.getByRole('cell', { name: '23.0' })).toBeVisible();

  await page.getByRole('button', { name: `Take ${first.name}, temperature away` }).click();
  await expect(page.getByRole('cell', { name: '23.0' })).toHaveCount(0);
  await expect(page).not.toHaveURL(new RegExp(first.id));
});

test('a view is saved under a name, found again and forgotten', async ({ page, aSensor }) => {
  const sensor = await aSensor();
  await sensor.publish(20);
  await page.goto(`/history?s=${sensor.id}~temperature&range=1h`);
  const views = page.getByRole('region', { name: 'Saved views' });
  await views.getByLabel('Save this view as').fill('Morning');
  await views.getByRole('button', { name: 'Save', exact: true }).click();
  await page.goto('/history');
  await views.getByRole('link', { name: 'Morning' }).click();

  await expect(page).toHaveURL(new RegExp(`${sensor.id}(~|%7E)temperature&range=1h`));
  await expect(page.getByRole('heading', { name: 'Last hour' })).toBeVisible();
  await views.getByRole('button', { name: 'Forget Morning' }).click();
  await page.reload();
  await expect(views.getByRole('link', { name: 'Morning' })).toHaveCount(0);
});

test('the keys choose another span for all lines @desktop', async ({ page, aSensor }) => {
  const sensor = await aSensor();
  for (const agoS of [300, 10]) await sensor.publish(20, { agoS });
  await page.goto(`/history?s=${sensor.id}~temperature&range=15min`);
  const picture = page.getByRole('img', { name: /Last 15 minutes/ });
  await picture.focus();
  await page.keyboard.press('+');

  await expect(page.getByRole('heading', { name: 'Chosen span' })).toBeVisible();
  await page.getByRole('button', { name: 'back to live' }).click();
  await expect(page).toHaveURL(/range=24h/);
});
