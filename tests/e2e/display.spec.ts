import { expect, test } from './hearth-test';

test('units and words are the reader’s own, on every page and after a reload', async ({ page, aSensor }) => {
  const sensor = await aSensor();
  await sensor.publish(20, { agoS: 60 });
  await sensor.publish(21.5);
  await page.goto('/more');

  await page.getByLabel('Temperature').selectOption('°F');
  await page.getByRole('radio', { name: 'Deutsch' }).click();
  await page.goto(sensor.path);

  await expect(page.getByTestId('value')).toHaveText(/70,7\s*°F/);
  await expect(page.getByTestId('tail')).toContainText('70,7 °F');
  await expect(page.getByTestId('tail')).toContainText('+2,7');
  const chart = page.getByRole('img', { name: /Temperatur, last 24 hours: newest 70,7 °F/ });
  await expect(chart).toBeVisible();
  await expect(chart.locator('text').getByText('°F', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect(page.getByTestId('chart').getByRole('cell', { name: '68,0 °F' }).first()).toBeVisible();

  await page.goto('/sensors?q=temperatur&sort=-seen');
  await expect(page.getByRole('row').filter({ hasText: sensor.name })).toContainText('70,7');

  await page.goto('/more');
  await expect(page.getByLabel('Temperature')).toHaveValue('°F');
  await page.getByRole('radio', { name: 'English' }).click();
  await page.getByLabel('Temperature').selectOption('°C');
  await page.goto(sensor.path);
  await expect(page.getByTestId('value')).toHaveText(/21\.5\s*°C/);
});

test('whatever a cookie says, a page stands @desktop', async ({ page, context, hearth }) => {
  await context.addCookies([
    { name: 'hearth-display', value: 'temperature=%E0%A4%A&language=xx', url: hearth.url },
  ]);
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Now' }).first()).toBeVisible();
});
