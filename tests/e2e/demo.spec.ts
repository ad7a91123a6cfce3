import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type HearthProcess, startHearth } from '@/tests/support/hearth-process';
import { comeIn } from './come-in';
import { expect, test } from './hearth-test';

// A Hearth of its own: the one that the other tests share has no demo.
let own: HearthProcess;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  own = await startHearth({ env: { HEARTH_DEMO: 'auto', HEARTH_TIME_ZONE: 'Europe/Berlin' } });
});
test.afterAll(async () => {
  test.setTimeout(60_000);
  await own.stop();
});

const badge = (page: Page) => page.getByRole('link', { name: 'Demo house' }).filter({ visible: true });

test('a demo house appears by itself, says on every page that it is one, and goes with one button', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await comeIn(page.context(), own);
  await page.goto(`${own.run.url}/sensors`);
  await expect(page.getByText('House meter').first()).toBeVisible();
  await expect(page.getByText('Solar roof').first()).toBeVisible();
  await expect(badge(page)).toBeVisible();

  await page.goto(`${own.run.url}/sensors/demo-meter`);
  await expect(badge(page)).toBeVisible();
  await badge(page).click();
  await expect(page.getByRole('heading', { name: 'None of this house exists' })).toBeVisible();

  await page.getByRole('button', { name: 'Remove the demo house' }).click();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(page.viewportSize()?.width);
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.getByRole('button', { name: 'Remove the demo house' }).click();
  await page.getByRole('button', { name: 'Yes, remove it for good' }).click();
  await expect(page.getByRole('heading', { name: 'There is no demo house here' })).toBeVisible({
    timeout: 60_000,
  });

  await page.goto('about:blank');
  own = await own.restart();
  for (const path of ['/sensors', '/more', '/demo']) {
    await page.goto(`${own.run.url}${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(badge(page)).toHaveCount(0);
    await expect(page.getByText('House meter')).toHaveCount(0);
  }
});
