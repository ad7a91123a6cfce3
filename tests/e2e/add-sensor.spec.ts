import { connectAsync } from 'mqtt';
import { expect, test } from './hearth-test';

test('a message that nobody understands is taught in the wizard; cancelled, nothing of it is left', async ({
  page,
  hearth,
}, { project }) => {
  const name = `Tank of ${project.name}`;
  const topic = `home/tank-of-${project.name}/state`;
  await page.goto('/sensors/new');
  const called = page.getByRole('region', { name: 'What it is called' });
  await called.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Continue with Arduino, ESP32' }).click();
  const rows = page.getByRole('region', { name: 'Its own login' });
  await expect(rows).toContainText(topic);
  const [username = '', password = ''] = [
    (await rows.locator('dt:text-is("User") + dd').textContent()) ?? '',
    (await rows.locator('dt:text-is("Password") + dd').textContent()) ?? '',
  ];
  await page.getByRole('button', { name: 'Wait for the first reading' }).click();
  const client = await connectAsync(`mqtt://${new URL(hearth.mqttUrl ?? '').host}`, {
    username,
    password,
    reconnectPeriod: 0,
  });
  await expect(page.getByText('Login accepted')).toBeVisible();
  await client.publishAsync(topic, '{"watts":-120,"note":"cellar"}', { qos: 1 });
  await expect(page.getByText('Not understood yet')).toBeVisible();
  await expect(page.getByLabel('watts: -120')).toHaveValue('power');
  await page.getByRole('button', { name: 'Read it so' }).click();
  await expect(page.getByText('Taught. Its next message is a reading')).toBeVisible();

  await expect
    .poll(async () => {
      await client.publishAsync(topic, '{"watts":-120}', { qos: 1 });
      return page.getByRole('button', { name: 'Name it' }).isEnabled();
    })
    .toBe(true);
  await page.getByRole('button', { name: 'Name it' }).click();
  await expect(page.getByTestId('arrived')).toContainText('−120');
  await client.publishAsync(topic, '{"watts":-520}', { qos: 1 });
  await expect(page.getByText('It fell by 400 W.')).toBeVisible();
  await page.getByRole('button', { name: 'No, turn it around' }).click();
  await expect
    .poll(async () => {
      await client.publishAsync(topic, '{"watts":-530}', { qos: 1 });
      return page.getByTestId('arrived').textContent();
    })
    .toBe('Power530 W');

  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: 'Heard, and not a sensor yet' })).toBeVisible();
  await expect(page.getByText(name)).toHaveCount(0);
  await expect.poll(() => client.connected).toBe(false);
  await page.goto(`/sensors?q=${encodeURIComponent(name)}`);
  await expect(page.getByRole('link', { name })).toHaveCount(0);
});

test('a phone at the bench is shown login and snippet by a code, and a stranger’s guess nothing', async ({
  page,
  browser,
}, { project }) => {
  await page.goto('/sensors/new');
  const called = page.getByRole('region', { name: 'What it is called' });
  await called.getByLabel('Name').fill(`Bench plug ${project.name}`);
  await page.getByRole('radio', { name: /Tasmota/ }).check({ force: true });
  await page.getByRole('button', { name: 'Continue with Tasmota' }).click();
  const rows = page.getByRole('region', { name: 'Its own login' });
  const password = (await rows.locator('dt:text-is("Password") + dd').textContent()) ?? '';
  await page.getByRole('button', { name: 'Show the code' }).click();
  const code = page.getByRole('img', { name: /^QR code of/ });
  const address = ((await code.getAttribute('aria-label')) ?? '').replace('QR code of ', '');

  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const phone = await context.newPage();
  await phone.goto(`${address}#${password}`);
  await expect(phone.getByTestId('snippet')).toContainText(`MqttPassword ${password}`);
  await phone.goto(`${address.replace(/[^/]+$/, '')}guessed#${password}`);
  await expect(phone.getByRole('heading', { name: 'This address is no longer valid' })).toBeVisible();
  await context.close();

  // The password is this page’s alone: it is gone with a reload, and another one can be had.
  await page.reload();
  await expect(rows).toContainText('Was shown, and is known no more');
  await rows.getByRole('button', { name: 'Make a new one' }).click();
  await expect(rows.locator('dt:text-is("Password") + dd')).not.toHaveText(password);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText(`Bench plug ${project.name}`)).toHaveCount(0);
});
