'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import * as settings from '@/app/_data/device-settings';
import * as registry from '@/app/_data/registry';
import type { Refusal } from '@/components/registry/form-state';
import { attempt } from '../attempt';

/** Makes a sensor and leads to its page. */
export async function addSensor(_before: Refusal | undefined, form: FormData): Promise<Refusal | undefined> {
  const outcome = await attempt(() => registry.addSensor(form));
  if ('refused' in outcome) return outcome.refused;
  redirect(`/sensors/${encodeURIComponent(outcome.done.id)}`);
}

/** Saves what the form says of the sensor and leads to its page. */
export async function editSensor(
  id: string,
  _before: Refusal | undefined,
  form: FormData,
): Promise<Refusal | undefined> {
  const outcome = await attempt(() => registry.editSensor(id, form));
  if ('refused' in outcome) return outcome.refused;
  redirect(`/sensors/${encodeURIComponent(id)}`);
}

/** Binds another device to the sensor, or none. */
export async function changeDevice(
  id: string,
  _before: Refusal | undefined,
  form: FormData,
): Promise<Refusal | undefined> {
  const outcome = await attempt(() => registry.changeDevice(id, form));
  if ('refused' in outcome) return outcome.refused;
  redirect(`/sensors/${encodeURIComponent(id)}/edit`);
}

/** Says what only its owner knows of the device that feeds the sensor. */
export async function changeDeviceSettings(
  id: string,
  _before: Refusal | undefined,
  form: FormData,
): Promise<Refusal | undefined> {
  const outcome = await attempt(() => settings.changeDeviceSettings(id, form));
  if ('refused' in outcome) return outcome.refused;
  refresh();
  return undefined;
}

/** Takes the sensor off the list, or brings it back, without leaving the page. */
export async function archiveSensor(id: string, isArchived: boolean): Promise<Refusal | undefined> {
  const outcome = await attempt(() => registry.archiveSensor(id, isArchived));
  if ('refused' in outcome) return outcome.refused;
  refresh();
  return undefined;
}

/** The same from a list, which follows by itself: the page is not sent anew. */
export async function archiveInPlace(id: string, isArchived: boolean): Promise<Refusal | undefined> {
  const outcome = await attempt(() => registry.archiveSensor(id, isArchived));
  return 'refused' in outcome ? outcome.refused : undefined;
}

/** Removes the sensor for good. */
export async function removeSensor(
  id: string,
  _before: Refusal | undefined,
  form: FormData,
): Promise<Refusal | undefined> {
  const outcome = await attempt(() => registry.removeSensor(id, form));
  if ('refused' in outcome) return outcome.refused;
  redirect('/sensors');
}
