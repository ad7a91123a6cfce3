import type { BrowserContext } from '@playwright/test';
import type { HearthProcess } from '@/tests/support/hearth-process';
import { adminCookie } from '@/tests/support/signed-in';

/** A cookie as Playwright keeps it; browsers don't tell ports of one host apart. */
export function cookieOf(header: string) {
  const [name = '', value = ''] = header.split(/=(.*)/s);
  return {
    name,
    value,
    domain: '127.0.0.1',
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: false,
  } as const;
}

/** The browser is its admin's from here on, also of a Hearth that nobody has set up yet. */
export async function comeIn(context: BrowserContext, { run, dataDir }: HearthProcess): Promise<void> {
  await context.addCookies([cookieOf(await adminCookie({ databaseUrl: run.databaseUrl, dataDir }))]);
}
