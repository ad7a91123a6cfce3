import { expect, type Page } from '@playwright/test';
import { connectAsync } from 'mqtt';
import type { HearthUnderTest } from './hearth-test';

/** One message, as a device sends it; resolves once Hearth has it. */
export async function publish(hearth: HearthUnderTest, topic: string, payload: string): Promise<void> {
  const client = await connectAsync(hearth.mqttUrl ?? '');
  await client.publishAsync(topic, payload, { qos: 1 });
  await client.endAsync();
}

export const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
/** In the head or, on a phone, in the bar below. */
export const saveButton = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).filter({ visible: true });

/** Presses a value of the sample. */
export async function pick(page: Page, name: RegExp): Promise<void> {
  await region(page, 'Sample').getByRole('button', { name }).click();
}

/** Opens a sensor's mapping from the list. */
export async function openMapping(page: Page, sensor: { readonly name: string }): Promise<void> {
  await page.goto('/mappings');
  await page.getByLabel('Search mappings').fill(sensor.name);
  await page.getByRole('link', { name: sensor.name }).filter({ visible: true }).first().click();
  await expect(page.getByLabel('Topic filter')).toBeVisible();
}
