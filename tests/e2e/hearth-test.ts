import { test as base, expect, type Page } from '@playwright/test';
import { connectAsync, type MqttClient } from 'mqtt';
import type { Run } from '@/server/run-file';
import { teach } from '@/tests/support/teach';
import { cookieOf } from './come-in';

/** Where the Hearth under test is. */
export type HearthUnderTest = Run & { readonly dataDir: string; readonly cookie: string };

/** A sensor of a test's own, taught, with a client that publishes for it. */
export interface TestSensor {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** Publishes; resolves once Hearth has acknowledged. `agoS`: measured so many seconds ago by its own clock. */
  publish(value: number, own?: { readonly agoS?: number }): Promise<void>;
  /** The moment at which the last published value was measured, ms since 1970. */
  readonly lastAt: number;
}

interface Fixtures {
  readonly hearth: HearthUnderTest;
  readonly aSensor: (own?: { readonly name?: string; readonly room?: string }) => Promise<TestSensor>;
  /** What the browser complains of; a test ends with none. */
  readonly complaints: string[];
}

/** What a browser says when a test takes its network away. */
const OFFLINE = /net::ERR_INTERNET_DISCONNECTED/;

const ALIVE_WITHIN_MS = 30_000;

let made = 0;

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  baseURL: async ({}, use) => use(hearthUnderTest().url),
  // An admin looks, unless a test says otherwise.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  storageState: async ({}, use) =>
    use({ cookies: [{ ...cookieOf(hearthUnderTest().cookie), expires: -1 }], origins: [] }),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  hearth: async ({}, use) => use(hearthUnderTest()),
  // What is pressed before the page has come to life is pressed for nothing.
  page: async ({ page }, use) => {
    const goto = page.goto.bind(page);
    page.goto = async (url, options) => {
      const response = await goto(url, options);
      if (url !== 'about:blank') await comeToLife(page);
      return response;
    };
    await use(page);
  },
  aSensor: async ({ hearth }, use, { workerIndex, project }) => {
    const clients: MqttClient[] = [];
    await use(async ({ name, room = 'Test bench' } = {}) => {
      made += 1;
      const id = `e2e-${project.name}-${workerIndex}-${made}`;
      const client = await connectAsync(hearth.mqttUrl ?? '', { clientId: id });
      clients.push(client);
      // Of one name for ever: what earlier tests taught is still there.
      const called = `${name ?? 'Thermometer'} (${id})`;
      await teach(hearth.databaseUrl, mappingOf(id, called, room));
      return sensorOn(client, id, called);
    });
    await Promise.all(clients.map((client) => client.endAsync()));
  },
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      listenTo(page, complaints);
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** The link is held, no skeleton stands, and every control is React's: parts of a page come to life one after another. */
async function comeToLife(page: Page): Promise<void> {
  // Whoever is outside has no link.
  await page.locator('[data-link=held], [data-outside]').waitFor({ timeout: ALIVE_WITHIN_MS });
  await page.waitForFunction(
    () =>
      document.querySelector('[data-testid=skeleton]') === null &&
      [...document.querySelectorAll('main :is(select, input, button)')].every((control) =>
        Object.keys(control).some((key) => key.startsWith('__react')),
      ),
    undefined,
    { timeout: ALIVE_WITHIN_MS },
  );
}

function hearthUnderTest(): HearthUnderTest {
  return JSON.parse(process.env.HEARTH_UNDER_TEST ?? '{}');
}

function listenTo(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !OFFLINE.test(text)) complaints.push(text);
  });
}

function mappingOf(id: string, name: string, room: string): object {
  return {
    rooms: [room],
    sensors: [{ id, name, room }],
    mappings: [
      {
        sensor: id,
        topic: `e2e/${id}`,
        format: 'json',
        timePath: '/at',
        timeFormat: 'unix_ms',
        readings: [{ path: '/t', quantity: 'temperature', unit: '°C' }],
      },
    ],
  };
}

function sensorOn(client: MqttClient, id: string, name: string): TestSensor {
  let lastAt = 0;
  return {
    id,
    name,
    path: `/sensors/${id}`,
    get lastAt() {
      return lastAt;
    },
    publish: async (value, { agoS = 0 } = {}) => {
      lastAt = Date.now() - agoS * 1_000;
      await client.publishAsync(`e2e/${id}`, JSON.stringify({ t: value, at: lastAt }), { qos: 1 });
    },
  };
}
