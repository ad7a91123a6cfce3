'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import * as arrivals from '@/app/_data/arrivals';
import type { FinishOutcome } from '@/components/add-sensor/arrival-actions';
import type { TaughtReading } from '@/contracts/arrival';
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

export async function teachArrival(user: string, topic: string, readings: readonly TaughtReading[]) {
  return arrivals.teachArrival(user, topic, readings);
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
