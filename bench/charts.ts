import type { Page } from '@playwright/test';
import { connectAsync, type MqttClient } from 'mqtt';
import { aBenchBrowser, aBenchWindow } from './bench-browser';
import { aBenchHearth, type BenchHearth } from './bench-hearth';
import { atLeast, atMost, type BenchRow } from './bench-row';
import { framesAndTasks, mainThreadPercent } from './page-cost';

const SERIES = 12;
const PAST_POINTS = 3_000;
const HOUR_MS = 3_600_000;
const READINGS_PER_SECOND = 2;
const SETTLE_MS = 8_000;
const LASTS_MS = 20_000;
/** All twelve on the screen at once. */
const VIEWPORT = { width: 1440, height: 1200 };
const LIMITS = { framesPerSecond: 55, longestTaskMs: 100 } as const;

/** A room of twelve live charts, each over an hour of 3,000 values and with two more each second. */
export async function benchCharts(): Promise<readonly BenchRow[]> {
  const hearth = await aBenchHearth();
  const browser = await aBenchBrowser();
  try {
    const room = await aRoom(hearth);
    const page = await (await aBenchWindow(browser, hearth, { viewport: VIEWPORT })).newPage();
    await page.goto(room.pageUrl);
    await allDrawn(page);
    await page.waitForTimeout(SETTLE_MS);
    const percent = await mainThreadPercent(page, LASTS_MS);
    const { framesPerSecond, longestTaskMs } = await framesAndTasks(page, LASTS_MS);
    await room.leave();
    console.log(`  main thread ${percent.toFixed(0)} % of a core`);
    return [
      atLeast('charts: 12 live, 2 readings/s each', framesPerSecond, 'fps', LIMITS.framesPerSecond),
      atMost('charts: the same, longest task', longestTaskMs, 'ms', LIMITS.longestTaskMs),
    ];
  } finally {
    await browser.close();
    await hearth.stop();
  }
}

async function allDrawn(page: Page): Promise<void> {
  await page.waitForFunction(
    `document.querySelectorAll('.recharts-line-curve[d^=M]').length === ${SERIES} || innerHeight === 0`,
  );
}

/** Taught, with its past, and publishing evenly over the time. */
async function aRoom(hearth: BenchHearth): Promise<{ readonly pageUrl: string; leave(): Promise<void> }> {
  const ids = Array.from({ length: SERIES }, (_, index) => `charts-${index}`);
  await hearth.teach({
    rooms: ['Charts'],
    sensors: ids.map((id) => ({ id, name: id, room: 'Charts' })),
    mappings: ids.map((sensor) => ({
      sensor,
      topic: `bench/${sensor}`,
      format: 'json',
      timePath: '/at',
      timeFormat: 'unix_ms',
      readings: [{ path: '/t', quantity: 'temperature', unit: '°C' }],
    })),
  });
  const client: MqttClient = await connectAsync(hearth.mqttUrl, { clientId: 'charts-bench' });
  const publish = (place: number, at: number) => {
    const t = 20 + place + Math.sin(at / 90_000) + Math.random() / 5;
    return client.publishAsync(`bench/${ids[place]}`, JSON.stringify({ t, at }), { qos: 1 });
  };
  const begin = Date.now() - HOUR_MS;
  for (let point = 0; point < PAST_POINTS; point += 1) {
    const at = Math.round(begin + (point / PAST_POINTS) * HOUR_MS);
    await Promise.all(ids.map((_, place) => publish(place, at)));
  }
  await hearth.caughtUp();
  const [first] = ids;
  const { sensor } = await (
    await fetch(`${hearth.url}/api/v1/sensors/${first}`, { headers: { cookie: hearth.cookie } })
  ).json();
  let sent = 0;
  const timer = setInterval(
    () => {
      sent += 1;
      void publish(sent % SERIES, Date.now()).catch(() => undefined);
    },
    1_000 / (SERIES * READINGS_PER_SECOND),
  );
  return {
    pageUrl: `${hearth.url}/rooms/${sensor.room.id}`,
    leave: async () => {
      clearInterval(timer);
      await client.endAsync();
    },
  };
}
