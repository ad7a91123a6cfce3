import type { Page } from '@playwright/test';

/** Marks the page; the returned function tells whether it is still the same one, never reloaded. */
export async function stay(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => Object.assign(window, { hearthMark: true }));
  return () => page.evaluate(() => 'hearthMark' in window);
}

/** Values of the chart's table, newest first; open it before. Gaps are among them, in words. */
export async function chartRows(page: Page): Promise<readonly string[]> {
  const cells = await page.locator('[data-testid=chart] tbody tr td:nth-child(2)').allTextContents();
  return cells.map((text) => text.replace(/ °C$/, '').trim());
}
