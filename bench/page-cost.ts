import type { Page } from '@playwright/test';

/** CPU of a page's main thread, percent of a core. Measured apart from the frames: counting them is work of its own. */
export async function mainThreadPercent(page: Page, lastsMs: number): Promise<number> {
  const session = await page.context().newCDPSession(page);
  // CPU of the main thread, not the time that passed: others may have the core meanwhile.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busyS = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? Number.NaN;
  };
  const before = await busyS();
  await page.waitForTimeout(lastsMs);
  return (((await busyS()) - before) / (lastsMs / 1000)) * 100;
}

/** Frames a second, and the longest task meanwhile in ms (0: none of 50 ms or more). */
export async function framesAndTasks(
  page: Page,
  lastsMs: number,
): Promise<{ readonly framesPerSecond: number; readonly longestTaskMs: number }> {
  return page.evaluate(`(${COUNT_FRAMES})(${lastsMs})`);
}

// As text: what runs TypeScript here marks inner functions with a helper that no page has.
const COUNT_FRAMES = `(lastsMs) => new Promise((resolve) => {
  const startedAt = performance.now();
  let frames = 0;
  let longestTaskMs = 0;
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
  });
  tasks.observe({ entryTypes: ['longtask'] });
  const count = () => {
    frames += 1;
    const elapsed = performance.now() - startedAt;
    if (elapsed < lastsMs) requestAnimationFrame(count);
    else {
      tasks.disconnect();
      resolve({ framesPerSecond: (frames / elapsed) * 1000, longestTaskMs });
    }
  };
  requestAnimationFrame(count);
})`;
