import { gzipSync } from 'node:zlib';
import { aBenchBrowser, aBenchWindow } from './bench-browser';
import { aBenchHearth } from './bench-hearth';
import { atMost, type BenchRow } from './bench-row';
import { benchSensor } from './bench-sensor';

const KB = 1000;
const LIMITS = { firstKb: 190, withChartKb: 300 } as const;

/** JavaScript of the first view: what the page names in its script tags, and what the browser has loaded once the chart stands. */
export async function benchClientBundle(): Promise<readonly BenchRow[]> {
  const hearth = await aBenchHearth();
  const browser = await aBenchBrowser();
  try {
    const sensor = await benchSensor(hearth);
    await sensor.stop();
    const html = await (await fetch(sensor.pageUrl, { headers: { cookie: hearth.cookie } })).text();
    const named = scriptsOf(html);
    const loaded = new Set(named);
    const page = await (await aBenchWindow(browser, hearth)).newPage();
    page.on('response', (response) => {
      if (/\.js(\?|$)/.test(response.url())) loaded.add(new URL(response.url()).pathname);
    });
    await page.goto(sensor.pageUrl);
    await page.locator('.recharts-surface').first().waitFor();
    const withoutPolyfills = [...loaded].filter((path) => !noModuleScriptsOf(html).includes(path));
    return [
      atMost('bundle: first view, before the chart', await gzipKb(hearth.url, named), 'KB', LIMITS.firstKb),
      atMost(
        'bundle: first view, with the chart',
        await gzipKb(hearth.url, withoutPolyfills),
        'KB',
        LIMITS.withChartKb,
      ),
    ];
  } finally {
    await browser.close();
    await hearth.stop();
  }
}

function scriptsOf(html: string): readonly string[] {
  return tagsOf(html)
    .filter(({ noModule }) => !noModule)
    .map(({ path }) => path);
}

function noModuleScriptsOf(html: string): readonly string[] {
  return tagsOf(html)
    .filter(({ noModule }) => noModule)
    .map(({ path }) => path);
}

function tagsOf(html: string): readonly { readonly path: string; readonly noModule: boolean }[] {
  const tags = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+\.js[^"]*)"[^>]*>/g)];
  const all = tags.map(([tag, src = '']) => ({
    path: new URL(src, 'http://page').pathname,
    noModule: /\bnomodule\b/i.test(tag),
  }));
  return all.filter((one, index) => all.findIndex(({ path }) => path === one.path) === index);
}

async function gzipKb(url: string, paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    paths.map(async (path) => {
      const response = await fetch(new URL(path, url));
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return gzipSync(Buffer.from(await response.arrayBuffer())).length;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / KB;
}
