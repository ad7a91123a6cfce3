import { text } from 'node:stream/consumers';
import { connectAsync } from 'mqtt';
import { expect, test } from './hearth-test';

test('a login is made, used, given another password and revoked', async ({ page, hearth }, { project }) => {
  const [name, topic] = [`Plug ${project.name}`, `logins/${project.name}`];
  await page.goto('/logins');
  await page.getByRole('button', { name: 'Add a login' }).click();
  await page.getByLabel('Which device').fill(name);
  await page.getByRole('button', { name: 'Make the login' }).click();
  await expect(page.getByText('It needs a topic below which it publishes.')).toBeVisible();
  await page.getByLabel('It publishes below').fill(topic);
  await page.getByRole('button', { name: 'Make the login' }).click();
  const shown = page.getByTestId('address');
  await expect(shown).toHaveCount(3);
  const [username = '', password = '', snippet = ''] = await shown.allTextContents();
  expect(snippet).toContain(`-u ${username} -P ${password} -q 1 -t ${topic}/test`);
  const come = (own: string) =>
    connectAsync(`mqtt://${new URL(hearth.mqttUrl ?? '').host}`, {
      username,
      password: own,
      reconnectPeriod: 0,
    });

  const device = await come(password);
  await device.publishAsync(`${topic}/test`, '21.5', { qos: 1 });
  await expect(come('guessed')).rejects.toThrow();
  const row = page.getByRole('region', { name: 'Logins' }).getByRole('listitem').filter({ hasText: name });
  // The page looks by itself.
  await expect(row.getByText(/Turned away .*: wrong password/)).toBeVisible();
  await expect(row.getByText(/Logged in last/)).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();

  await page.getByText('A Mosquitto of your own').click();
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'ACL file' }).click();
  const saved = await text(await (await saving).createReadStream());
  expect(saved).toContain(`user ${username}\ntopic readwrite ${topic}/#`);

  await page.getByRole('button', { name: `New password for ${name}` }).click();
  const fresh = await row.getByTestId('address').nth(1).textContent();
  expect(fresh).not.toBe(password);
  await expect(row.getByText('The password before holds until')).toBeVisible();
  await (await come(password)).endAsync();
  await expect(async () => (await come(fresh ?? '')).endAsync()).toPass();

  await page.getByRole('button', { name: `Revoke ${name}` }).click();
  await page.getByRole('button', { name: `Yes, revoke it ${name}` }).click();
  await expect(row).toHaveCount(0);
  await expect.poll(() => device.connected).toBe(false);
  await expect(come(fresh ?? '')).rejects.toThrow();
});
