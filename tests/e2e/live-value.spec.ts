import { spawnSync } from 'node:child_process';
import { expect, test } from './hearth-test';
import { chartRows, stay } from './page-under-test';

test('a value that a real client publishes is on its chart without a reload', async ({
  page,
  hearth,
  aSensor,
}) => {
  const sensor = await aSensor();
  await sensor.publish(20.4, { agoS: 10 });
  await page.goto(`${sensor.path}?range=15min`);
  await expect(page.getByTestId('value')).toContainText('20.4');
  const stays = await stay(page);

  const payload = JSON.stringify({ t: 21.7, at: Date.now() });
  const { status } = spawnSync('mosquitto_pub', [
    '-q',
    '1',
    '-L',
    `${hearth.mqttUrl}/e2e/${sensor.id}`,
    '-m',
    payload,
  ]);

  expect(status).toBe(0);
  await expect(page.getByTestId('value')).toContainText('21.7');
  await expect(page.getByTestId('tail').getByRole('row').first()).toContainText('21.7');
  await expect(page.getByRole('img', { name: /newest 21\.7/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect.poll(() => chartRows(page)).toEqual(['21.7', '20.4']);
  expect(await stays()).toBe(true);
});

test('the first reading of a sensor begins its chart without a reload', async ({ page, aSensor }) => {
  const sensor = await aSensor();
  await page.goto(sensor.path);
  await expect(page.getByRole('heading', { name: 'Waiting for the first reading' })).toBeVisible();
  const stays = await stay(page);

  await sensor.publish(19.5);

  await expect(page.getByTestId('value')).toContainText('19.5');
  await expect(page.getByRole('img', { name: /newest 19\.5/ })).toBeVisible();
  expect(await stays()).toBe(true);
});

test('a late reading is told as late, takes its place in the past, and leaves the newest value @desktop', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor();
  await sensor.publish(20, { agoS: 20 });
  await page.goto(`${sensor.path}?range=15min`);
  await expect(page.getByTestId('value')).toContainText('20.0');

  await sensor.publish(18, { agoS: 60 });

  await expect(page.getByTestId('tail').getByRole('row', { name: /18\.0.*late/ })).toBeVisible();
  await expect(page.getByTestId('value')).toContainText('20.0');
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect.poll(() => chartRows(page)).toEqual(['20.0', '18.0']);
});

test('an implausible value is shown crossed out and is no part of the line @desktop', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor();
  await sensor.publish(20, { agoS: 20 });
  await page.goto(`${sensor.path}?range=15min`);
  await expect(page.getByTestId('value')).toContainText('20.0');

  await sensor.publish(1_000_000);

  await expect(page.getByTestId('tail').getByRole('row', { name: /1,000,000\.0.*can’t be/ })).toBeVisible();
  await expect(page.getByTestId('value')).toContainText('20.0');
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect(page.getByRole('cell', { name: /✕ 1,000,000\.0 °C, implausible/ })).toBeVisible();
});

test('five hundred values in one burst end on the right value @desktop', async ({ page, aSensor }) => {
  const sensor = await aSensor();
  await sensor.publish(20, { agoS: 30 });
  await page.goto(`${sensor.path}?range=15min`);
  await expect(page.getByTestId('value')).toContainText('20.0');

  for (let index = 0; index <= 500; index += 1)
    await sensor.publish(20 + index / 100, { agoS: (500 - index) / 50 });

  await expect(page.getByTestId('value')).toContainText('25.0');
  await expect(page.locator('dd').filter({ hasText: /^502/ })).toBeVisible();
});
