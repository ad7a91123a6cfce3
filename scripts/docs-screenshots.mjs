import './bootstrap/at-root.mjs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { prepareTests } from './bootstrap/prepare.mjs';
import { runScript } from './bootstrap/run.mjs';

// The pictures of docs/guide.md, taken from a Hearth that runs with its demo house. A new page is a line here.
const PAGES = [
  { name: 'now', address: '/', ready: '.recharts-surface' },
  { name: 'sensors', address: '/sensors' },
  { name: 'sensor', address: '/sensors/demo-meter?range=24h', ready: '.recharts-surface' },
  { name: 'add-sensor', address: '/sensors/new' },
  { name: 'rooms', address: '/rooms' },
  { name: 'mappings', address: '/mappings' },
  { name: 'mapping', address: '/mappings/1', ready: '[aria-label="Sample"] li' },
  {
    name: 'history',
    address:
      '/history?s=demo-meter~power&s=demo-solar~power&s=demo-heat-pump~power&s=demo-weather~temperature&s=demo-living-room-climate~temperature&range=24h',
    ready: '.recharts-surface',
  },
  { name: 'demo', address: '/demo' },
  { name: 'pipeline', address: '/status' },
  { name: 'topics', address: '/topics' },
  { name: 'topic', address: '/topics/hearth.mqtt.raw.v1' },
  { name: 'messages', address: '/topics/hearth.mqtt.raw.v1/messages', ready: '[aria-label="Message"] pre' },
  { name: 'people', address: '/people' },
  { name: 'inbox', address: '/inbox', ready: '[aria-label="What nobody explained"] li' },
  { name: 'number', address: newestNumber, ready: '[data-testid="formula"]' },
];
const SCREENS = [
  { name: 'desktop', viewport: { width: 1440, height: 900 } },
  { name: 'phone', viewport: { width: 390, height: 844 }, hasTouch: true, deviceScaleFactor: 2 },
];
const THEMES = ['light', 'dark'];
const FOLDER = 'docs/images';
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const STARTED_WITHIN_MS = 300_000;
const PAST_WITHIN_MS = 300_000;
const SETTLED_MS = 2_000;
const CALM_MS = 15_000;

await runScript(prepareTests);
const timeZone = afternoon();
const hearth = await startHearth();
try {
  await takeAll();
} finally {
  await hearth.stop();
}

/** Where it is about two in the afternoon: a house is not at its best at night. By hours ahead of UTC, from −9 to 14. */
function afternoon() {
  const zones =
    'Pacific/Gambier Pacific/Pitcairn America/Phoenix America/Guatemala America/Bogota America/Puerto_Rico America/Sao_Paulo ' +
    'America/Noronha Atlantic/Cape_Verde UTC Africa/Lagos Africa/Maputo Africa/Nairobi Asia/Dubai Asia/Karachi Asia/Dhaka ' +
    'Asia/Bangkok Asia/Singapore Asia/Tokyo Australia/Brisbane Pacific/Noumea Pacific/Tarawa Pacific/Tongatapu Pacific/Kiritimati';
  return zones.split(' ')[23 - new Date().getUTCHours()];
}

async function startHearth() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'hearth-pictures-'));
  chmodSync(dataDir, 0o755);
  const ports = Object.fromEntries(
    ['HEARTH_PORT', 'HEARTH_MQTT_PORT', 'HEARTH_MQTTS_PORT', 'HEARTH_KAFKA_PORT', 'HEARTH_POSTGRES_PORT'].map(
      (name) => [name, '0'],
    ),
  );
  const own = { HEARTH_DATA_DIR: dataDir, HEARTH_DEMO: 'auto', HEARTH_TIME_ZONE: timeZone };
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: {
      ...process.env,
      KAFKA_BROKERS: '',
      DATABASE_URL: '',
      HEARTH_ROLES: '',
      HEARTH_URL: '',
      ...ports,
      ...own,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const stop = async () => {
    child.kill('SIGINT');
    if (child.exitCode === null) await once(child, 'exit');
    rmSync(dataDir, { recursive: true, force: true });
  };
  const runFile = path.join(dataDir, 'run.json');
  for (const endMs = Date.now() + STARTED_WITHIN_MS; !existsSync(runFile); await wait(100)) {
    if (child.exitCode === null && Date.now() < endMs) continue;
    await stop();
    throw new Error('Hearth did not start');
  }
  const { url, setupUrl } = JSON.parse(readFileSync(runFile, 'utf8'));
  return { url, setupUrl, dataDir, stop };
}

async function takeAll() {
  const executablePath = BROWSERS.find((file) => existsSync(file));
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  let unknown;
  try {
    const storageState = await setUp(browser);
    await untilPastIsThere(browser, storageState);
    unknown = unknownDevices();
    await untilTheyWait(storageState);
    for (const screen of SCREENS)
      for (const theme of THEMES) await takePages(browser, storageState, screen, theme);
  } finally {
    unknown?.kill('SIGINT');
    await browser.close();
  }
}

/** As its first admin does, by the address that the start printed. */
async function setUp(browser) {
  const page = await browser.newPage({ timezoneId: timeZone, locale: 'en-GB' });
  await page.goto(hearth.setupUrl);
  await page.getByLabel('Your name').fill('Jana Keller');
  await page.getByLabel('E-mail').fill('jana@lindenweg.example');
  await page.getByRole('textbox', { name: 'Password' }).fill('four random words here');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Home').fill('Lindenweg 4');
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.locator('[data-link=held]').waitFor();
  const state = await page.context().storageState();
  await page.close();
  return state;
}

async function untilPastIsThere(browser, storageState) {
  const page = await browser.newPage({ storageState });
  await page.goto(`${hearth.url}/demo`);
  await page.getByRole('button', { name: 'Remove the demo house' }).waitFor();
  await page.getByRole('progressbar').waitFor({ state: 'detached', timeout: PAST_WITHIN_MS });
  // What came with the past is drawn, and the rate on the page is the house's own.
  await wait(CALM_MS);
  await page.close();
}

/** Two devices in a format that nobody knows. */
function unknownDevices() {
  const flags = ['--sensors', '0', '--unknown', '2', '--rate', '1'];
  return spawn(process.execPath, ['--import', 'tsx', 'tools/simulate/main.ts', ...flags], {
    env: { ...process.env, HEARTH_DATA_DIR: hearth.dataDir },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** They stand in the inbox. */
async function untilTheyWait(storageState) {
  const cookie = storageState.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  for (const endMs = Date.now() + CALM_MS; Date.now() < endMs; await wait(500)) {
    const answer = await fetch(`${hearth.url}/api/v1/inbox`, { headers: { cookie } });
    const { groups } = await answer.json();
    if (groups.length > 0) return;
  }
  throw new Error('the devices that nobody knows don’t stand in the inbox');
}

/** The house meter, and where its newest value comes from. */
async function newestNumber(page) {
  const address = `${hearth.url}/api/v1/sensors/demo-meter/readings?quantity=power&limit=1`;
  const [reading] = await (await page.request.get(address)).json();
  return `/sensors/demo-meter?range=24h&number=${Math.round(reading.measuredAt * 1000)}`;
}

async function takePages(browser, storageState, { name: screen, ...device }, colorScheme) {
  const looks = { ...device, colorScheme, timezoneId: timeZone, locale: 'en-GB' };
  const context = await browser.newContext({ ...looks, storageState });
  const page = await context.newPage();
  for (const { name, address, ready } of PAGES) {
    await page.goto(`${hearth.url}${typeof address === 'string' ? address : await address(page)}`);
    await page.locator('[data-link=held]').waitFor();
    if (ready !== undefined) await page.locator(ready).first().waitFor();
    // The first values are there, and no movement is under way.
    await wait(SETTLED_MS);
    const suffix = colorScheme === 'dark' ? '-dark' : '';
    const file = path.join(FOLDER, `${name}-${screen}${suffix}.png`);
    await page.screenshot({ path: file, animations: 'disabled' });
    console.log(file);
  }
  await context.close();
}
