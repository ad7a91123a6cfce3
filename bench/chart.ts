import { aBenchBrowser, aBenchWindow } from './bench-browser';
import { aBenchHearth } from './bench-hearth';
import { atLeast, atMost, type BenchRow } from './bench-row';
import { benchSensor } from './bench-sensor';
import { framesAndTasks, mainThreadPercent } from './page-cost';

const PAST_S = 900;
const UPDATE_MS = 1000;
const SETTLE_MS = 5_000;
const LASTS_MS = 20_000;
const LIMITS = { framesPerSecond: 55, corePercent: 5 } as const;

/** A live chart with a quarter of an hour of one value a second in 600 columns, and one more each second. */
export async function benchChart(): Promise<readonly BenchRow[]> {
  const hearth = await aBenchHearth();
  const browser = await aBenchBrowser();
  try {
    const sensor = await benchSensor(hearth, PAST_S);
    const page = await (
      await aBenchWindow(browser, hearth, { viewport: { width: 1440, height: 900 } })
    ).newPage();
    // A quarter of an hour with a value a second fills every column there is.
    await page.goto(`${sensor.pageUrl}?range=15min`);
    await page.locator('.recharts-surface').first().waitFor();
    let updates = 0;
    const publishing = setInterval(() => {
      updates += 1;
      sensor.publish(20 + Math.sin(updates / 20));
    }, UPDATE_MS);
    await page.waitForTimeout(SETTLE_MS);
    const percent = await mainThreadPercent(page, LASTS_MS);
    const { framesPerSecond } = await framesAndTasks(page, LASTS_MS / 2);
    clearInterval(publishing);
    await sensor.stop();
    return [
      atLeast('chart: live, 600 points, 1 update/s', framesPerSecond, 'fps', LIMITS.framesPerSecond),
      atMost('chart: main thread, share of a core', percent, '%', LIMITS.corePercent),
    ];
  } finally {
    await browser.close();
    await hearth.stop();
  }
}
