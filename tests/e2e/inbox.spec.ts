import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { connectAsync } from 'mqtt';
import { expect, type HearthUnderTest, test } from './hearth-test';

type Published = readonly (readonly [topic: string, payload: object | string])[];

async function publish(hearth: HearthUnderTest, messages: Published): Promise<void> {
  const client = await connectAsync(hearth.mqttUrl ?? '');
  for (const [topic, payload] of messages)
    await client.publishAsync(topic, typeof payload === 'string' ? payload : JSON.stringify(payload), {
      qos: 1,
    });
  await client.endAsync();
}

/** A word that no other test's topics hold. */
const own = (project: string) => `inbox-${project}-${randomBytes(3).toString('hex')}`;

async function open(page: Page, search: string, group: RegExp): Promise<void> {
  await page.goto('/inbox');
  await page.getByRole('searchbox', { name: 'Search the inbox' }).filter({ visible: true }).fill(search);
  await page
    .getByRole('region', { name: 'What nobody explained' })
    .getByRole('button', { name: group })
    .click();
}

test('a home-made device stands in the inbox, is taught by clicking, and its past is on its chart', async ({
  page,
  hearth,
}, { project }) => {
  const word = own(project.name);
  // What is alike stands together, also of other tests: these topics differ from theirs in two levels.
  const ends = `climate-${project.name}`;
  const message = (t: number) => ({ t, h: 431, co2: 684, bat: 2.98, rssi: -61 });
  await publish(
    hearth,
    [211, 212, 216].flatMap((t) => [
      [`${word}/attic/${ends}`, message(t)],
      [`${word}/cellar/${ends}`, message(t)],
    ]),
  );
  await open(page, word, new RegExp(`${word}/\\+/${ends}`));
  const panel = page.getByRole('region', { name: 'The group that is looked at' });
  await expect(panel.getByLabel('What t measures')).toHaveValue('temperature');
  await expect(panel.getByLabel('Scale of t')).toHaveValue('0.1');
  await expect(panel.getByLabel('What bat measures')).toHaveValue('battery_voltage');
  await panel.getByRole('button', { name: /^rssi/ }).click();
  await expect(panel.getByLabel('What rssi measures')).toHaveCount(0);

  await panel.getByRole('checkbox', { name: 'attic' }).check();
  await panel.getByLabel('Name of attic').fill(`Attic of ${word}`);
  await expect(page.getByTestId('past')).toContainText('3 messages were read for this.');
  await expect(panel).toContainText('3 waiting messages become its history');
  await panel.getByRole('button', { name: 'Teach 1 sensor' }).click();

  const taught = page
    .getByRole('listitem')
    .filter({ hasText: `Attic of ${word}` })
    .first();
  await expect(taught).toContainText('Its past is there: 3 readings', { timeout: 30_000 });
  await taught.getByRole('link', { name: `Attic of ${word}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Attic of ${word}` })).toBeVisible();
  await expect(page.getByTestId('chart').first()).toBeVisible();
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const readings = await page.request.get(
    `/api/v1/sensors/${id}/readings?quantity=temperature&from=0&to=${Date.now() + 60_000}&limit=10`,
  );
  expect(JSON.stringify(await readings.json())).toContain('21.6');
  // The cellar is nobody's yet.
  await open(page, word, new RegExp(`${word}/cellar/${ends}`));
});

test('a device that announced itself is added by its own name', async ({ page, hearth }, { project }) => {
  const word = own(project.name);
  const config = (node: string) => ({
    name: 'Temperature',
    unique_id: `${word}-${node}`,
    state_topic: `${word}/${node}/state`,
    unit_of_measurement: '°C',
    device_class: 'temperature',
    device: { identifiers: [`${word}-${node}`], name: `${word} ${node}`, model: 'Home-made' },
  });
  await publish(
    hearth,
    ['one', 'two'].map((node) => [`homeassistant/sensor/${word}-${node}/t/config`, config(node)]),
  );
  await open(page, word, /Home Assistant discovery/);
  const panel = page.getByRole('region', { name: 'The group that is looked at' });
  await expect(panel.getByRole('checkbox', { name: `${word} one` })).toBeVisible();
  await expect(panel).toContainText('brings Temperature');

  await panel.getByRole('checkbox', { name: `${word} one` }).check();
  await panel.getByRole('button', { name: 'Add 1 sensor' }).click();

  await expect(page.getByRole('region', { name: 'Taught lately' })).toContainText(`${word} one`);
  await open(page, word, /Home Assistant discovery/);
  await expect(panel.getByRole('checkbox', { name: `${word} two` })).toBeVisible();
  await expect(panel.getByRole('checkbox', { name: `${word} one` })).toHaveCount(0);
});

test('what is ignored is asked about no more, until it is taken back @desktop', async ({ page, hearth }, {
  project,
}) => {
  const word = own(project.name);
  await publish(hearth, [[`${word}/doorbell`, 'ring']]);
  await open(page, word, new RegExp(`${word}/doorbell`));
  await page.getByRole('button', { name: 'Ignore it for ever' }).click();
  await expect(page.getByText(`Nothing that waits holds “${word}”.`)).toBeVisible();

  await page.getByRole('button', { name: /^Ignored, / }).click();
  const ignored = page
    .getByRole('region', { name: 'Ignored' })
    .getByRole('listitem')
    .filter({ hasText: word });
  await ignored.getByRole('button', { name: 'Ask again' }).click();

  await expect(
    page
      .getByRole('region', { name: 'What nobody explained' })
      .getByRole('button', { name: new RegExp(word) }),
  ).toBeVisible();
});

test('what was ticked and named stays while more of its kind come @desktop', async ({ page, hearth }, {
  project,
}) => {
  const word = own(project.name);
  const send = (place: string) => publish(hearth, [[`${word}/${place}/air`, { co2: 684, voc: 3 }]]);
  await send('attic');
  await open(page, word, new RegExp(`${word}/attic/air`));
  const panel = page.getByRole('region', { name: 'The group that is looked at' });
  await panel.getByLabel(`Name of ${word}/attic/air`).fill('Air of the attic');

  await send('cellar');

  await expect(panel.getByRole('checkbox', { name: 'cellar' })).toBeVisible();
  await expect(panel.getByRole('checkbox', { name: 'attic' })).toBeChecked();
  await expect(panel.getByLabel('Name of attic')).toHaveValue('Air of the attic');
  await expect(panel.getByRole('button', { name: 'Teach 1 sensor' })).toBeEnabled();
});

test('a group is opened and left by keys and by the browser’s way back, and the address says what is looked at', async ({
  page,
  hearth,
}, { project }) => {
  const word = own(project.name);
  // Apart in two levels, from each other and from another project's: three groups.
  const topics = ['one/a', 'two/b', 'three/c'].map((ends) => `${word}-${ends}-${project.name}`);
  for (const topic of topics) await publish(hearth, [[topic, 'ring']]);
  const rowOf = (topic: string) => page.getByRole('button', { name: new RegExp(topic) });
  const panel = page.getByRole('region', { name: 'The group that is looked at' });
  await open(page, word, new RegExp(topics[1] ?? ''));
  await expect(page).toHaveURL(new RegExp(`q=${word}.*group=|group=.*q=${word}`));
  await expect(panel).toContainText(topics[1] ?? '');

  await page.reload();
  await expect(panel).toContainText(topics[1] ?? '');
  await page.goto(`/inbox?q=${word}`);
  await rowOf(topics[1] ?? '').click();
  await expect(page).toHaveURL(/group=/);
  await page.goBack();
  await expect(page).not.toHaveURL(/group=/);
  await expect(rowOf(topics[1] ?? '')).toBeFocused();
  await expect(rowOf(topics[0] ?? '')).toBeVisible();

  await page.keyboard.press('Enter');
  if (project.name === 'phone') await expect(panel).toBeFocused();
  else await panel.getByRole('link', { name: 'Write a mapping' }).focus();
  await page.keyboard.press('Escape');
  await expect(rowOf(topics[1] ?? '')).toBeFocused();

  await page.keyboard.press('Enter');
  await panel.getByRole('button', { name: 'Ignore it for ever' }).click();
  // What came up last stands first.
  await expect(rowOf(topics[1] ?? '')).toHaveCount(0);
  await expect(rowOf(topics[0] ?? '')).toBeFocused();
  await expect(page).not.toHaveURL(/group=/);
});
