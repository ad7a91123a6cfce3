import type { Page } from '@playwright/test';
import { expect, test } from './hearth-test';
import { publish, region, saveButton } from './mapping-page';

/** Whether the tab is one that is looked at. */
async function showTab(page: Page, visibilityState: 'visible' | 'hidden'): Promise<void> {
  await page.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, visibilityState);
}

test('by keyboard alone readings are added and taken away, and the focus stays among them', async ({
  page,
  hearth,
  aSensor,
}) => {
  const sensor = await aSensor();
  const topic = `e2e/${sensor.id}/keys`;
  await publish(hearth, topic, '{"temp":21.5,"humidity":45}');
  await page.goto(`/mappings/new?sensor=${sensor.id}`);
  await page.getByLabel('Topic filter').fill(topic);
  const readings = region(page, 'Readings from it');

  await readings.getByRole('button', { name: 'Add $.temp' }).press('Enter');
  await expect(readings.getByRole('group', { name: 'Temperature, $.temp' })).toBeFocused();
  await readings.getByRole('button', { name: 'Add $.humidity' }).press('Enter');
  await expect(readings.getByRole('group', { name: 'Humidity, $.humidity' })).toBeFocused();
  await readings.getByRole('button', { name: 'More of Temperature' }).press('Enter');
  await readings.getByRole('button', { name: 'A word' }).press('Enter');
  await readings.getByRole('button', { name: 'Take this line away' }).press('Enter');
  await expect(readings.getByRole('button', { name: 'A word' })).toBeFocused();
  await readings.getByRole('button', { name: 'Take it away' }).press('Enter');
  await expect(readings.getByRole('group', { name: 'Humidity, $.humidity' })).toBeFocused();
  await readings.getByRole('button', { name: 'More of Humidity' }).press('Enter');
  await readings.getByRole('button', { name: 'Take it away' }).press('Enter');
  await expect(readings.getByRole('button', { name: 'By hand' })).toBeFocused();
});

test('what is wrong is led to, and what it opened stays open when it is mended', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor();
  await page.goto(`/mappings/new?sensor=${sensor.id}`);
  await page.getByLabel('Topic filter').fill(`e2e/${sensor.id}/folds`);
  await page.getByRole('button', { name: 'By hand' }).click();
  await page.getByLabel('Where it stands').fill('/t');
  const message = region(page, 'Message');
  await message.getByText('Clock: the moment of receipt.').click();
  await message.getByLabel('Its zone, where it names none').fill('Nowhere');
  await message.getByText('Clock: the moment of receipt.').click();
  await expect(message.getByLabel('Its zone, where it names none')).toBeHidden();
  await saveButton(page, 'Save mapping').click();

  await expect(message.getByLabel('Its zone, where it names none')).toBeFocused();
  await expect(message).toContainText('not an IANA time zone');
  await message.getByLabel('Its zone, where it names none').fill('Europe/Berlin');
  await expect(message).not.toContainText('not an IANA time zone');
  await expect(message.getByLabel('Its zone, where it names none')).toBeVisible();
  await message.getByText('Clock: the moment of receipt.').click();
  await page.getByLabel('Offset').fill('1');
  await expect(message.getByLabel('Its zone, where it names none')).toBeHidden();
});

test('an older message stays while newer ones come, with a way back @desktop', async ({
  page,
  hearth,
  aSensor,
}) => {
  const sensor = await aSensor();
  const topic = `e2e/${sensor.id}/held`;
  for (const value of [11, 12]) await publish(hearth, topic, `{"t":${value}}`);
  await page.goto(`/mappings/new?sensor=${sensor.id}`);
  await page.getByLabel('Topic filter').fill(topic);
  const sample = region(page, 'Sample');
  await expect(sample.getByRole('button', { name: /12$/ })).toBeVisible();
  await sample.getByRole('button', { name: 'Older message' }).click();
  await expect(sample.getByRole('button', { name: /11$/ })).toBeVisible();
  const newestHasCome = page.waitForResponse(
    async (response) =>
      response.url().endsWith('/mappings/preview') &&
      (await response.json()).samples.some(({ text }: { text: string }) => text === '{"t":26}'),
  );
  for (const value of [21, 22, 23, 24, 25, 26]) await publish(hearth, topic, `{"t":${value}}`);

  await newestHasCome;
  await expect(sample.getByRole('button', { name: /11$/ })).toBeVisible();
  const newest = sample.getByRole('button', { name: 'Newest' });
  await newest.focus();
  await newest.press('Enter');
  await expect(sample.getByRole('button', { name: /26$/ })).toBeVisible();
  await expect(newest).toBeFocused();
  await publish(hearth, topic, '{"t":27}');
  await expect(sample.getByRole('button', { name: /27$/ })).toBeVisible();
});

test('the log is not looked at while nobody looks at the page @desktop', async ({ page, aSensor }) => {
  const sensor = await aSensor();
  await page.clock.install();
  await page.goto(`/mappings/new?sensor=${sensor.id}`);
  await page.getByLabel('Topic filter').fill(`e2e/${sensor.id}`);
  let looks = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/mappings/preview')) looks += 1;
  });
  const looksAgain = () => page.waitForResponse((response) => response.url().endsWith('/mappings/preview'));
  const answered = looksAgain();
  await page.clock.fastForward('00:06');
  await answered;
  await showTab(page, 'hidden');
  const before = looks;
  await page.clock.runFor('01:00');
  expect(looks).toBe(before);

  const again = looksAgain();
  await showTab(page, 'visible');

  await again;
  expect(looks).toBe(before + 1);
});

test('whatever the keyboard leads to is in sight, on a phone too', async ({ page, aSensor }) => {
  const sensor = await aSensor();
  await page.goto(`/mappings/new?sensor=${sensor.id}`);
  await page.getByLabel('Topic filter').fill(`e2e/${sensor.id}`);
  await page.getByRole('button', { name: 'By hand' }).click();
  await page.getByLabel('Topic filter').focus();

  const reached: string[] = [];
  const hidden: string[] = [];
  for (let step = 0; step < 25; step += 1) {
    await page.keyboard.press('Tab');
    const { name, isSeen } = await page.evaluate(() => {
      const element = document.activeElement ?? document.body;
      const { left, top, width, height } = element.getBoundingClientRect();
      const seen = document.elementFromPoint(left + width / 2, top + height / 2);
      return { name: element.id || element.textContent, isSeen: seen !== null && element.contains(seen) };
    });
    reached.push(name);
    if (!isSeen) hidden.push(name);
  }

  expect(new Set(reached).size).toBeGreaterThan(20);
  expect(hidden).toEqual([]);
});

test('a message that is no JSON says how it can be read, and its values are pressed then', async ({
  page,
  hearth,
  aSensor,
}) => {
  const sensor = await aSensor();
  const topic = `e2e/${sensor.id}/line`;
  await publish(hearth, topic, 'environment,room=attic temperature=23.08,humidity=45i 1796075668193433096');
  await page.goto(`/mappings/new?sensor=${sensor.id}&topic=${encodeURIComponent(topic)}`);
  const sample = region(page, 'Sample');
  const name = await sample.getByText('the message', { exact: true }).boundingBox();
  expect(name?.height).toBeLessThan(48);

  await sample.getByRole('button', { name: 'Read it as: InfluxDB’s line protocol' }).press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');

  await expect(
    region(page, 'Readings from it').getByRole('group', { name: 'Temperature, temperature' }),
  ).toBeVisible();
});
