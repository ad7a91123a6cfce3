import type { Page } from '@playwright/test';
import { connectAsync } from 'mqtt';
import { expect, type HearthUnderTest, test } from './hearth-test';

async function publish(hearth: HearthUnderTest, topic: string, payload: object): Promise<void> {
  const client = await connectAsync(hearth.mqttUrl ?? '');
  await client.publishAsync(topic, JSON.stringify(payload), { qos: 1 });
  await client.endAsync();
}

test('a plug that nobody configured becomes a sensor by two presses', async ({ page, hearth }, {
  project,
}) => {
  const plug = `e2e_plug_${project.name}`;
  const energy = (watts: number) => ({ ENERGY: { Total: 1.25, Power: watts, Voltage: 230 } });
  await publish(hearth, `tele/${plug}/SENSOR`, energy(40));
  await page.goto('/sensors');
  await page.getByRole('link', { name: 'Add a sensor' }).first().click();
  const row = page.getByRole('listitem').filter({ hasText: plug });
  await expect(row).toContainText('40 W');
  await row.getByRole('button', { name: 'Add' }).click();

  await expect(page.getByRole('heading', { level: 1, name: plug })).toBeVisible();
  await expect(page.getByText('Waiting for the first reading')).toBeVisible();
  // The binding holds a second after it was made.
  await expect
    .poll(async () => {
      await publish(hearth, `tele/${plug}/SENSOR`, energy(1_234));
      return page.getByTestId('value').count();
    })
    .toBe(1);
  await expect(page.getByTestId('value')).toContainText('1.23');
});

test('what a device can’t tell is said on its sensor’s page, and a zone that there is not is refused', async ({
  page,
  hearth,
}, { project }) => {
  const plug = `e2e_clock_${project.name}`;
  await publish(hearth, `tele/${plug}/SENSOR`, { ENERGY: { Power: 40 } });
  await page.goto('/sensors/new');
  const row = page.getByRole('listitem').filter({ hasText: plug });
  await row.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('heading', { level: 1, name: plug })).toBeVisible();
  await page.getByRole('link', { name: 'Settings', exact: true }).click();

  const about = page.getByRole('region', { name: 'About this device' });
  const zone = about.getByLabel('Time zone of its clock');
  await zone.fill('Atlantis/Capital');
  await about.getByRole('button', { name: 'Save' }).click();
  await expect(about.getByRole('alert')).toContainText('There is no such time zone');
  await expect(zone).toHaveValue('Atlantis/Capital');
  await zone.fill('Asia/Tokyo');
  await about.getByRole('button', { name: 'Save' }).click();
  await expect(about.getByRole('alert')).toHaveCount(0);
  await page.reload();

  await expect(zone).toHaveValue('Asia/Tokyo');
});

test('a sensor added by hand is edited, archived, brought back and removed for good', async ({ page }, {
  project,
}) => {
  const name = `Handmade ${project.name}`;
  await page.goto('/sensors/new');
  const form = page.getByRole('region', { name: 'Add by hand' });
  const tooLong = 'x'.repeat(300);
  await form.getByLabel('Name').fill(tooLong);
  await form.getByRole('button', { name: 'Add sensor' }).click();
  await expect(form.getByRole('alert')).toContainText('80 characters at most; this one has 300');
  await expect(form.getByLabel('Name')).toHaveValue(tooLong);
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('Room').fill('Workshop');
  await form.getByRole('button', { name: 'Add sensor' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill(`${name} renamed`);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${name} renamed` })).toBeVisible();

  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('button', { name: 'Archive' }).click();
  await page.getByRole('button', { name: 'Bring back' }).click();
  await page.getByRole('button', { name: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Remove 0 readings' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Type' })).toBeVisible();
  await page.getByLabel('to remove it').fill(`${name} renamed`);
  await page.getByRole('button', { name: 'Remove 0 readings' }).click();

  await expect(page).toHaveURL(/\/sensors$/);
  await expect(page.getByRole('link', { name: `${name} renamed` })).toHaveCount(0);
});

test('names may be long, of pictures, and from right to left; none makes a page wider', async ({ page }, {
  project,
}) => {
  await page.setViewportSize({ width: 320, height: 800 });
  const names = ['W'.repeat(79 - project.name.length), '🔥👩‍🚀', 'חיישן במרתף'].map(
    (name) => `${name} ${project.name}`,
  );
  for (const name of names) {
    await page.goto('/sensors/new');
    const form = page.getByRole('region', { name: 'Add by hand' });
    await form.getByLabel('Name').fill(name);
    await form.getByLabel('Room').fill(name);
    await form.getByRole('button', { name: 'Add sensor' }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    const settings = `${new URL(page.url()).pathname}/edit`;
    for (const path of ['/', `/sensors?q=${encodeURIComponent(name)}`, '/rooms', settings]) {
      await page.goto(path);
      await expect(page.getByText(name).first()).toBeAttached();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    }
  }
});

test('a device is added once, also from two pages @desktop', async ({ page, hearth, context }, {
  project,
}) => {
  const plug = `e2e_twice_${project.name}`;
  await publish(hearth, `tele/${plug}/SENSOR`, { ENERGY: { Total: 1, Power: 7 } });
  const other = await context.newPage();
  const rowOn = (one: Page) => one.getByRole('listitem').filter({ hasText: plug });
  for (const one of [page, other]) {
    await one.goto('/sensors/new');
    await expect(rowOn(one)).toContainText('7 W');
  }
  // Then the second page doesn't learn by itself what the first one does.
  await other.route('**/sensors/new', (route) =>
    route.request().method() === 'HEAD' ? route.abort() : route.fallback(),
  );
  await rowOn(page).getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('heading', { level: 1, name: plug })).toBeVisible();
  await rowOn(other).getByRole('button', { name: 'Add' }).click();

  await expect(other.getByRole('alert').filter({ hasText: 'feeds a sensor by now' })).toBeVisible();
});

test('an edit of what somebody else changed meanwhile is refused, and nothing typed is lost @desktop', async ({
  page,
  aSensor,
  context,
}) => {
  const sensor = await aSensor({ name: 'Contested' });
  await page.goto(`${sensor.path}/edit`);
  const other = await context.newPage();
  await other.goto(`${sensor.path}/edit`);
  await other.getByLabel('Name', { exact: true }).fill(`First (${sensor.id})`);
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByRole('heading', { level: 1, name: `First (${sensor.id})` })).toBeVisible();

  await page.getByLabel('Name', { exact: true }).fill('Second');
  await page.getByRole('button', { name: 'Save' }).click();

  await expect(page.getByRole('alert').filter({ hasText: 'Somebody else changed' })).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Second');
});

test('the list of sensors can be put into another order and searched, and both stand in the address', async ({
  page,
  aSensor,
}) => {
  const late = await aSensor({ name: 'Zebra probe', room: 'A first room' });
  const early = await aSensor({ name: 'Aardvark probe', room: 'Z last room' });
  await early.publish(1);
  await late.publish(2);
  await page.goto('/sensors?q=probe');
  await page.getByRole('combobox', { name: 'Order' }).selectOption('name');
  await expect(page).toHaveURL(/sort=name/);
  const names = async () => (await page.getByRole('row').allTextContents()).join('\n');

  await expect
    .poll(async () => (await names()).indexOf(early.name) < (await names()).indexOf(late.name))
    .toBe(true);
  await page.getByRole('searchbox', { name: 'Search sensors' }).fill('aardvark');
  await expect(page).toHaveURL(/q=aardvark/);
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Order' })).toHaveValue('name');
  await expect(page.getByRole('searchbox', { name: 'Search sensors' })).toHaveValue('aardvark');
  await expect(page.getByRole('link', { name: late.name })).toHaveCount(0);
});
