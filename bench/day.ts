import type { CDPSession, Page } from '@playwright/test';
import { aBenchBrowser, aBenchWindow } from './bench-browser';
import { aBenchHearth } from './bench-hearth';
import { atMost, type BenchRow, median } from './bench-row';
import { aPluggedHouse } from './plugged-house';

const SENSORS = 20;
const PER_SECOND = 200;
const WARM_UP_MS = 45_000;
const ROUNDS = 12;
const ROUND_MS = 15_000;
/** Of the last third over the second, percent. */
const MOST_GROWTH = 5;
const VIEWPORT = { width: 1440, height: 900 };

interface Held {
  readonly heapMb: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** Now and a sensor's page stay open while values come by the hundred a second: what they hold does not grow. */
export async function benchDay(): Promise<readonly BenchRow[]> {
  const hearth = await aBenchHearth();
  const browser = await aBenchBrowser();
  try {
    const ids = Array.from({ length: SENSORS }, (_, index) => `day-${index}`);
    const house = await aPluggedHouse(hearth, { ids, sensorsARoom: SENSORS, perSecond: PER_SECOND });
    const paths = { now: '/', sensor: '/sensors/day-1?range=15min' };
    const rows: BenchRow[] = [];
    for (const [name, path] of Object.entries(paths)) {
      const page = await (await aBenchWindow(browser, hearth, { viewport: VIEWPORT })).newPage();
      await page.goto(`${hearth.url}${path}`);
      await page.locator('[data-link=held]').waitFor();
      await page.waitForTimeout(WARM_UP_MS);
      rows.push(...growthOf(name, await heldOver(page)));
      await page.close();
    }
    await house.leave();
    return rows;
  } finally {
    await browser.close();
    await hearth.stop();
  }
}

async function heldOver(page: Page): Promise<readonly Held[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const held: Held[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.waitForTimeout(ROUND_MS);
    const now = await heldNow(session);
    held.push(now);
    console.log(`  ${now.heapMb.toFixed(2)} MB, ${now.nodes} nodes, ${now.listeners} listeners`);
  }
  return held;
}

async function heldNow(session: CDPSession): Promise<Held> {
  // What a first collection finalizes a second one frees.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const figure = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return {
    heapMb: figure('JSHeapUsedSize') / 1_000_000,
    nodes: figure('Nodes'),
    listeners: figure('JSEventListeners'),
  };
}

function growthOf(page: string, held: readonly Held[]): readonly BenchRow[] {
  const third = Math.floor(held.length / 3);
  const [second, last] = [held.slice(third, 2 * third), held.slice(2 * third)];
  const growth = (of: (one: Held) => number) => (median(last.map(of)) / median(second.map(of)) - 1) * 100;
  return [
    atMost(
      `day: ${page}, growth of the heap`,
      growth(({ heapMb }) => heapMb),
      '%',
      MOST_GROWTH,
    ),
    atMost(
      `day: ${page}, growth of nodes`,
      growth(({ nodes }) => nodes),
      '%',
      MOST_GROWTH,
    ),
    atMost(
      `day: ${page}, growth of listeners`,
      growth(({ listeners }) => listeners),
      '%',
      MOST_GROWTH,
    ),
  ];
}
