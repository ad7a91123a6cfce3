'use server';

import { refresh } from 'next/cache';
import * as registry from '@/app/_data/registry';
import type { Refusal } from '@/components/registry/form-state';
import type { Outcome } from '@/contracts/registry';
import { attempt } from '../attempt';

async function shown(work: () => Promise<Outcome<unknown>>): Promise<Refusal | undefined> {
  const outcome = await attempt(work);
  if ('refused' in outcome) return outcome.refused;
  refresh();
  return undefined;
}

export async function addRoom(_before: Refusal | undefined, form: FormData): Promise<Refusal | undefined> {
  return shown(() => registry.addRoom(form));
}

export async function renameRoom(
  id: number,
  _before: Refusal | undefined,
  form: FormData,
): Promise<Refusal | undefined> {
  return shown(() => registry.renameRoom(id, form));
}

/** Puts the room's sensors into another one, and removes the room. */
export async function mergeRoom(
  id: number,
  _before: Refusal | undefined,
  form: FormData,
): Promise<Refusal | undefined> {
  return shown(() => registry.mergeRoom(id, form));
}

export async function orderRooms(ids: readonly number[]): Promise<Refusal | undefined> {
  return shown(() => registry.orderRooms(ids));
}
