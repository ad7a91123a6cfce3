import { expect, test } from './hearth-test';
import { roomPath, stay } from './page-under-test';

test('a room shows all that is measured in it, each with its last hour, live', async ({ page, aSensor }, {
  project,
}) => {
  const room = `Room of charts ${project.name}`;
  const first = await aSensor({ name: 'First chart', room });
  const second = await aSensor({ name: 'Second chart', room });
  for (const agoS of [600, 300, 20]) {
    await first.publish(20 + agoS / 100, { agoS });
    await second.publish(30 + agoS / 100, { agoS });
  }
  await page.goto('/rooms');
  await page.getByRole('link', { name: room, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: room })).toBeVisible();
  const tile = page.getByRole('article', { name: first.name });
  await expect(page.getByRole('article')).toHaveCount(2);
  await expect(tile.getByRole('img')).toHaveAccessibleName(
    /Temperature, last hour: newest 20\.2.*lowest 20\.2.*highest 26\.0/,
  );
  const isSamePage = await stay(page);

  await first.publish(25.5);
  await expect(tile.getByTestId('value')).toContainText('25.5');
  await expect(tile.getByRole('img')).toHaveAccessibleName(/newest 25\.5/);
  await expect(page.getByRole('article', { name: second.name }).getByTestId('value')).toContainText('30.2');

  await tile.getByRole('link', { name: first.name }).click();
  await expect(page).toHaveURL(new RegExp(`${first.path}\\?series=temperature`));
  expect(await isSamePage()).toBe(true);
});

test('the heading of a room on Now leads to its page', async ({ page, aSensor }) => {
  const sensor = await aSensor({ room: 'Room with a heading' });
  await sensor.publish(21);
  await page.goto('/');
  await page.getByRole('link', { name: 'Room with a heading', exact: true }).click();
  await expect(page).toHaveURL(await roomPath(page, sensor));
  await expect(page.getByRole('article', { name: sensor.name }).getByTestId('value')).toContainText('21.0');
});

test('a sensor without a reading is named, and its chart begins with the first @desktop', async ({
  page,
  aSensor,
}, { project }) => {
  const sensor = await aSensor({ room: `Room of the unheard ${project.name}` });
  await page.goto(await roomPath(page, sensor));
  await expect(page.getByRole('article', { name: sensor.name })).toContainText('No reading yet');

  await sensor.publish(19);

  await expect(page.getByRole('article', { name: sensor.name }).getByRole('img')).toHaveAccessibleName(
    /newest 19\.0/,
  );
});

test('a room without sensors says what to do, and one that isn’t there is not found @desktop', async ({
  page,
}, { project }) => {
  const name = `Empty room ${project.name}`;
  await page.goto('/rooms');
  await page.getByRole('textbox', { name: 'Add a room' }).fill(name);
  await page.getByRole('button', { name: 'Add room' }).click();
  await page.getByRole('link', { name, exact: true }).click();

  await expect(page.getByText('No sensor is in this room')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Add a sensor' })).toBeVisible();
  for (const id of ['999999999', 'kitchen', '-1'])
    expect((await page.request.get(`/rooms/${id}`)).status()).toBe(404);
});
