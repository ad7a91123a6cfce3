import { expect, test } from './hearth-test';

test('a value that can’t be is believed by two presses, and from then on its like @desktop', async ({
  page,
  aSensor,
}) => {
  const flue = await aSensor({ name: 'Flue' });
  for (const [agoS, value] of [
    [400, 310],
    [300, 850],
    [10, 320],
  ] as const) {
    await flue.publish(value, { agoS });
  }
  await page.goto(`${flue.path}?range=15min`);
  const notice = page.getByRole('region', { name: 'Not believable' });
  await expect(notice).toContainText('1 value was not believable');

  await page.getByTestId('implausible').click();
  await expect(notice.getByRole('checkbox', { name: /850/ })).toBeChecked();
  await expect(notice.getByLabel('To, °C')).toHaveValue('850');
  await expect(notice).toContainText('1 value marked ✕ becomes a reading');
  await notice.getByRole('button', { name: 'Believe', exact: true }).click();
  await expect(notice).toContainText('From now on values of −60.0 – 850.0 °C are believed.');
  await expect(page.getByTestId('implausible')).toHaveCount(0);

  // It holds a second later.
  await expect
    .poll(async () => {
      await flue.publish(840);
      return page.getByTestId('value').textContent();
    })
    .toContain('840');
});

test('a value that came while the page stood is believed as well @desktop', async ({ page, aSensor }) => {
  const stove = await aSensor({ name: 'Stove' });
  await page.goto(`${stove.path}?range=15min`);
  await expect(page.getByTestId('value')).toHaveCount(0);
  await stove.publish(300, { agoS: 20 });
  await expect(page.getByTestId('value')).toContainText('300');
  await stove.publish(850, { agoS: 10 });

  await page.getByTestId('implausible').click();

  const notice = page.getByRole('region', { name: 'Not believable' });
  await expect(notice.getByLabel('To, °C')).toHaveValue('850');
});

test('what is believable is set in a sensor’s settings, and is as usual again @desktop', async ({
  page,
  aSensor,
}) => {
  const fridge = await aSensor({ name: 'Fridge' });
  await fridge.publish(5, { agoS: 10 });
  await page.goto(fridge.path);
  await expect(page.getByTestId('value')).toContainText('5.0');
  await page.goto(`${fridge.path}/edit`);
  const ranges = page.getByRole('region', { name: 'Believable range' });
  await ranges.getByText('−60 to 600 °C').click();
  await ranges.getByLabel('From, °C').fill('8');
  await ranges.getByLabel('To, °C').fill('5');
  await expect(ranges.getByRole('alert')).toContainText('the lower one first');
  await ranges.getByLabel('To, °C').fill('12');
  await expect(ranges).toContainText('1 value outside is marked ✕');
  await ranges.getByRole('checkbox', { name: /For the past, too/ }).uncheck();
  await ranges.getByRole('button', { name: 'Save range' }).click();
  await expect(ranges.getByText('8 to 12 °C')).toBeVisible();
  await expect(ranges.getByText('set by hand')).toBeVisible();

  await ranges.getByRole('button', { name: /^As usual/ }).click();

  await expect(ranges.getByText('−60 to 600 °C')).toBeVisible();
  await expect(ranges.getByText('set by hand')).toBeHidden();
});

test('what could not be looked up is said, and looked up once more @desktop', async ({ page, aSensor }) => {
  const freezer = await aSensor({ name: 'Freezer' });
  await freezer.publish(-18, { agoS: 10 });
  await page.goto(freezer.path);
  await expect(page.getByTestId('value')).toContainText('18.0');
  await page.goto(`${freezer.path}/edit`);
  const ranges = page.getByRole('region', { name: 'Believable range' });
  const save = ranges.getByRole('button', { name: 'Save range' });
  await page.route('**/edit', (route) =>
    route.request().method() === 'POST' ? route.abort('internetdisconnected') : route.continue(),
  );
  await ranges.getByText('−60 to 600 °C').click();
  await ranges.getByLabel('To, °C').fill('−20');
  await expect(ranges.getByText('What it does to what is stored could not be looked up.')).toBeVisible();
  await expect(save).toBeDisabled();
  await expect(save).toHaveAccessibleDescription(/could not be looked up/);

  await page.unroute('**/edit');
  await ranges.getByRole('button', { name: 'Try again' }).click();

  await expect(ranges).toContainText('1 value outside is marked ✕');
  await expect(save).toBeEnabled();
});
