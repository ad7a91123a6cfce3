import type { Page } from '@playwright/test';
import { type HearthProcess, startHearth } from '@/tests/support/hearth-process';
import { comeIn } from './come-in';
import { expect, test } from './hearth-test';
import { buildHouse } from './pictured-house';

// A Hearth of its own: in the one that the other tests share, each leaves sensors behind.
let own: HearthProcess;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  own = await startHearth({ env: { HEARTH_TIME_ZONE: 'Europe/Berlin' } });
  await buildHouse(own.run);
});
test.afterAll(async () => {
  test.setTimeout(60_000);
  await own.stop();
});

/** Tall enough for the whole page: what is out of sight rests. */
const SCREENS = {
  desktop: { now: { width: 1440, height: 1000 }, sensor: { width: 1440, height: 900 } },
  phone: { now: { width: 390, height: 1750 }, sensor: { width: 390, height: 1550 } },
} as const;
const THEMES = ['light', 'dark'] as const;

/** Letters are smoothed otherwise elsewhere than where the pictures were taken. */
const LIKENESS = {
  stylePath: 'tests/e2e/pictures.css',
  threshold: 0.2,
  maxDiffPixelRatio: process.platform === 'linux' ? 0.01 : 0.05,
};

for (const [screen, sizes] of Object.entries(SCREENS)) {
  test(`Now and a sensor look as they did, on a ${screen} @desktop`, async ({ page }) => {
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize(sizes.now);
      await now(page);
      await expect(page).toHaveScreenshot(`now-${screen}-${theme}.png`, LIKENESS);
      await page.setViewportSize(sizes.sensor);
      await sensor(page);
      await expect(page).toHaveScreenshot(`sensor-${screen}-${theme}.png`, LIKENESS);
    }
  });
}

test('a page moved by 8 px is seen @desktop', async ({ page }) => {
  await page.setViewportSize(SCREENS.desktop.now);
  await now(page);

  await page.addStyleTag({ content: 'main { transform: translateY(8px) }' });

  await expect(page).not.toHaveScreenshot('now-desktop-light.png', LIKENESS);
});

async function now(page: Page): Promise<void> {
  await comeIn(page.context(), own);
  await page.goto(own.run.url);
  await expect(page.getByRole('img', { name: /Power of the whole house/ })).toBeVisible();
  await expect(page.getByText('Cellar is offline').filter({ visible: true })).toBeVisible();
}

async function sensor(page: Page): Promise<void> {
  await page.goto(`${own.run.url}/sensors/climate`);
  await expect(page.getByRole('img', { name: /Kitchen climate/ })).toBeVisible();
}
