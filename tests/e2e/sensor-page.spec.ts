import { connectAsync } from 'mqtt';
import { teach } from '@/tests/support/teach';
import { expect, test } from './hearth-test';
import { chartRows, stay } from './page-under-test';

test('ranges stand in the address, are fetched without a reload, and survive one', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor();
  for (const agoS of [3 * 3_600, 1_800, 60]) await sensor.publish(agoS / 1_000, { agoS });
  await page.goto(sensor.path);
  await expect(page.getByRole('heading', { name: 'Last 24 hours' })).toBeVisible();
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect
    .poll(async () => (await chartRows(page)).filter((row) => !row.startsWith('no data')))
    .toHaveLength(3);
  const stays = await stay(page);

  await page.getByRole('radio', { name: '1 h', exact: true }).click();

  await expect(page.getByRole('heading', { name: 'Last hour' })).toBeVisible();
  await expect
    .poll(async () => (await chartRows(page)).filter((row) => !row.startsWith('no data')))
    .toHaveLength(2);
  expect(page.url()).toContain('range=1h');
  expect(await stays()).toBe(true);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Last hour' })).toBeVisible();
});

test('a gap is a break with its length, not a line', async ({ page, aSensor }) => {
  const sensor = await aSensor();
  for (let agoS = 14 * 60; agoS > 0; agoS -= 20) {
    if (agoS > 8 * 60 || agoS < 4 * 60) await sensor.publish(20, { agoS });
  }
  await page.goto(`${sensor.path}?range=15min`);

  await expect(page.getByTestId('chart').getByText(/^no data 4 min/)).toBeVisible();
  await expect(page.getByRole('img', { name: /, 1 gap\.$|, 2 gaps\.$/ })).toBeVisible();
  const line = page.locator('.recharts-line-curve').first();
  // A line that breaks is drawn in two strokes.
  expect(((await line.getAttribute('d')) ?? '').match(/M/g)).toHaveLength(2);
});

test('the keyboard walks along the chart @desktop', async ({ page, aSensor }) => {
  const sensor = await aSensor();
  for (const [agoS, value] of [
    [30, 20.1],
    [20, 20.2],
    [10, 20.3],
  ] as const) {
    await sensor.publish(value, { agoS });
  }
  await page.goto(`${sensor.path}?range=15min`);
  const chart = page.getByRole('img', { name: /newest 20\.3/ });
  await chart.focus();
  const said = page.getByTestId('chart').getByRole('status');

  await page.keyboard.press('ArrowLeft');
  await expect(said).toContainText('20.3 °C');
  await page.keyboard.press('ArrowLeft');
  await expect(said).toContainText('20.2 °C');
  await page.keyboard.press('Home');
  await expect(said).toContainText('20.1 °C');
  await page.keyboard.press('ArrowRight');
  await expect(said).toContainText('20.2 °C');
  await page.keyboard.press('Escape');
  await expect(said).toBeHidden();
});

test('paused, the picture holds still while the value goes on; back to live it has everything', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor();
  await sensor.publish(20, { agoS: 10 });
  await page.goto(`${sensor.path}?range=15min`);
  await expect(page.getByRole('img', { name: /newest 20\.0/ })).toBeVisible();

  await page.getByRole('button', { name: 'Pause' }).click();
  await sensor.publish(21);

  await expect(page.getByTestId('value')).toContainText('21.0');
  await expect(page.getByRole('img', { name: /newest 20\.0/ })).toBeVisible();
  await expect(page.getByTestId('tail').getByRole('row').first()).toContainText('20.0');
  await page.getByRole('button', { name: 'paused, back to live' }).click();
  await expect(page.getByRole('img', { name: /newest 21\.0/ })).toBeVisible();
  await expect(page.getByTestId('tail').getByRole('row').first()).toContainText('21.0');
});

test('an empty range says when the newest reading was and leads there', async ({ page, aSensor }) => {
  const sensor = await aSensor();
  await sensor.publish(20, { agoS: 2 * 3_600 });
  await page.goto(`${sensor.path}?range=15min`);
  await expect(page.getByText('No history for this range')).toBeVisible();

  await page.getByRole('button', { name: 'Show last 6 hours' }).click();

  await expect(page.getByRole('img', { name: /newest 20\.0/ })).toBeVisible();
});

test('a sensor that nobody knows is said to be none @desktop', async ({ page, complaints }) => {
  const response = await page.goto('/sensors/no-such-sensor');

  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Show all sensors' })).toBeVisible();
  // The browser's own lines on the status.
  expect(complaints.splice(0).filter((text) => !text.includes('status of 404'))).toEqual([]);
});

test('an address with a slip in it is no page, whatever stands in it @desktop', async ({ request }) => {
  const statuses = await Promise.all(
    ['100%25', '%2525', 'a%20b', '..%2F..', '~', 'x'.repeat(300)].map(async (id) =>
      (await request.get(`/sensors/${id}`)).status(),
    ),
  );

  expect(statuses).toEqual([404, 404, 404, 404, 404, 404]);
});

test('the doors for programs refuse what they can’t read, in words @desktop', async ({
  request,
  aSensor,
}) => {
  const sensor = await aSensor();
  const path = `/api/v1/sensors/${sensor.id}/span`;

  const refusals = await Promise.all(
    [
      `${path}?quantity=temperature&from=2&to=1`,
      `${path}?from=1&to=2`,
      `${path}?quantity=temperature&from=x&to=2`,
    ].map(async (url) => {
      const response = await request.get(url);
      return [response.status(), (await response.json()).error];
    }),
  );

  expect(refusals).toEqual([
    [400, 'to: must be later than from'],
    [400, expect.stringMatching(/^quantity: /)],
    [400, expect.stringMatching(/^from: /)],
  ]);
  expect((await request.get('/api/v1/sensors/none-such')).status()).toBe(404);
});

test('what a clock ahead of ours measured is on the chart, from the first picture on @desktop', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor();
  for (const agoS of [20, 0, -20, -40]) await sensor.publish(20 - agoS / 10, { agoS });
  await page.goto(`${sensor.path}?range=15min`);

  await page.getByRole('button', { name: 'Show as table' }).click();

  await expect.poll(() => chartRows(page)).toEqual(expect.arrayContaining(['24.0', '22.0', '20.0', '18.0']));
  await page.getByRole('radio', { name: '1 h', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Last hour' })).toBeVisible();
  expect(await chartRows(page)).toEqual(expect.arrayContaining(['24.0', '22.0', '20.0', '18.0']));
});

test('while another series loads, the old one stays in its own unit @desktop', async ({ page, hearth }) => {
  const id = 'e2e-two-series';
  const reading = (path: string, quantity: string, unit: string) => ({ path, quantity, unit });
  await teach(hearth.databaseUrl, {
    rooms: ['Test bench'],
    sensors: [{ id, name: 'Two in one', room: 'Test bench' }],
    mappings: [
      {
        sensor: id,
        topic: `e2e/${id}`,
        format: 'json',
        readings: [reading('/t', 'temperature', '°C'), reading('/h', 'humidity', '%')],
      },
    ],
  });
  const client = await connectAsync(hearth.mqttUrl ?? '', { clientId: id });
  await client.publishAsync(`e2e/${id}`, JSON.stringify({ t: 21.5, h: 48 }), { qos: 1 });
  await client.endAsync();
  await page.goto(`/sensors/${id}?range=15min&series=temperature`);
  await expect(page.getByRole('img', { name: /Temperature.*newest 21\.5 °C/ })).toBeVisible();
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/quantity=humidity/, async (route) => {
    await held;
    await route.continue();
  });

  await page.getByRole('radio', { name: /Humidity/ }).click();

  await expect(page.getByTestId('value')).toContainText('48');
  await expect(page.getByRole('img', { name: /Temperature.*newest 21\.5 °C/ })).toBeVisible();
  await expect(page.getByTestId('tail').getByRole('row').first()).toContainText('21.5 °C');
  release();
  await expect(page.getByRole('img', { name: /Humidity.*newest 48 %/ })).toBeVisible();
  await expect(page.getByTestId('tail').getByRole('row').first()).toContainText('48 %');
});

test('what the newest values came of is shown byte for byte', async ({ page, aSensor }) => {
  const sensor = await aSensor();
  await sensor.publish(20.25, { agoS: 10 });
  await sensor.publish(21.5);
  await page.goto(sensor.path);
  await expect(page.getByTestId('value')).toContainText('21.5');
  const messages = page.getByRole('region', { name: 'Last messages' });
  await messages.getByRole('button', { name: 'Show what was sent' }).click();

  const rows = messages.getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText(`e2e/${sensor.id}`);
  await expect(rows.first()).toContainText('{"t":21.5,"at":');
  await expect(rows.first()).toContainText('QoS 1');
  await expect(rows.last()).toContainText('{"t":20.25,"at":');
});
