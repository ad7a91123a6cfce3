import { connectAsync, type MqttClient } from 'mqtt';
import { teach } from '@/tests/support/teach';
import { expect, type HearthUnderTest, test } from './hearth-test';
import { inSight, stay } from './page-under-test';

/** A house of two counters and a kettle, each a JSON message. */
const HOUSE = {
  rooms: ['House of now'],
  sensors: [
    { id: 'now-meter', name: 'Meter of now', room: 'House of now', profile: 'meter' },
    { id: 'now-roof', name: 'Roof of now', room: 'House of now', profile: 'solar' },
    { id: 'now-kettle', name: 'Kettle of now', room: 'House of now', icon: 'coffee' },
  ],
  mappings: [
    mapping('now-meter', { power: 'W', energy: 'kWh', energy_returned: 'kWh' }),
    mapping('now-roof', { power: 'W', energy_production: 'kWh' }),
    mapping('now-kettle', { power: 'W' }),
  ],
};

function mapping(sensor: string, quantities: Readonly<Record<string, string>>): object {
  const readings = Object.entries(quantities).map(([quantity, unit]) => ({
    path: `/${quantity}`,
    quantity,
    unit,
  }));
  return { sensor, topic: `e2e/${sensor}`, format: 'json', readings };
}

/** kWh of a meter that counts 20 kW, whoever asks. */
function counter(): number {
  return 100 + (20 * (Date.now() % 86_400_000)) / 3_600_000;
}

async function aHouse(hearth: HearthUnderTest) {
  await teach(hearth.databaseUrl, HOUSE);
  const client: MqttClient = await connectAsync(hearth.mqttUrl ?? '', { clientId: 'now-house' });
  const say = (sensor: string, values: object) =>
    client.publishAsync(`e2e/${sensor}`, JSON.stringify(values), { qos: 1 });
  return {
    flows: async (watts: { grid: number; roof: number; kettle: number }) => {
      await say('now-meter', { power: watts.grid, energy: counter(), energy_returned: 10 });
      await say('now-roof', { power: watts.roof, energy_production: 50 });
      await say('now-kettle', { power: watts.kettle });
    },
    leave: () => client.endAsync(),
  };
}

test('the whole house is told as it is: what it takes, from where, and where it goes', async ({
  page,
  hearth,
}) => {
  const house = await aHouse(hearth);
  await house.flows({ grid: 400, roof: 500, kettle: 300 });
  await page.goto('/');
  const power = page.getByTestId('house-power');
  await expect(power).toContainText('900');
  await expect(
    page.getByRole('img', { name: /Power of the whole house, last 24 hours: now 900 W/ }),
  ).toBeVisible();
  const flow = page.getByRole('region', { name: 'Where it flows' });
  await expect(flow).toContainText('900 W');
  const stays = await stay(page);

  await house.flows({ grid: -1_000, roof: 2_500, kettle: 1_200 });

  await expect(power).toContainText('1.50');
  await expect(power).toContainText('kW');
  await expect(flow.getByRole('term').filter({ hasText: 'To the grid' })).toBeAttached();
  await expect(flow).toContainText('2.50 kW');
  const cell = page.getByRole('link', { name: /Kettle of now/ });
  await inSight(cell, '1.20');
  expect(await stays()).toBe(true);
  await house.leave();
});

test('a pause holds the picture, and another range is fetched; the range stands in the address', async ({
  page,
  hearth,
}) => {
  const house = await aHouse(hearth);
  await house.flows({ grid: 400, roof: 0, kettle: 0 });
  await page.goto('/');
  const picture = page.getByRole('img', { name: /Power of the whole house/ });
  await expect(picture).toHaveAccessibleName(/now 400 W/);
  await page.getByRole('button', { name: 'Pause' }).and(page.locator(':visible')).click();

  await house.flows({ grid: 700, roof: 0, kettle: 0 });
  await expect(page.getByTestId('house-power')).toContainText('700');
  await expect(picture).toHaveAccessibleName(/now 400 W/);
  await page.getByRole('radio', { name: '15 min' }).and(page.locator(':visible')).click();

  await expect(picture).toHaveAccessibleName(/last 15 minutes: now 700 W/);
  await expect(page).toHaveURL(/range=15min/);
  await page.reload();
  await expect(picture).toHaveAccessibleName(/last 15 minutes/);
  await house.leave();
});

test('what was used today comes from counters @desktop', async ({ page, hearth }) => {
  const house = await aHouse(hearth);
  const today = async () => (await (await page.request.get(houseAddress(hearth))).json()).today;
  await house.flows({ grid: 400, roof: 0, kettle: 0 });
  await expect.poll(async () => (await today()).imported).not.toBeNull();
  const { imported } = await today();
  await expect(async () => {
    await house.flows({ grid: 400, roof: 0, kettle: 0 });
    expect((await today()).imported).toBeGreaterThan(imported + 0.02);
  }).toPass();
  const { used } = await today();

  await page.goto('/');

  await expect(page.getByRole('region', { name: 'Today' })).toContainText(used.toFixed(2));
  await house.leave();
});

test('a cell is a way to its series, and a sensor of several quantities has several cells', async ({
  page,
  hearth,
}) => {
  const readings = [
    { path: '/t', quantity: 'temperature', unit: '°C' },
    { path: '/h', quantity: 'humidity', unit: '%' },
    { path: '/b', quantity: 'battery', unit: '%' },
  ];
  await teach(hearth.databaseUrl, {
    rooms: ['Room of cells'],
    sensors: [{ id: 'now-shelf', name: 'Shelf of now', room: 'Room of cells' }],
    mappings: [{ sensor: 'now-shelf', topic: 'e2e/now-shelf', format: 'json', readings }],
  });
  const client = await connectAsync(hearth.mqttUrl ?? '', { clientId: 'now-shelf' });
  await client.publishAsync('e2e/now-shelf', '{"t":21.37,"h":44,"b":7}', { qos: 1 });
  await page.goto('/');
  const row = page
    .locator('div')
    .filter({ has: page.getByRole('heading', { name: 'Room of cells' }) })
    .last();

  await inSight(row.getByRole('link', { name: /^Temperature/ }), '21.4');
  await expect(row.getByRole('link', { name: /Battery/ })).toHaveCount(0);
  const more = page.getByRole('button', { name: /^Show \d+ more$/ }).and(page.locator(':visible'));
  const low = page
    .getByRole('link', { name: 'Shelf of now has a low battery' })
    .and(page.locator(':visible'));
  await expect(more.or(low).first()).toBeVisible();
  if (await more.isVisible()) await more.click();
  await expect(
    page.getByRole('link', { name: 'Shelf of now has a low battery' }).and(page.locator(':visible')),
  ).toBeVisible();
  await row.getByRole('link', { name: /^Humidity/ }).click();

  await expect(page).toHaveURL(/\/sensors\/now-shelf\?series=humidity/);
  await expect(page.getByTestId('value')).toContainText('44');
  await client.endAsync();
});

function houseAddress({ url }: HearthUnderTest): string {
  const now = Date.now();
  return `${url}/api/v1/house?from=${now - 3_600_000}&to=${now}&columns=60`;
}
