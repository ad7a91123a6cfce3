import { existsSync } from 'node:fs';
import { type Browser, chromium } from '@playwright/test';

const SYSTEM_CHROMIUM = '/usr/bin/chromium';

/** The system's Chromium where there is one, else Playwright's own. */
export function aBenchBrowser(): Promise<Browser> {
  const own = existsSync(SYSTEM_CHROMIUM) ? { executablePath: SYSTEM_CHROMIUM } : {};
  return chromium.launch({ ...own, args: ['--no-sandbox'] });
}
