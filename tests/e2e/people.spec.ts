import { type BrowserContext, devices, type Page } from '@playwright/test';
import { openDatabase } from '@/server/database';
import { type HearthProcess, startHearth } from '@/tests/support/hearth-process';
import { aPerson } from '@/tests/support/signed-in';
import { teach } from '@/tests/support/teach';
import { cookieOf } from './come-in';
import { expect, test } from './hearth-test';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** Somebody else’s browser, who is not signed in. */
async function aStranger(page: Page, own: object = {}): Promise<BrowserContext> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('no browser');
  return browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    ...own,
    storageState: { cookies: [], origins: [] },
  });
}

test('@desktop from the printed address to a homeowner’s phone, and out again', async ({ page }) => {
  test.setTimeout(240_000);
  const hearth: HearthProcess = await startHearth();
  await page.context().clearCookies();
  await page.goto(`${hearth.run.url}/sensors`);
  await expect(page.getByRole('heading', { name: 'Nobody lives here yet' })).toBeVisible();

  expect(hearth.output()).toContain(`Open this to make its first admin: ${hearth.run.setupUrl}`);
  await page.goto(hearth.run.setupUrl ?? '');
  await page.getByLabel('Your name').fill('Jana Keller');
  await page.getByLabel('E-mail').fill('jana@lindenweg.example');
  await page.getByRole('textbox', { name: 'Password' }).fill('password1');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('History in PostgreSQL')).toBeVisible();
  await expect(page.getByRole('region', { name: 'On a phone' })).toContainText('Only this machine');
  await page.getByLabel('Home').fill('Lindenweg 4');
  await page.getByLabel('Time zone').selectOption('Pacific/Auckland');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByText('tried first everywhere')).toBeVisible();
  await page.getByRole('textbox', { name: 'Password' }).fill('four random words here');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByLabel('Home')).toHaveValue('Lindenweg 4');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('heading', { name: 'The hearth is still cold' })).toBeVisible();
  await page.goto(`${hearth.run.url}/more`);
  await expect(page.getByText('Pacific/Auckland')).toBeVisible();
  await page.goto(hearth.run.setupUrl ?? '');
  await expect(page.getByRole('heading', { name: 'This link works no more' })).toBeVisible();

  await teach(hearth.run.databaseUrl, {
    rooms: ['Bath'],
    sensors: [{ id: 'bath', name: 'Bath climate', room: 'Bath' }],
  });
  await page.goto(`${hearth.run.url}/people`);
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByLabel('For whom').fill('Mika');
  await page.getByRole('button', { name: 'Make an invitation' }).click();
  const address = (await page.getByTestId('address').textContent()) ?? '';
  await expect(page.getByRole('region', { name: 'Invited' })).toContainText('Mika');

  const mikas = await aStranger(page, PHONE);
  const phone = await mikas.newPage();
  await phone.goto(address);
  await phone.getByLabel('Your name').fill('Mika Brandt');
  await phone.getByLabel('E-mail').fill('mika@lindenweg.example');
  await phone.getByRole('textbox', { name: 'Password' }).fill('another few random words');
  await phone.getByRole('button', { name: 'Come in' }).click();
  await phone.locator('[data-link=held]').waitFor();
  await phone.goto(`${hearth.run.url}/more`);
  await expect(phone.getByRole('link', { name: /Mika Brandt Homeowner · Lindenweg 4/ })).toBeVisible();
  await expect(phone.getByRole('heading', { name: 'Administration' })).toHaveCount(0);
  expect((await phone.goto(`${hearth.run.url}/topics`))?.status()).toBe(403);
  await expect(phone.getByText('This page is for those who run this home')).toBeVisible();
  await phone.goto(`${hearth.run.url}/sensors/bath/edit`);
  await phone.getByLabel('Name').fill('Bathroom');
  await phone.getByRole('button', { name: 'Save' }).click();
  await expect(phone.getByRole('heading', { name: 'Bathroom' })).toBeVisible();

  await page.goto(`${hearth.run.url}/people`);
  await expect(page.getByRole('row', { name: /Mika Brandt/ })).toContainText('Homeowner');
  await page.getByRole('button', { name: 'Change Mika Brandt' }).click();
  await page.getByLabel('Last day').fill('2020-01-31');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'That day is over' })).toBeVisible();
  await page.getByLabel('Last day').fill('2040-01-31');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('row', { name: /Mika Brandt/ }).first()).toContainText('until 31 Jan 2040');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Yes, remove Mika Brandt' }).click();
  await expect(page.getByRole('row', { name: /Mika Brandt/ })).toHaveCount(0);
  // The page that stands open on the phone leaves by itself.
  await expect(phone.getByRole('heading', { name: 'Come in' })).toBeVisible();
  await page.goto(`${hearth.run.url}/people/audit`);
  for (const done of ['person removed', 'sensor changed', 'refused', 'invitation taken', 'home set up'])
    await expect(page.getByText(done, { exact: true }).first()).toBeVisible();

  await page.goto('about:blank');
  await mikas.close();
  expect(await hearth.stop()).toBe(0);
});

test('somebody signs in, comes to where they wanted to go, sees their sessions, and signs out', async ({
  page,
  hearth,
}) => {
  const database = openDatabase(hearth.databaseUrl);
  const person = await aPerson({ database, dataDir: hearth.dataDir }, { role: 'homeowner' });
  await database.close();
  await page.context().clearCookies();
  await page.goto('/sensors?sort=name');
  await expect(page).toHaveTitle(/Sign in/);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByRole('textbox', { name: 'Password' }).fill('not the one');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'don’t go together' })).toBeVisible();
  await page.getByRole('button', { name: 'Show the password' }).click();
  await page.getByRole('textbox', { name: 'Password' }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();

  await expect(page).toHaveURL(/\/sensors\?sort=name$/);
  await page.goto('/account');
  const sessions = page.getByRole('region', { name: 'Where you are signed in' });
  await expect(sessions.getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Sign out everywhere else', exact: true }).click();
  await expect(sessions.getByRole('listitem')).toHaveCount(1);
  await page.getByLabel('The one you have').fill(person.password);
  await page.getByLabel('New password').fill('something new and long');
  await page.getByRole('button', { name: 'Change it, and sign out everywhere else' }).click();
  await expect(page.getByText('Changed')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();

  await expect(page.getByRole('heading', { name: 'Come in' })).toBeVisible();
  await page.goto('/');
  await expect(page).toHaveURL(/sign-in/);
});

test('whoever has a share link sees its room alone, until it is ended', async ({ page, aSensor }, {
  project,
}) => {
  const [shown, hidden] = [
    await aSensor({ name: 'Shown', room: `Shared ${project.name}` }),
    await aSensor({ name: 'Hidden', room: `Not shared ${project.name}` }),
  ];
  await shown.publish(21);
  await hidden.publish(22);
  await page.goto('/people');
  await page.getByLabel('What it is for').fill(`Oma ${project.name}`);
  await page.getByRole('region', { name: 'Share links' }).getByLabel('The whole home').uncheck();
  await page
    .getByRole('region', { name: 'Share links' })
    .getByLabel(`Shared ${project.name}`, { exact: true })
    .check();
  await page.getByRole('button', { name: 'Create link' }).click();
  const address = (await page.getByTestId('address').textContent()) ?? '';
  const omas = await aStranger(page, PHONE);
  const tablet = await omas.newPage();

  await tablet.goto(address);
  await expect(tablet.getByRole('link', { name: shown.name })).toContainText('21');
  await expect(tablet.getByText(hidden.name)).toHaveCount(0);
  await shown.publish(23);
  await expect(tablet.getByRole('link', { name: shown.name })).toContainText('23');
  expect((await tablet.goto(new URL(hidden.path, address).href))?.status()).toBe(404);
  await tablet.goto(new URL('/sensors', address).href);
  await expect(tablet.getByRole('link', { name: 'Add a sensor' })).toHaveCount(0);

  await page.getByRole('button', { name: `End now Oma ${project.name}` }).click();
  await expect(tablet.getByRole('heading', { name: 'Come in' })).toBeVisible();
  await omas.close();
});

test('what one may see shrinks on the page that stands open @desktop', async ({ page, hearth, aSensor }, {
  project,
}) => {
  const sensor = await aSensor({ room: `Soon unseen ${project.name}` });
  await sensor.publish(20);
  const database = openDatabase(hearth.databaseUrl);
  const viewer = await aPerson({ database, dataDir: hearth.dataDir }, { role: 'viewer' });
  const theirs = await aStranger(page, devices['Desktop Chrome']);
  await theirs.addCookies([cookieOf(viewer.cookie)]);
  const other = await theirs.newPage();
  // Heard last, it stands at the top of a list of which the beginning is written out.
  await other.goto(new URL('/sensors?sort=-seen', hearth.url).href);
  await expect(other.getByRole('table').getByRole('link', { name: sensor.name })).toBeVisible();

  await page.goto('/people');
  const row = page.getByRole('row').filter({ hasText: viewer.email });
  await row.getByRole('button', { name: 'Change' }).click();
  await page.getByLabel('The whole home').first().uncheck();
  await page.getByRole('button', { name: 'Save' }).click();

  await expect(other.getByText('There is no sensor that you may see')).toBeVisible();
  await theirs.close();
  await database.close();
});

test('the audit log is searched and saved', async ({ page }) => {
  await page.goto('/people/audit');
  await page.getByRole('searchbox', { name: 'Search the audit log' }).fill('home set up');
  const entries = page.getByRole('region', { name: 'Audit log' }).getByRole('listitem');
  await expect(entries).toHaveCount(1);
  await expect(entries).toContainText('ada@example.org');
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Save as CSV' }).click();
  expect((await saved).suggestedFilename()).toBe('hearth-audit.csv');
  await page.getByRole('searchbox', { name: 'Search the audit log' }).fill('nothing of this kind');
  await expect(page.getByText('Nothing holds “nothing of this kind”.')).toBeVisible();
});
