import type { Browser, Page } from '@playwright/test';
import { aBenchBrowser, aBenchWindow } from './bench-browser';
import { aBenchHearth, type BenchHearth } from './bench-hearth';
import { atLeast, atMost, type BenchRow, median } from './bench-row';
import { framesAndTasks, mainThreadPercent } from './page-cost';
import { aPluggedHouse, type PluggedHouse } from './plugged-house';

const SETTLE_MS = 5_000;
const LASTS_MS = 15_000;
const VIEWPORT = { width: 1440, height: 900 };
const VIEWS = 5;
/** Looking at every frame would slow down what is measured. */
const LOOK_EVERY_MS = 500;
const SENSORS_A_ROOM = 8;
const LIMITS = {
  small: { sensors: 20, perSecond: 10, framesPerSecond: 55, corePercent: 25, longestTaskMs: 100 },
  large: { sensors: 200, perSecond: 50, framesPerSecond: 50 },
  firstViewMs: 1_000,
  throttledViewMs: 2_000,
  rangeMs: 300,
} as const;

/** The page of the whole house: a meter, the rest plugs in rooms of eight. */
export async function benchNow(): Promise<readonly BenchRow[]> {
  const hearth = await aBenchHearth();
  const browser = await aBenchBrowser();
  try {
    return [...(await small(hearth, browser)), ...(await large(hearth, browser))];
  } finally {
    await browser.close();
    await hearth.stop();
  }
}

async function small(hearth: BenchHearth, browser: Browser): Promise<readonly BenchRow[]> {
  const { sensors, perSecond, framesPerSecond, corePercent, longestTaskMs } = LIMITS.small;
  const house = await aPluggedHouse(hearth, plugged(sensors, perSecond));
  const page = await (await aBenchWindow(browser, hearth, { viewport: VIEWPORT })).newPage();
  await page.goto(hearth.url);
  await page.locator('.recharts-surface').first().waitFor();
  await page.waitForTimeout(SETTLE_MS);
  const percent = await mainThreadPercent(page, LASTS_MS);
  const drawn = await framesAndTasks(page, LASTS_MS);
  const rangeMs = await switchMs(page);
  await page.close();
  const cold = await firstViews(hearth, browser, sensors, 1);
  const throttled = await firstViews(hearth, browser, sensors, 4);
  await house.leave();
  const name = `now: ${sensors} sensors at ${perSecond}/s`;
  return [
    atLeast(name, drawn.framesPerSecond, 'fps', framesPerSecond),
    atMost(`${name}, main thread`, percent, '%', corePercent),
    atMost(`${name}, longest task`, drawn.longestTaskMs, 'ms', longestTaskMs),
    atMost('now: another range, until painted', rangeMs, 'ms', LIMITS.rangeMs),
    atMost(`now: cold first view, ${sensors} live values`, cold, 'ms', LIMITS.firstViewMs),
    atMost('now: the same with a CPU four times slower', throttled, 'ms', LIMITS.throttledViewMs),
  ];
}

async function large(hearth: BenchHearth, browser: Browser): Promise<readonly BenchRow[]> {
  const { sensors, perSecond, framesPerSecond } = LIMITS.large;
  const house = await aPluggedHouse(hearth, plugged(sensors, perSecond));
  const page = await (await aBenchWindow(browser, hearth, { viewport: VIEWPORT })).newPage();
  await page.goto(hearth.url);
  await page.waitForTimeout(SETTLE_MS);
  const drawn = await framesAndTasks(page, LASTS_MS);
  await page.close();
  await house.leave();
  return [
    atLeast(`now: ${sensors} sensors at ${perSecond}/s`, drawn.framesPerSecond, 'fps', framesPerSecond),
  ];
}

function plugged(sensors: number, perSecond: number): PluggedHouse {
  const ids = Array.from({ length: sensors }, (_, index) =>
    index === 0 ? 'now-meter' : `now-plug-${index}`,
  );
  return { ids, sensorsARoom: SENSORS_A_ROOM, perSecond };
}

/** From the press until the chart of the other range is painted. */
async function switchMs(page: Page): Promise<number> {
  const took: number[] = [];
  for (const range of ['6 h', '1 h', '15 min', '24 h', '6 h']) {
    const startedAt = performance.now();
    await page.getByRole('radio', { name: range }).first().click();
    await page.locator('[data-testid=house-chart][aria-busy=false]').waitFor();
    await page.evaluate(
      'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
    );
    took.push(performance.now() - startedAt);
  }
  return median(took);
}

/** From the address until the link is held and every cell holds a live value, nothing cached, ms; the median of some. */
async function firstViews(
  hearth: BenchHearth,
  browser: Browser,
  cells: number,
  slower: number,
): Promise<number> {
  const took: number[] = [];
  for (let view = 0; view < VIEWS; view += 1) {
    const context = await aBenchWindow(browser, hearth, { viewport: VIEWPORT });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
    await page.addInitScript(notesFirstView(cells));
    await page.goto(hearth.url, { waitUntil: 'commit' });
    await page.waitForFunction('window.firstViewMs !== undefined', undefined, { polling: LOOK_EVERY_MS });
    took.push(Number(await page.evaluate('window.firstViewMs')));
    await context.close();
  }
  return median(took);
}

/** The page notes the moment itself, since its navigation began. */
function notesFirstView(cells: number): string {
  return `new MutationObserver(() => {
    if (document.querySelector('[data-link=held]') === null) return;
    if (document.querySelectorAll('a[href^="/sensors/now-"] .glow').length < ${cells}) return;
    window.firstViewMs ??= performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true })`;
}
