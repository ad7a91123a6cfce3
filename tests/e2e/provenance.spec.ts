import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { openDatabase } from '@/server/database';
import { aPerson } from '@/tests/support/signed-in';
import { cookieOf } from './come-in';
import { expect, test } from './hearth-test';
import { roomPath } from './page-under-test';

const panelOf = (page: Page) => page.getByRole('dialog', { name: 'Where does this number come from?' });

async function chartOf(page: Page) {
  const chart = page.getByTestId('chart').locator('.recharts-surface').first();
  await expect(chart).toBeVisible();
  return chart;
}

test('the newest value leads to its message, its mapping’s version and its way here, and stays', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor();
  await sensor.publish(21.6, { agoS: 5 });
  await page.goto(`${sensor.path}?range=15min`);
  const value = page.getByTestId('value').getByRole('button');
  await expect(value).toContainText('21.6');

  await value.click();

  const panel = panelOf(page);
  await expect(panel.getByText(`e2e/${sensor.id}`, { exact: true })).toBeVisible();
  await expect(panel.locator('mark')).toHaveText('21.6');
  await expect(panel.locator('pre')).toHaveText(`{"t":21.6,"at":${sensor.lastAt}}`);
  await expect(panel.getByTestId('formula')).toContainText(`21.6 → 21.6 °C by mapping e2e/${sensor.id} v1`);
  await expect(panel.getByText(/^partition \d, offset \d+$/).first()).toBeVisible();
  await expect(panel.getByRole('list', { name: 'Checks' })).toContainText('Range passed: within');
  await expect(panel.getByText('Sensor got its ack')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  // What comes meanwhile is another number.
  await sensor.publish(22.7);
  await expect(page.getByTestId('value')).toContainText('22.7');
  await expect(panel.locator('mark')).toHaveText('21.6');
  const handedOn = page.url();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(value).toBeFocused();
  expect(page.url()).not.toContain('number=');

  await page.goto(handedOn);
  await expect(panelOf(page).locator('mark')).toHaveText('21.6');
});

test('a point of the chart is asked about by a press, and leads to the raw message', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor();
  await sensor.publish(19.5, { agoS: 450 });
  const at = sensor.lastAt;
  for (const agoS of [240, 60, 5]) await sensor.publish(25, { agoS });
  await page.goto(`${sensor.path}?range=15min`);
  const box = await (await chartOf(page)).boundingBox();
  if (box === null) throw new Error('the chart has no place');

  await page.mouse.click(box.x + 46 + (box.width - 58) / 2, box.y + 90);

  const panel = panelOf(page);
  await expect(panel.locator('mark')).toHaveText('19.5');
  expect(page.url()).toContain(`number=${at}000`);
  const place =
    (await panel
      .getByText(/^partition \d+, offset \d+$/)
      .first()
      .textContent()) ?? '';
  const [partition, offset] = place.match(/\d+/g) ?? [];
  await expect(panel.getByRole('link', { name: 'This is wrong' })).toHaveAttribute(
    'href',
    /^\/mappings\/\d+$/,
  );
  const message = `/topics/hearth.mqtt.raw.v1/messages?partition=${partition}&offset=${offset}`;
  await expect(panel.getByRole('link', { name: 'Open raw message' })).toHaveAttribute('href', message);
  await page.goto(message);
  await expect(page.getByText(`e2e/${sensor.id}`).first()).toBeVisible();
});

test('by keyboard: Enter asks about the point that the arrows stand on, Escape leads back @desktop', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor();
  for (const [agoS, value] of [
    [30, 20.1],
    [20, 20.2],
    [10, 20.3],
  ] as const)
    await sensor.publish(value, { agoS });
  await page.goto(`${sensor.path}?range=15min`);
  const chart = await chartOf(page);
  await chart.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');

  await page.keyboard.press('Enter');

  const panel = panelOf(page);
  await expect(panel.locator('mark')).toHaveText('20.2');
  // The focus goes round within the panel.
  for (let step = 0; step < 8; step += 1) {
    await page.keyboard.press('Tab');
    expect(await panel.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(chart).toBeFocused();
});

test('a mean says of how many readings it is, and leads to its highest', async ({ page, aSensor }) => {
  const sensor = await aSensor();
  for (let agoS = 800; agoS > 0; agoS -= 1) await sensor.publish(agoS === 400 ? 23.5 : 20, { agoS });
  const top = await page.request.get(
    `/api/v1/sensors/${sensor.id}/span?quantity=temperature&from=${Date.now() - 900_000}&to=${Date.now()}&columns=60`,
  );
  expect((await top.json()).statistics.highest.value).toBe(23.5);
  await page.goto(`${sensor.path}?range=24h`);
  await page.getByRole('button', { name: 'Show as table' }).click();
  await page.getByTestId('chart').getByRole('row', { name: /23\.5/ }).getByRole('button').click();

  const panel = panelOf(page);
  await expect(panel).toContainText(/the mean of \d+ readings in/);
  await panel.getByRole('button', { name: /^Highest/ }).click();

  await expect(panel.locator('mark')).toHaveText('23.5');
});

test('the lines of History, and the tiles of a room, lead there as well @desktop', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor();
  for (const agoS of [700, 300, 5]) await sensor.publish(19.5, { agoS });
  await page.goto(`/history?s=${sensor.id}~temperature&range=1h`);
  const chart = page.getByTestId('history-chart').locator('.recharts-surface').first();
  await expect(chart).toBeVisible();
  await chart.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const panel = panelOf(page);
  await expect(panel.locator('mark')).toHaveText('19.5');
  await page.keyboard.press('Escape');
  await expect(chart).toBeFocused();
  expect(page.url()).toMatch(/range=1h$/);

  await page.goto(await roomPath(page, sensor));
  await page
    .getByRole('article', { name: new RegExp(sensor.id) })
    .getByTestId('value')
    .getByRole('link')
    .click();

  await expect(panel.locator('mark')).toHaveText('19.5');
});

test('a homeowner sees where a number comes from, without what only admins open @desktop', async ({
  page,
  context,
  hearth,
  aSensor,
}) => {
  const sensor = await aSensor();
  await sensor.publish(21.6, { agoS: 5 });
  const database = openDatabase(hearth.databaseUrl);
  const homeowner = await aPerson({ database, dataDir: hearth.dataDir }, { role: 'homeowner' });
  await database.close();
  await context.clearCookies();
  await context.addCookies([cookieOf(homeowner.cookie)]);
  await page.goto(sensor.path);

  await page.getByRole('button', { name: 'Where does this number come from?' }).last().click();

  const panel = panelOf(page);
  await expect(panel.locator('mark')).toHaveText('21.6');
  await expect(panel.getByRole('link')).toHaveCount(0);
});

test('what can’t be looked up says so, and is tried again', async ({ page, aSensor, complaints }) => {
  const sensor = await aSensor();
  await sensor.publish(21.6, { agoS: 5 });
  await page.goto(`${sensor.path}?number=1`);
  const panel = panelOf(page);
  await expect(panel.getByRole('alert')).toContainText('History keeps no reading of that moment.');
  await panel.getByRole('button', { name: 'Close' }).click();

  await page.route('**/provenance?*', (route) => route.abort());
  await page.getByTestId('value').getByRole('button').click();
  await expect(panel.getByRole('alert')).toContainText('Hearth can’t be reached.');
  await page.unroute('**/provenance?*');
  await panel.getByRole('button', { name: 'Try again' }).click();

  await expect(panel.locator('mark')).toHaveText('21.6');
  // The browser's own lines on what was refused.
  const own = /status of 404|net::ERR_FAILED/;
  expect(complaints.splice(0).filter((text) => !own.test(text))).toEqual([]);
});
