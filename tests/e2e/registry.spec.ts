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

test('rooms are added, renamed, moved and merged; open pages hear of it', async ({ page, aSensor, context }, {
  project,
}) => {
  const [first, second] = [`Room A ${project.name}`, `Room B ${project.name}`];
  const sensor = await aSensor({ room: first });
  await sensor.publish(20);
  const list = await context.newPage();
  await list.goto(`/sensors?q=${sensor.id}`);
  await expect(list.getByRole('rowheader', { name: first })).toBeVisible();
  await page.goto('/rooms');
  await page.getByRole('textbox', { name: 'Add a room' }).fill(second);
  await page.getByRole('button', { name: 'Add room' }).click();
  await page.getByRole('button', { name: `Rename ${second}` }).click();
  await page.getByLabel('New name').fill(first);
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'already' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('button', { name: `Move ${second} up` }).click();
  await expect
    .poll(async () => {
      const names = await page
        .getByRole('region', { name: 'Rooms in their order' })
        .getByRole('listitem')
        .allTextContents();
      return (
        names.findIndex((text) => text.startsWith(second)) < names.findIndex((text) => text.startsWith(first))
      );
    })
    .toBe(true);
  await page.getByRole('button', { name: `Remove or merge ${first}` }).click();
  await page.getByLabel('Put one sensor into').selectOption({ label: second });
  await page.getByRole('button', { name: 'Remove the room' }).click();

  await expect(page.getByText(first)).toHaveCount(0);
  await expect(list.getByRole('rowheader', { name: second })).toBeVisible();
  await expect(list.getByRole('row').filter({ hasText: sensor.name })).toContainText(second);
});

test('by keyboard a room goes down and up and is renamed, and the focus stays where it was @desktop', async ({
  page,
}, { project }) => {
  const names = ['Keyboard first', 'Keyboard second', 'Keyboard third'].map(
    (room) => `${room} ${project.name}`,
  );
  const name = names[2] ?? '';
  await page.goto('/rooms');
  for (const room of names) {
    await page.getByRole('textbox', { name: 'Add a room' }).fill(room);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: `Rename ${room}` })).toBeVisible();
  }
  const last = await page.getByRole('button', { name: /^Rename / }).count();
  const up = page.getByRole('button', { name: `Move ${name} up` });
  await up.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByText(`${name} is number ${last - 2} of ${last}`)).toBeAttached();
  await expect(up).toBeFocused();
  const down = page.getByRole('button', { name: `Move ${name} down` });
  await down.focus();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Enter');
  await expect(page.getByText(`${name} is number ${last} of ${last}`)).toBeAttached();
  await expect(down).toBeFocused();
  await expect(down).toHaveAttribute('aria-disabled', 'true');

  const rename = page.getByRole('button', { name: `Rename ${name}` });
  await rename.press('Enter');
  await page.getByLabel('New name').press('Escape');
  await expect(rename).toBeFocused();
});

test('a room that somebody removed goes from the page that stands open, and can’t be renamed @desktop', async ({
  page,
  context,
}, { project }) => {
  const name = `Short-lived ${project.name}`;
  await page.goto('/rooms');
  await page.getByRole('textbox', { name: 'Add a room' }).fill(name);
  await page.getByRole('button', { name: 'Add room' }).click();
  await expect(page.getByRole('button', { name: `Rename ${name}` })).toBeVisible();
  const other = await context.newPage();
  // It doesn't learn by itself yet.
  await other.route('**/rooms', (route) =>
    route.request().method() === 'HEAD' ? route.abort() : route.fallback(),
  );
  await other.goto('/rooms');
  await other.locator('[data-link=held]').waitFor();
  await other.getByRole('button', { name: `Rename ${name}` }).click();
  await page.getByRole('button', { name: `Remove or merge ${name}` }).click();
  await page.getByRole('button', { name: 'Remove the room' }).click();
  await expect(page.getByRole('button', { name: `Rename ${name}` })).toHaveCount(0);
  await other.getByLabel('New name').fill('Too late');
  await other.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(other.getByRole('alert').filter({ hasText: 'That room is no more' })).toBeVisible();

  await other.unroute('**/rooms');
  await expect(other.getByRole('button', { name: `Rename ${name}` })).toHaveCount(0);
});

test('rooms stand floor by floor once there is a floor, in the lists and on the board', async ({
  page,
  aSensor,
}, { project }) => {
  const [room, floor] = [`Loft ${project.name}`, `Under the roof ${project.name}`];
  const sensor = await aSensor({ room });
  await sensor.publish(20);
  await page.goto('/rooms');
  await page.getByRole('textbox', { name: 'Add a floor' }).fill(floor);
  await page.getByRole('button', { name: 'Add floor' }).click();
  await page.getByRole('combobox', { name: `Floor of ${room}` }).selectOption({ label: floor });
  await expect(
    page.getByRole('region', { name: 'Rooms in their order' }).getByText(floor).first(),
  ).toBeVisible();
  await expect(
    page
      .getByRole('region', { name: 'Floors in their order' })
      .getByRole('listitem')
      .filter({ hasText: floor }),
  ).toContainText('one room');

  await page.goto(`/sensors?q=${encodeURIComponent(floor)}`);
  await expect(page.getByRole('rowheader', { name: room })).toContainText(floor);
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'Rooms' }).getByText(floor)).toBeVisible();
  await page.goto('/rooms');
  await page.getByRole('button', { name: `Remove or merge ${floor}` }).click();
  await page.getByLabel('Put one room into').selectOption({ label: 'No floor' });
  await page.getByRole('button', { name: 'Remove the floor' }).click();

  await expect(page.getByText(floor)).toHaveCount(0);
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
