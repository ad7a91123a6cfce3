import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { connectAsync } from 'mqtt';
import { openDatabase } from '@/server/database';
import { type HearthProcess, startHearth } from '@/tests/support/hearth-process';
import { expect, test } from './hearth-test';

const run = promisify(execFile);

/** Somebody’s own browser, which trusts the CA of the home. */
function aBrowserOf(browser: Browser, viewport: { width: number; height: number }): Promise<BrowserContext> {
  return browser.newContext({
    viewport,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    ignoreHTTPSErrors: true,
    storageState: { cookies: [], origins: [] },
  });
}

async function setUp(page: Page, { run: { setupUrl } }: HearthProcess): Promise<void> {
  await page.goto(setupUrl ?? '');
  await page.getByLabel('Your name').fill('Jana Keller');
  await page.getByLabel('E-mail').fill('jana@lindenweg.example');
  await page.getByRole('textbox', { name: 'Password' }).fill('four random words here');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Home').fill('Lindenweg 4');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('heading', { name: 'The hearth is still cold' })).toBeVisible();
}

async function invited(page: Page, phone: Page, { run: { url } }: HearthProcess): Promise<void> {
  await page.goto(`${url}/people`);
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByLabel('For whom').fill('Mika');
  await page.getByRole('button', { name: 'Make an invitation' }).click();
  await phone.goto((await page.getByTestId('address').textContent()) ?? '');
  await phone.getByLabel('Your name').fill('Mika');
  await phone.getByLabel('E-mail').fill('mika@lindenweg.example');
  await phone.getByRole('textbox', { name: 'Password' }).fill('other random words here');
  await phone.getByRole('button', { name: 'Come in' }).click();
  await expect(phone.getByRole('heading', { name: 'The hearth is still cold' })).toBeVisible();
}

test('@desktop from an empty folder to a device of one’s own, over TLS: invited, added, rotated, revoked', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const hearth = await startHearth({ env: { HEARTH_TLS: 'own' } });
  const { url, mqttsUrl = '', databaseUrl } = hearth.run;
  const ca = path.join(hearth.dataDir, 'tls', 'ca.pem');
  const [desk, mobile] = await Promise.all([
    aBrowserOf(browser, { width: 1440, height: 900 }),
    aBrowserOf(browser, { width: 390, height: 844 }),
  ]);
  const [page, phone] = [await desk.newPage(), await mobile.newPage()];
  await setUp(page, hearth);
  await invited(page, phone, hearth);

  await page.goto(`${url}/sensors/new`);
  await page.getByRole('radio', { name: /Anything else/ }).check({ force: true });
  const called = page.getByRole('region', { name: 'What it is called' });
  await called.getByLabel('Name').fill('Bathroom climate');
  await called.getByLabel('Room').fill('Bathroom');
  await page.getByRole('button', { name: 'Continue with Anything else' }).click();
  await expect(page.getByRole('heading', { name: 'Its own login' })).toBeVisible();
  const printed = (await page.getByTestId('snippet').last().textContent()) ?? '';
  const command = printed.replace('hearth-ca.pem', ca);
  await page.getByRole('button', { name: 'Wait for the first reading' }).click();
  await expect(page.getByText('No connection yet')).toBeVisible();

  await expect(run('sh', ['-c', command.replace(/-P \S+/, '-P guessed')])).rejects.toThrow();
  await expect(page.getByText('Login refused')).toBeVisible();
  await expect(page.getByText(/wrong password\./)).toBeVisible();
  await run('sh', ['-c', command]);
  await expect(page.getByRole('heading', { name: 'It lives' })).toBeVisible();
  await page.getByRole('button', { name: 'Name it' }).click();
  await expect(page.getByTestId('arrived')).toContainText('21.4');
  await page.getByRole('button', { name: 'Done, show it on Now' }).click();
  await expect(page.getByRole('link', { name: /Temperature/ }).first()).toContainText('21.4');

  // The homeowner’s page, which stood open all the time.
  await expect(phone.getByRole('link', { name: /Temperature/ }).first()).toContainText('21.4');

  const [, user = '', password = ''] = / -u (\S+) -P (\S+) /.exec(command) ?? [];
  const { host } = new URL(mqttsUrl);
  const comes = (own: string) =>
    connectAsync(`mqtts://${host}`, {
      username: user,
      password: own,
      ca: readFileSync(ca),
      reconnectPeriod: 0,
    });
  await page.goto(`${url}/logins`);
  const row = page.getByRole('listitem').filter({ hasText: 'Bathroom climate' });
  await row.getByRole('button', { name: 'New password' }).click();
  const fresh = (await row.getByTestId('address').nth(1).textContent()) ?? '';
  expect(fresh).not.toBe(password);
  await (await comes(password)).endAsync();
  const device = await comes(fresh);
  await device.publishAsync('home/bathroom-climate/state', '{"t":22.5,"h":47}', { qos: 1 });
  await expect(phone.getByRole('link', { name: /Temperature/ }).first()).toContainText('22.5');

  const database = openDatabase(databaseUrl);
  await database.pool.query(
    `UPDATE device_login SET previous_until = now(), written = nextval(pg_get_serial_sequence('device_login', 'written'))
      WHERE id = $1`,
    [user],
  );
  await database.close();
  await expect
    .poll(() =>
      comes(password).then(
        () => 'let in',
        ({ code }) => code,
      ),
    )
    .toBe(4);
  expect(device.connected).toBe(true);

  await row.getByRole('button', { name: 'Revoke' }).click();
  await row.getByRole('button', { name: 'Yes, revoke it' }).click();
  await expect.poll(() => device.connected).toBe(false);
  await expect(comes(fresh)).rejects.toMatchObject({ code: 4 });
  await Promise.all([desk.close(), mobile.close()]);
  expect(await hearth.stop()).toBe(0);
});
