import { connectAsync } from 'mqtt';
import { startHearth } from '@/tests/support/hearth-process';
import { anOwnPostgres } from '@/tests/support/own-servers';
import { teach } from '@/tests/support/teach';
import { comeIn } from './come-in';
import { expect, test } from './hearth-test';
import { inSight, stay, withoutOwnLines } from './page-under-test';

const LONG = 'A freezer in the cellar whose name nobody has ever been able to read to its end'.padEnd(
  80,
  '.',
);
const EMOJI = 'Küche 🍳🔥';
const RIGHT_TO_LEFT = 'ميزان الحرارة';

test('names of any length and script, and values of any size, stay within their cells', async ({
  page,
  hearth,
}) => {
  const sensors = [LONG, EMOJI, RIGHT_TO_LEFT].map((name, index) => ({
    id: `now-name-${index}`,
    name,
    room: 'Names of now',
  }));
  await teach(hearth.databaseUrl, {
    rooms: ['Names of now'],
    sensors,
    mappings: sensors.map(({ id }) => ({
      sensor: id,
      topic: `e2e/${id}`,
      format: 'number',
      readings: [{ quantity: 'energy_net', unit: 'kWh' }],
    })),
  });
  const client = await connectAsync(hearth.mqttUrl ?? '', { clientId: 'now-names' });
  const values = ['1e12', '-0.0001', '42'];
  for (const [index, value] of values.entries())
    await client.publishAsync(`e2e/now-name-${index}`, value, { qos: 1 });
  await page.goto('/');

  for (const { name } of sensors) {
    const cell = page.getByRole('link', { name }).and(page.locator('[href*=series]'));
    await cell.scrollIntoViewIfNeeded();
    await expect(cell).toBeVisible();
    expect(await cell.evaluate((box) => box.scrollWidth <= box.clientWidth)).toBe(true);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await client.endAsync();
});

test('a browser whose clock is an hour wrong shows the same @desktop', async ({ page, aSensor }) => {
  const sensor = await aSensor({ room: 'Clocks of now' });
  for (const agoS of [50, 40, 30, 20, 10]) await sensor.publish(20, { agoS });
  await page.clock.install({ time: Date.now() + 3_600_000 });
  await page.goto('/');
  const cell = page.locator(`a[href^="${sensor.path}?"]`);
  await inSight(cell, /\d+ s ago/);
  await sensor.publish(21);

  await inSight(cell, '21.0');
  await expect(cell).toContainText(/now|\d s ago/);
  await expect(cell).not.toContainText(/silent|late/);
});

test('a room that is removed while the page is open leaves its sensors @desktop', async ({
  page,
  context,
  aSensor,
}, { project }) => {
  const room = `A room that goes, ${project.name}`;
  const sensor = await aSensor({ room });
  await sensor.publish(20);
  await page.goto('/');
  const heading = page.getByRole('heading', { name: room });
  await expect(heading).toBeAttached();
  const stays = await stay(page);

  const rooms = await context.newPage();
  await rooms.goto('/rooms');
  await rooms.getByRole('button', { name: `Remove or merge ${room}` }).click();
  await rooms.getByLabel('Put one sensor into').selectOption({ index: 0 });
  await rooms.getByRole('button', { name: 'Remove the room' }).click();
  await expect(rooms.getByText(room)).toHaveCount(0);

  await expect(heading).toHaveCount(0);
  await expect(page.locator(`a[href^="${sensor.path}?"]`)).toBeAttached();
  expect(await stays()).toBe(true);
  await rooms.close();
});

test('@desktop Kafka goes, then PostgreSQL too, while somebody looks: the page keeps what it has and recovers by itself', async ({
  page,
  complaints,
}) => {
  test.setTimeout(240_000);
  const postgres = await anOwnPostgres();
  const hearth = await startHearth({ env: { DATABASE_URL: postgres.address } });
  await teach(hearth.run.databaseUrl, {
    sensors: [{ id: 'kept', name: 'Kept sensor', room: null }],
    mappings: [
      {
        sensor: 'kept',
        topic: 'kept',
        format: 'number',
        readings: [{ quantity: 'temperature', unit: '°C' }],
      },
    ],
  });
  const client = await connectAsync(hearth.run.mqttUrl ?? '', { clientId: 'kept' });
  await client.publishAsync('kept', '19.5', { qos: 1 });
  await comeIn(page.context(), hearth);
  await page.goto(`${hearth.run.url}/`);
  const cell = page.getByRole('link', { name: 'Kept sensor' });
  await expect(cell).toContainText('19.5');
  const stays = await stay(page);
  const pipeline = await page.context().newPage();
  await pipeline.goto(`${hearth.run.url}/status`);
  const verdict = pipeline.getByTestId('verdict');
  await expect(verdict).toHaveText('nothing lost, nothing stuck');

  process.kill(hearth.partPid('Kafka'), 'SIGSTOP');
  await expect(page.getByText('Kafka is away.')).toBeVisible({ timeout: 60_000 });
  await expect(verdict).toHaveText('Kafka is away', { timeout: 60_000 });
  await postgres.stop();
  await expect(verdict).toHaveText('Kafka and PostgreSQL are away', { timeout: 60_000 });
  await expect(cell).toContainText('19.5');
  const waiting = client.publishAsync('kept', '18.25', { qos: 1 });

  await postgres.start();
  process.kill(hearth.partPid('Kafka'), 'SIGCONT');
  await waiting;

  await expect(cell).toContainText('18.3', { timeout: 60_000 });
  await expect(verdict).toHaveText('nothing lost, nothing stuck', { timeout: 60_000 });
  await expect(page.getByText('Kafka is away.')).toBeHidden();
  expect(await stays()).toBe(true);
  await pipeline.close();
  await page.goto('about:blank');
  await client.endAsync();
  withoutOwnLines(complaints);
  expect(await hearth.stop()).toBe(0);
  await postgres.remove();
});
