import { expect, test } from './hearth-test';
import { chartRows, stay } from './page-under-test';

const AWAY_MS = 20_000;
const PAST = 15;

test('a tab that is offline for 20 s says so, dims, and comes back without a gap, a jump or a reload @desktop', async ({
  page,
  context,
  aSensor,
}) => {
  const sensor = await aSensor();
  for (let agoS = PAST * 8; agoS > 0; agoS -= 8) await sensor.publish(20, { agoS });
  await page.goto(`${sensor.path}?range=15min`);
  await expect(page.getByRole('img', { name: /newest 20\.0/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show as table' }).click();
  await page.evaluate(() => window.scrollTo(0, 120));
  const scrolledTo = await page.evaluate(() => window.scrollY);
  const readings = async () => (await chartRows(page)).filter((row) => !row.startsWith('no data')).length;
  await expect.poll(readings).toBe(PAST);
  const before = (await chartRows(page)).length;
  const stays = await stay(page);

  await context.setOffline(true);
  const wentAt = Date.now();
  await expect(page.getByRole('status').filter({ hasText: 'Reconnecting.' })).toContainText(
    /Showing \d\d:\d\d:\d\d\. Nothing is lost, the missing readings will follow\./,
  );
  await expect(page.locator('[data-link=lost]')).toBeVisible();
  await expect(page.getByTestId('value')).toHaveCSS('opacity', '0.55');
  const glows = page.locator('[data-link=lost] .glow');
  for (const dot of await glows.all()) await expect(dot).toHaveCSS('background-color', 'rgb(117, 123, 130)');
  let published = 0;
  while (Date.now() - wentAt < AWAY_MS) {
    published += 1;
    await sensor.publish(21 + published / 10);
    await page.waitForTimeout(1_000);
  }
  expect(await chartRows(page)).toHaveLength(before);

  await context.setOffline(false);

  await expect(page.getByRole('status').filter({ hasText: 'Caught up.' })).toContainText(
    new RegExp(`${published} readings since \\d\\d:\\d\\d, no gap`),
  );
  await expect(page.locator('[data-link=held]')).toBeVisible();
  // Between what was published before and while it was away the sensor itself may have been silent: that gap is true.
  await expect.poll(readings).toBe(PAST + published);
  const missed = Array.from({ length: published }, (_, index) => (21 + (published - index) / 10).toFixed(1));
  expect((await chartRows(page)).slice(0, published)).toEqual(missed);
  expect(await page.evaluate(() => window.scrollY)).toBe(scrolledTo);
  expect(await stays()).toBe(true);
});
