import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from '@playwright/test';
import { cookieOf } from '@/tests/e2e/come-in';
import type { BenchHearth } from './bench-hearth';

const SYSTEM_CHROMIUM = '/usr/bin/chromium';

/** The system's Chromium where there is one, else Playwright's own. */
export function aBenchBrowser(): Promise<Browser> {
  const own = existsSync(SYSTEM_CHROMIUM) ? { executablePath: SYSTEM_CHROMIUM } : {};
  return chromium.launch({ ...own, args: ['--no-sandbox'] });
}

/** A window in which Hearth's admin is signed in. */
export async function aBenchWindow(
  browser: Browser,
  { cookie }: Pick<BenchHearth, 'cookie'>,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  await context.addCookies([cookieOf(cookie)]);
  return context;
}
