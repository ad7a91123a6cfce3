import { randomBytes } from 'node:crypto';
import { expect, type Locator, type Page } from '@playwright/test';
import { beginArrival } from '@/server/arrivals/commands';
import { openDatabase } from '@/server/database';

/** Marks the page; the returned function tells whether it is still the same one, never reloaded. */
export async function stay(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => Object.assign(window, { hearthMark: true }));
  return () => page.evaluate(() => 'hearthMark' in window);
}

/** Values of the chart's table, newest first; open it before. Gaps are among them, in words. */
export async function chartRows(page: Page): Promise<readonly string[]> {
  const cells = await page.locator('[data-testid=chart] tbody tr td:nth-child(2)').allTextContents();
  return cells.map((text) => text.replace(/ °C$/, '').trim());
}

/** What browser and React say of a server that is away or answers with an error (#441) is no complaint of ours. */
export function withoutOwnLines(complaints: string[]): void {
  const own = /net::ERR_|WebSocket connection to|the server responded with a status of 50\d|React error #441/;
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !own.test(text)));
}

/** Scrolls to an element until it says this: what nobody sees rests, and what comes into sight above moves it. */
export async function inSight(element: Locator, text: string | RegExp): Promise<void> {
  await expect(async () => {
    await element.scrollIntoViewIfNeeded();
    await expect(element).toContainText(text, { timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
}

/** The page of the room that a sensor is in. */
export async function roomPath(page: Page, { id }: { readonly id: string }): Promise<string> {
  const { sensor } = await (await page.request.get(`/api/v1/sensors/${id}`)).json();
  return `/rooms/${sensor.room.id}`;
}

/** The page of the mapping that feeds a sensor. */
export async function mappingPath(page: Page, { name }: { readonly name: string }): Promise<string> {
  await page.goto('/mappings');
  return (await page.getByRole('link', { name }).first().getAttribute('href')) ?? '';
}

/** Pages of a device that somebody is adding. */
export async function deviceUnderTest({
  databaseUrl,
  dataDir,
}: {
  readonly databaseUrl: string;
  readonly dataDir: string;
}): Promise<readonly string[]> {
  const database = openDatabase(databaseUrl);
  const own = `look-${randomBytes(4).toString('hex')}`;
  const wish = { family: 'arduino', name: 'A device on its way in', room: null, own } as const;
  const begun = await beginArrival(database, dataDir, wish, { who: 'test', address: undefined });
  await database.close();
  if ('refused' in begun) throw new Error(begun.refused.problem);
  return [`/sensors/new/${begun.done.user}`, `/logins/${begun.done.user}`];
}
