import { connectAsync } from 'mqtt';
import { freePort } from '@/server/embedded/free-port';
import { startHearth } from '@/tests/support/hearth-process';
import { anOwnPostgres } from '@/tests/support/own-servers';
import { teach } from '@/tests/support/teach';
import { comeIn } from './come-in';
import { expect, test } from './hearth-test';
import { chartRows, stay, withoutOwnLines } from './page-under-test';

const MAPPING = {
  sensors: [{ id: 'outdoor', name: 'Outdoor', room: null }],
  mappings: [
    {
      sensor: 'outdoor',
      topic: 'outdoor',
      format: 'number',
      readings: [{ quantity: 'temperature', unit: '°C' }],
    },
  ],
};

test('@desktop from a cold hearth to a chart that outlives its Hearth: no reload, nothing lost', async ({
  page,
  complaints,
}) => {
  test.setTimeout(180_000);
  const port = String(await freePort(0, { name: 'HEARTH_PORT' }));
  const mqttPort = String(await freePort(0, { name: 'HEARTH_MQTT_PORT' }));
  const first = await startHearth({ env: { HEARTH_PORT: port, HEARTH_MQTT_PORT: mqttPort } });
  const client = await connectAsync(first.run.mqttUrl ?? '', { clientId: 'outdoor', clean: false });
  await comeIn(page.context(), first);
  await page.goto(`${first.run.url}/`);
  await expect(page.getByRole('heading', { name: 'The hearth is still cold' })).toBeVisible();
  await client.publishAsync('some/topic', '1', { qos: 1 });
  const stays = await stay(page);

  await expect(page.getByText('One topic is already on your broker')).toBeVisible();
  await teach(first.run.databaseUrl, MAPPING);
  await client.publishAsync('outdoor', '4.1', { qos: 1 });
  await page.getByRole('link', { name: 'Outdoor' }).click();
  await expect(page.getByTestId('value')).toContainText('4.1');
  await page.getByRole('radio', { name: '15 min' }).click();
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect.poll(() => chartRows(page)).toEqual(['4.1']);

  await first.kill9();
  await expect(page.getByText('Reconnecting.')).toBeVisible();
  // What the sensor publishes meanwhile waits in its client, as in a real one.
  const waiting = client.publishAsync('outdoor', '3.2', { qos: 1 });
  const second = await first.restart();
  await waiting;

  await expect(page.getByTestId('value')).toContainText('3.2');
  await expect
    .poll(async () => (await chartRows(page)).filter((row) => !row.startsWith('no data')))
    .toEqual(['3.2', '4.1']);
  expect(await stays()).toBe(true);
  await page.goto('about:blank');
  await client.endAsync();
  expect(await second.stop()).toBe(0);
  withoutOwnLines(complaints);
});

test('@desktop without Kafka the link says so, without PostgreSQL a page does, and both come back by themselves', async ({
  page,
  complaints,
}) => {
  test.setTimeout(180_000);
  const postgres = await anOwnPostgres();
  const hearth = await startHearth({ env: { DATABASE_URL: postgres.address } });
  await comeIn(page.context(), hearth);
  await page.goto(`${hearth.run.url}/sensors`);
  const cold = page.getByRole('heading', { name: 'The hearth is still cold' });
  await expect(cold).toBeVisible();

  process.kill(hearth.partPid('Kafka'), 'SIGSTOP');
  await expect(page.getByText('Kafka is away.')).toBeVisible({ timeout: 60_000 });
  await page.goto(`${hearth.run.url}/topics`);
  await expect(page.getByText('Kafka doesn’t answer').first()).toBeVisible();
  await expect(page.getByRole('row', { name: /hearth\.readings/ })).toContainText('unknown');
  await page.goto(`${hearth.run.url}/topics/hearth.readings.v1`);
  await expect(page.getByRole('heading', { name: 'Kafka doesn’t answer' })).toBeVisible();
  process.kill(hearth.partPid('Kafka'), 'SIGCONT');
  await expect(page.getByText('as planned')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Kafka is away.')).toBeHidden({ timeout: 60_000 });

  await page.goto(`${hearth.run.url}/sensors/new`);
  const name = page.getByRole('region', { name: 'Add by hand' }).getByLabel('Name');
  await name.fill('Typed before');
  await postgres.stop();
  const away = page.getByText('Hearth’s database is away.');
  await expect(away).toBeVisible();
  await page.getByRole('button', { name: 'Add sensor' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'did not reach Hearth’s database' })).toBeVisible();
  await postgres.start();
  await expect(away).toBeHidden();
  await expect(name).toHaveValue('Typed before');

  await postgres.stop();
  await page.goto(`${hearth.run.url}/sensors`);
  await expect(page.getByRole('heading', { name: 'This page can’t be shown right now' })).toBeVisible();
  await postgres.start();
  await expect(cold).toBeVisible();

  await page.goto('about:blank');
  withoutOwnLines(complaints);
  expect(await hearth.stop()).toBe(0);
  await postgres.remove();
});
