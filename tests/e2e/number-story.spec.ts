import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Page } from '@playwright/test';
import { expect, type HearthUnderTest, test } from './hearth-test';

const NAME = 'Climate under the roof';
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** Two devices in a format that nobody knows, four messages a second each. */
function simulated({ dataDir }: HearthUnderTest): ChildProcess {
  const flags = ['--sensors', '0', '--unknown', '2', '--rate', '8'];
  return spawn(process.execPath, ['--import', 'tsx', 'tools/simulate/main.ts', ...flags], {
    env: { ...process.env, HEARTH_DATA_DIR: dataDir },
    stdio: 'ignore',
  });
}

/** Finds it in the inbox and teaches it by clicking; answers the sensor's page. */
async function teachByClicking(page: Page): Promise<string> {
  await page.goto('/inbox');
  const list = region(page, 'What nobody explained');
  await list.getByRole('button', { name: /home\/\+\/climate/ }).click();
  const panel = region(page, 'The group that is looked at');
  await expect(panel.getByLabel('What t measures')).toHaveValue('temperature');
  await expect(panel.getByLabel('Scale of t')).toHaveValue('0.1');
  await panel.getByRole('checkbox', { name: 'attic' }).check();
  await panel.getByLabel('Name of attic').fill(NAME);
  await panel.getByRole('button', { name: 'Teach 1 sensor' }).click();
  const taught = page.getByRole('listitem').filter({ hasText: NAME }).first();
  await expect(taught).toContainText('Its past is there', { timeout: 30_000 });
  return (await taught.getByRole('link', { name: NAME }).getAttribute('href')) ?? '';
}

/** Reads temperatures ten times smaller from now on. */
async function changeScale(page: Page): Promise<void> {
  await page.goto('/mappings');
  await page.getByLabel('Search mappings').fill(NAME);
  await page.getByRole('link', { name: NAME }).filter({ visible: true }).first().click();
  const readings = region(page, 'Readings from it');
  await readings.getByLabel('Scale').first().fill('0.01');
  const rehearsal = region(page, 'Rehearsal');
  await rehearsal.getByRole('button', { name: 'Rehearse' }).click();
  await expect(rehearsal.getByTestId('matched')).toHaveText(/^[1-9]/);
  await expect(rehearsal.getByRole('img')).toHaveAccessibleName(/as the draft reads it.*Today/);
  await page.getByRole('button', { name: 'Save as v2' }).filter({ visible: true }).click();
  await expect(page.getByText('Saved as v2.')).toBeVisible();
}

interface Row {
  readonly measuredAt: number;
  readonly value: number;
}

async function temperatures(page: Page, path: string): Promise<readonly Row[]> {
  const answer = await page.request.get(`/api/v1${path}/readings?quantity=temperature&limit=200`);
  return answer.json();
}

/** By which the panel says that the reading of that moment came to be. */
async function formulaOf(page: Page, path: string, { measuredAt }: Row) {
  await page.goto(`${path}?number=${Math.round(measuredAt * 1_000)}`);
  return page.getByRole('dialog', { name: 'Where does this number come from?' }).getByTestId('formula');
}

test('an unknown device is taught with its past, its mapping mended, and each number names the version that read it @desktop', async ({
  page,
  hearth,
}) => {
  test.setTimeout(120_000);
  const began = Date.now();
  const device = simulated(hearth);
  await expect
    .poll(
      async () => {
        const { groups } = await (await page.request.get('/api/v1/inbox?search=home/attic')).json();
        return groups?.length ?? 0;
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0);

  const path = await teachByClicking(page);

  await page.goto(`${path}?range=15min`);
  await expect(page.getByTestId('chart').first()).toBeVisible();
  const [oldest] = (await temperatures(page, path)).toReversed();
  if (oldest === undefined) throw new Error('there is no reading');
  // Its first messages came before anybody knew it.
  expect(oldest.measuredAt).toBeGreaterThan(began);
  expect(oldest.value).toBeGreaterThan(5);

  await changeScale(page);
  await expect.poll(async () => (await temperatures(page, path))[0]?.value).toBeLessThan(5);
  const [newest] = await temperatures(page, path);
  device.kill('SIGINT');
  await once(device, 'exit');

  if (newest === undefined) throw new Error('there is no reading');
  await expect(await formulaOf(page, path, oldest)).toContainText(/ × 0\.1 → .* v1,/);
  await expect(await formulaOf(page, path, newest)).toContainText(/ × 0\.01 → .* v2,/);
});
