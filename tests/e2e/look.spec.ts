import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './hearth-test';
import { deviceUnderTest, mappingPath, roomPath } from './page-under-test';

const TOPIC_PAGES = [
  '',
  '/new',
  ...['', '/partitions', '/messages', '/history'].map((tab) => `/hearth.mqtt.raw.v1${tab}`),
].map((page) => `/topics${page}`);
/** Of people, and of those who are still outside. */
const PEOPLE_PAGES = [
  '/logins',
  '/phone',
  '/people',
  '/people/audit',
  '/account',
  '/sign-in',
  '/setup',
  '/join/used-up',
  '/connect/used-up',
];
const THEMES = ['light', 'dark'] as const;

for (const theme of THEMES) {
  // What a phone shows differs in shape: once is enough for colours.
  test(`every page can be read by all, in ${theme}${theme === 'dark' ? ' @desktop' : ''}`, async ({
    page,
    hearth,
    aSensor,
  }) => {
    test.setTimeout(240_000);
    const sensor = await aSensor();
    for (const agoS of [600, 300, 30, 20, 10]) await sensor.publish(20 + agoS / 100, { agoS });
    await page.emulateMedia({ colorScheme: theme });
    const devicePaths = await deviceUnderTest(hearth);

    for (const path of [
      '/',
      '/sensors',
      '/sensors?sort=battery',
      '/sensors/new',
      `/sensors/new/continue?family=tasmota&key=none&sensor=${sensor.id}`,
      `${sensor.path}/edit`,
      '/rooms',
      '/mappings',
      '/mappings/new?topic=e2e/%23',
      await mappingPath(page, sensor),
      await roomPath(page, sensor),
      '/inbox',
      '/status',
      '/search',
      '/elk',
      '/more',
      ...PEOPLE_PAGES,
      ...TOPIC_PAGES,
      ...devicePaths,
      `${sensor.path}?range=15min`,
    ]) {
      await page.goto(path);
      await settled(page, path);
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => `${path}: ${id} ${nodes.map(({ html }) => html).join(' ')}`),
      ).toEqual([]);
    }
  });
}

test('the table of a chart can be read by all', async ({ page, aSensor }) => {
  const sensor = await aSensor();
  for (const agoS of [600, 30, 20, 10]) await sensor.publish(20, { agoS });
  await page.goto(`${sensor.path}?range=15min`);
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect(page.getByRole('table').first()).toBeVisible();

  const { violations } = await new AxeBuilder({ page }).analyze();

  expect(violations.map(({ id }) => id)).toEqual([]);
});

/** The last: a laptop's 1440 px at 200 %. */
const NARROW = [
  { width: 390, height: 844 },
  { width: 320, height: 844 },
  { width: 720, height: 450 },
];

for (const { width, height } of NARROW) {
  test(`nothing is wider than a screen of ${width} px, and what is pressed is large enough @desktop`, async ({
    page,
    hearth,
    aSensor,
  }) => {
    test.setTimeout(180_000);
    const devicePaths = await deviceUnderTest(hearth);
    const sensor = await aSensor({
      name: 'A sensor whose name is wider than any phone there is',
    });
    await sensor.publish(20);
    await page.setViewportSize({ width, height });

    for (const path of [
      '/',
      '/sensors',
      '/sensors/new',
      `/sensors/new/continue?family=tasmota&key=none&sensor=${sensor.id}`,
      `${sensor.path}/edit`,
      '/rooms',
      '/mappings',
      '/mappings/new?topic=e2e/%23',
      await mappingPath(page, sensor),
      await roomPath(page, sensor),
      '/inbox',
      '/status',
      '/search',
      '/elk',
      '/more',
      ...PEOPLE_PAGES,
      ...TOPIC_PAGES,
      ...devicePaths,
      sensor.path,
    ]) {
      await page.goto(path);
      await settled(page, path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      // All at one moment: lists live.
      const heights = await page
        .getByRole('button')
        .and(page.locator(':visible'))
        .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().height));
      expect(Math.min(...heights, 40)).toBe(40);
    }
  });
}

test('a theme is chosen, kept, and painted with the first picture', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/more');
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(11, 12, 14)');

  await page.reload({ waitUntil: 'commit' });

  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(11, 12, 14)');
});

test('with forced colours it is seen what is chosen, what is live, and which series has which colour @desktop', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor();
  await sensor.publish(20);
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(sensor.path);
  const style = (locator: Locator, name: string) =>
    locator.evaluate((element, of) => getComputedStyle(element).getPropertyValue(of), name);

  expect(await style(page.getByRole('radio', { name: '24 h' }), 'outline-style')).toBe('solid');
  expect(await style(page.getByRole('radio', { name: '7 d' }), 'outline-style')).toBe('none');
  expect(await style(page.locator('nav [aria-current=page]').first(), 'outline-style')).toBe('solid');
  expect(await style(page.locator('.glow').first(), 'border-top-style')).toBe('solid');
  await page.getByRole('img', { name: sensor.name }).press('ArrowLeft');
  const swatch = page.locator('.own-colour');
  const forced = await style(swatch, 'background-color');
  await page.emulateMedia({ forcedColors: 'none' });
  expect(await style(swatch, 'background-color')).toBe(forced);
});

test('the navigation lists pages that exist', async ({ page }) => {
  await page.goto('/sensors');
  const links = page
    .getByRole('navigation', { name: 'Main' })
    .and(page.locator(':visible'))
    .getByRole('link');
  const addresses = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));

  expect(addresses.length).toBeGreaterThan(1);
  for (const address of addresses) expect((await page.request.get(address)).status()).toBe(200);
});

async function settled(page: Page, path: string): Promise<void> {
  await expect(page).toHaveTitle(/./);
  if (/^\/(sensors|rooms)\/(?!new)[^/]+$/.test(path))
    await expect(page.locator('.recharts-surface').first()).toBeVisible();
  else await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}
