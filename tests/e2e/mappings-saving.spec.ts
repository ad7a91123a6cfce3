import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from './hearth-test';
import { openMapping, region, saveButton } from './mapping-page';

/** Somebody else saves an offset of 1 as version 2, on a page of their own. */
async function somebodyIsFaster(page: Page, context: BrowserContext): Promise<void> {
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByLabel('Offset').fill('1');
  await saveButton(other, 'Save as v2').click();
  await expect(other.getByText('Saved as v2.')).toBeVisible();
  await other.close();
}

/** What is saved from here on waits until the answer is called. */
async function holdSaving(page: Page): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/mappings/**', async (route) => {
    if (route.request().method() === 'POST') await held;
    await route.continue();
  });
  return letGo;
}

test('somebody was faster: their version is shown, and mine is saved upon it @desktop', async ({
  page,
  context,
  aSensor,
}) => {
  const sensor = await aSensor({ name: 'Contested' });
  await openMapping(page, sensor);
  await somebodyIsFaster(page, context);
  await page.getByLabel('Scale').fill('2');
  await saveButton(page, 'Save as v2').click();

  const conflict = page.getByRole('alert', { name: 'Another version' });
  await expect(conflict).toContainText('saved v2 meanwhile');
  await expect(conflict).toContainText('offset of temperature: 0 → 1');
  await conflict.getByRole('button', { name: 'Save mine as v3' }).click();

  await expect(page.getByText('Saved as v3.')).toBeVisible();
  await expect(region(page, 'Versions')).toContainText('v3');
});

for (const way of ['Take v2, drop mine', 'Discard'])
  test(`somebody was faster: after “${way}” what they said is there, and is edited further @desktop`, async ({
    page,
    context,
    aSensor,
  }) => {
    const sensor = await aSensor({ name: 'Given way' });
    await openMapping(page, sensor);
    await somebodyIsFaster(page, context);
    await page.getByLabel('Scale').fill('2');
    await saveButton(page, 'Save as v2').click();
    await expect(page.getByRole('alert', { name: 'Another version' })).toContainText('offset of temperature');

    await saveButton(page, way).click();
    await expect(page.getByRole('alert', { name: 'Another version' })).toHaveCount(0);
    await expect(page.getByLabel('Offset')).toHaveValue('1');
    await expect(page.getByLabel('Scale')).toHaveValue('');
    await page.getByLabel('Scale').fill('3');
    await saveButton(page, 'Save as v3').click();

    await expect(page.getByText('Saved as v3.')).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Offset')).toHaveValue('1');
    await expect(page.getByLabel('Scale')).toHaveValue('3');
    await expect(page.getByText('What you typed before the page was loaded again')).toHaveCount(0);
  });

test('what is typed while it is saved stays, and is saved next @desktop', async ({ page, aSensor }) => {
  const sensor = await aSensor({ name: 'Hasty' });
  await openMapping(page, sensor);
  await page.getByLabel('Offset').fill('1');
  const letGo = await holdSaving(page);
  await saveButton(page, 'Save as v2').click();
  await expect(saveButton(page, 'Saving…')).toBeVisible();
  await page.getByLabel('Scale').fill('2');
  letGo();

  await expect(page.getByText('Saved as v2.')).toBeVisible();
  await expect(page.getByLabel('Scale')).toHaveValue('2');
  await expect(page.getByText('Draft of v3').filter({ visible: true })).toBeVisible();
  await saveButton(page, 'Save as v3').click();
  await expect(page.getByText('Saved as v3.')).toBeVisible();
  await expect(region(page, 'Versions')).toContainText('scale of temperature: 1 → 2');
});

test('what is typed while a new one is saved goes on as a draft of it @desktop', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor();
  await page.goto(`/mappings/new?sensor=${sensor.id}`);
  await page.getByLabel('Topic filter').fill(`e2e/${sensor.id}/second`);
  await page.getByRole('button', { name: 'By hand' }).click();
  await page.getByLabel('Where it stands').fill('/t');
  const letGo = await holdSaving(page);
  await saveButton(page, 'Save mapping').click();
  await expect(saveButton(page, 'Saving…')).toBeVisible();
  await page.getByLabel('Offset').fill('4');
  letGo();

  await expect(page.getByText('Draft of v2').filter({ visible: true })).toBeVisible();
  await expect(page.getByLabel('Offset')).toHaveValue('4');
  await saveButton(page, 'Save as v2').click();
  await expect(page.getByText('Saved as v2.')).toBeVisible();
});
