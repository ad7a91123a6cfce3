import { expect, test } from './hearth-test';

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
