import type { Browser, Page } from '@playwright/test';
import pg from 'pg';
import { aBenchBrowser, aBenchWindow } from './bench-browser';
import { aBenchHearth, type BenchHearth } from './bench-hearth';
import { atMost, type BenchRow, median } from './bench-row';
import { benchDays, learnAll } from './sensor-days';

const SENSORS = 2_000;
const EVERY_S = 300;
const DAYS = 2;
const VIEWPORT = { width: 1440, height: 900 };
const VIEWS = 7;
/** Rows that the screen shows. */
const ROWS = 12;
const TYPED = ['1', '19', '199', '1999', 'room 7', 'zigbee', 'humidity'];
const LIMITS = { firstPaintMs: 1_000, filterMs: 50 } as const;

/** The page of very many sensors that have all spoken for days. */
export async function benchSensors(): Promise<readonly BenchRow[]> {
  const hearth = await aBenchHearth();
  const browser = await aBenchBrowser();
  try {
    await fill(hearth);
    const { painted, answered } = await firstPaints(hearth, browser);
    const filtered = await filterMs(hearth, browser);
    return [
      atMost(`sensors: first paint of ${SENSORS} rows`, painted, 'ms', LIMITS.firstPaintMs),
      atMost('sensors: the same page, until its last byte', answered, 'ms', LIMITS.firstPaintMs),
      atMost(`sensors: filter of ${SENSORS}, key to paint, slowest`, filtered, 'ms', LIMITS.filterMs),
      await benchDays(hearth.hearth.run.databaseUrl),
    ];
  } finally {
    await browser.close();
    await hearth.stop();
  }
}

/** Written straight into history: what is measured is the page. Returns once history has learnt every sensor's day. */
async function fill({ hearth }: BenchHearth): Promise<void> {
  const client = new pg.Client(hearth.run.databaseUrl);
  await client.connect();
  await client.query(`
    CREATE TABLE telemetry.reading_rest PARTITION OF telemetry.reading DEFAULT;
    INSERT INTO room (name, position) SELECT 'Room ' || n, n FROM generate_series(1, 40) AS n;
    INSERT INTO sensor (id, name, room_id)
      SELECT 'many-' || n, 'Many ' || n, (SELECT id FROM room WHERE position = 1 + n % 40)
      FROM generate_series(0, ${SENSORS - 1}) AS n;
    INSERT INTO series (sensor_id, quantity, channel, unit)
      SELECT id, quantity, NULL, unit FROM sensor,
        (VALUES ('temperature', '°C'), ('humidity', '%'), ('battery', '%'), ('link_quality', '')) AS of (quantity, unit);
    INSERT INTO telemetry.reading (series_id, time, tie, value, quality, raw_partition, raw_offset, version)
      SELECT series.id, at, hashtext(series.sensor_id || at), 20 + 40 * random(), 0, 0, 1, 1
      FROM generate_series(now() - interval '${DAYS} days', now(), interval '${EVERY_S} seconds') AS at, series;
    INSERT INTO telemetry.latest SELECT id, now(), 20 + id % 60, 0, now(), now() FROM series`);
  await client.query('VACUUM ANALYZE');
  await client.query("UPDATE telemetry.sensor_day SET learnt_at = learnt_at - interval '1 day'");
  await client.end();
  await learnAll(hearth.run.databaseUrl);
}

/** From the address until rows stand on the screen, and until all has come; the median of some, nothing cached. */
async function firstPaints(hearth: BenchHearth, browser: Browser) {
  const painted: number[] = [];
  const answered: number[] = [];
  for (let view = 0; view < VIEWS; view += 1) {
    const context = await aBenchWindow(browser, hearth, { viewport: VIEWPORT });
    const page = await context.newPage();
    await page.addInitScript(NOTES_ROWS);
    await page.goto(`${hearth.url}/sensors`);
    await page.waitForFunction('window.rowsPaintedMs !== undefined');
    painted.push(Number(await page.evaluate('window.rowsPaintedMs')));
    answered.push(Number(await page.evaluate("performance.getEntriesByType('navigation')[0].responseEnd")));
    await context.close();
  }
  return { painted: median(painted), answered: median(answered) };
}

/** A message is handled after the frame that was asked for is painted. */
const AFTER_PAINT = `const afterPaint = (then) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = then;
  port2.postMessage(undefined);
});`;

const NOTES_ROWS = `${AFTER_PAINT}
  new MutationObserver((_, observer) => {
    if (document.querySelectorAll('tbody a[href^="/sensors/many-"]').length < ${ROWS}) return;
    observer.disconnect();
    afterPaint(() => { window.rowsPaintedMs = performance.now(); });
  }).observe(document, { subtree: true, childList: true });`;

/** From each key until what it left is painted: the median of each text's slowest, over texts. */
async function filterMs(hearth: BenchHearth, browser: Browser): Promise<number> {
  const page = await (await aBenchWindow(browser, hearth, { viewport: VIEWPORT })).newPage();
  await page.goto(`${hearth.url}/sensors`);
  await page.locator('[data-link=held]').waitFor();
  await page.evaluate(`${AFTER_PAINT}
    window.keysMs = [];
    document.addEventListener('input', ({ timeStamp }) =>
      afterPaint(() => window.keysMs.push(performance.now() - timeStamp)), { capture: true });`);
  const slowest: number[] = [];
  for (const text of TYPED) slowest.push(await slowestKey(page, text));
  return median(slowest);
}

async function slowestKey(page: Page, text: string): Promise<number> {
  const field = page.getByRole('searchbox', { name: 'Search sensors' });
  await field.fill('');
  await page.evaluate('window.keysMs.length = 0');
  await field.pressSequentially(text, { delay: 120 });
  await page.waitForFunction(`window.keysMs.length >= ${text.length}`);
  return Number(await page.evaluate('Math.max(...window.keysMs)'));
}
