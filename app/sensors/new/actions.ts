'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import * as arrivals from '@/app/_data/arrivals';
import * as mappings from '@/app/_data/mappings';
import type { FinishOutcome, TaughtReading } from '@/components/add-sensor/arrival-actions';
import { attempt } from '../../attempt';

export async function beginArrival(wish: object) {
  return attempt(() => arrivals.beginArrival(wish));
}

export async function newPassword(user: string) {
  return attempt(() => arrivals.newPassword(user));
}

export async function phoneAddress(user: string) {
  return arrivals.phonePath(user);
}

/** Takes back everything. */
export async function cancelArrival(user: string) {
  const outcome = await attempt(() => arrivals.cancelArrival(user));
  if ('done' in outcome) refresh();
  return outcome;
}

/** From the next message on these fields are readings of the sensor. */
export async function teachArrival(
  sensorId: string,
  topic: string,
  readings: readonly TaughtReading[],
): Promise<string | undefined> {
  const isWhole = readings.length === 1 && readings[0]?.path === '';
  const shape = isWhole
    ? { format: 'number', readings: readings.map(({ path: _, ...value }) => value) }
    : { format: 'json', readings };
  const { errors } = await mappings.saveMapping(sensorId, { topic, ...shape }, undefined);
  return errors[0]?.message;
}

export async function finishArrival(
  user: string,
  _before: FinishOutcome | undefined,
  form: FormData,
): Promise<FinishOutcome | undefined> {
  const outcome = await attempt(() => arrivals.finishArrival(user, form));
  if ('refused' in outcome) return outcome.refused;
  if (form.get('another') !== null) redirect('/sensors/new');
  redirect(outcome.done.sensorId === undefined ? '/sensors' : '/');
}
