import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './hearth-test';

const MINUTE_MS = 60_000;

/** From and to as they stand in the address; undefined while the range moves with the clock. */
function chosen(page: Page): { readonly from: number; readonly to: number } | undefined {
  const [, from, to] = /range=(\d+)-(\d+)/.exec(page.url()) ?? [];
  return from === undefined ? undefined : { from: Number(from), to: Number(to) };
}

async function chartOf(page: Page) {
  const chart = page.getByTestId('chart').locator('.recharts-surface').first();
  await expect(chart).toBeVisible();
  const box = await chart.boundingBox();
  if (box === null) throw new Error('the chart has no place');
  return { chart, box };
}

test('a span is chosen by dragging over the chart, kept in the address, and left again', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor();
  for (let ago = 14; ago >= 0; ago -= 1) await sensor.publish(20 + ago, { agoS: ago * 60 });
  await page.goto(`${sensor.path}?range=15min`);
  const { chart, box } = await chartOf(page);
  await page.mouse.move(box.x + box.width * 0.4, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 100, { steps: 5 });
  await page.mouse.up();

  await expect.poll(() => chosen(page)).toBeDefined();
  const span = chosen(page);
  expect((span?.to ?? 0) - (span?.from ?? 0)).toBeLessThan(5 * MINUTE_MS);
  await expect(chart).toHaveAccessibleName(/chosen span: .*lowest 2\d/);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Chosen span' })).toBeVisible();
  expect(chosen(page)).toEqual(span);
  // What comes now is no part of it.
  await sensor.publish(99);
  await expect(page.getByTestId('value')).toContainText('99');
  await expect(chart).toHaveAccessibleName(/highest [23]\d/);

  await page.getByRole('button', { name: 'back to live' }).click();
  await expect(chart).toHaveAccessibleName(/last 24 hours: newest 99/);
});

test('a chart is zoomed and moved by keyboard @desktop', async ({ page, aSensor }) => {
  const sensor = await aSensor();
  for (const agoS of [600, 300, 10]) await sensor.publish(20, { agoS });
  await page.goto(`${sensor.path}?range=15min`);
  const { chart } = await chartOf(page);
  await chart.focus();
  await page.keyboard.press('+');
  await expect.poll(() => chosen(page)).toBeDefined();
  const near = chosen(page);
  expect((near?.to ?? 0) - (near?.from ?? 0)).toBe(7.5 * MINUTE_MS);
  await expect(page.getByRole('heading', { name: 'Chosen span' })).toBeVisible();
  await chart.focus();
  await page.keyboard.press('PageUp');

  await expect.poll(() => chosen(page)?.to).toBe((near?.to ?? 0) - 3.75 * MINUTE_MS);
});

test('one finger moves the chart, two stretch it', async ({ page, aSensor }, { project }) => {
  const sensor = await aSensor();
  for (const agoS of [600, 300, 10]) await sensor.publish(20, { agoS });
  await page.goto(`${sensor.path}?range=15min`);
  const { box } = await chartOf(page);
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', xs: readonly number[]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: xs.map((x, id) => ({ x: box.x + box.width * x, y: box.y + 80, id })),
    });
  if (project.name === 'desktop') await session.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await touch('touchStart', [0.5]);
  for (const x of [0.55, 0.6, 0.7]) await touch('touchMove', [x]);
  await touch('touchEnd', []);
  await expect.poll(() => chosen(page)).toBeDefined();
  const moved = chosen(page);
  expect(Math.round(((moved?.to ?? 0) - (moved?.from ?? 0)) / MINUTE_MS)).toBe(15);
  await expect(page.getByRole('heading', { name: 'Chosen span' })).toBeVisible();

  await touch('touchStart', [0.4, 0.6]);
  for (const by of [0.02, 0.06, 0.1]) await touch('touchMove', [0.4 - by, 0.6 + by]);
  await touch('touchEnd', []);

  await expect.poll(() => (chosen(page)?.to ?? 0) - (chosen(page)?.from ?? 0)).toBeLessThan(10 * MINUTE_MS);
});

test('what is shown is saved as CSV @desktop', async ({ page, aSensor }) => {
  const sensor = await aSensor();
  for (const agoS of [30, 20, 10]) await sensor.publish(20 + agoS, { agoS });
  await page.goto(`${sensor.path}?range=15min`);
  await chartOf(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const file = await (await download).path();
  const lines = (await readFile(file, 'utf8')).trim().split('\r\n');

  expect(lines[0]).toBe('time,temperature value (°C)');
  expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(['50', '40', '30']);
});
