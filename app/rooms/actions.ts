'use server';

import { refresh } from 'next/cache';
import * as places from '@/app/_data/places';
import type { Refusal } from '@/components/registry/form-state';
import type { Outcome } from '@/contracts/registry';
import { attempt } from '../attempt';

async function shown(work: () => Promise<Outcome<unknown>>): Promise<Refusal | undefined> {
  const outcome = await attempt(work);
  if ('refused' in outcome) return outcome.refused;
  refresh();
  return undefined;
}

type Answer = Promise<Refusal | undefined>;
type Before = Refusal | undefined;

export async function addRoom(_before: Before, form: FormData): Answer {
  return shown(() => places.addPlace('room', form));
}

export async function renameRoom(id: number, _before: Before, form: FormData): Answer {
  return shown(() => places.renamePlace('room', id, form));
}

/** Puts the room's sensors into another one, and removes the room. */
export async function mergeRoom(id: number, _before: Before, form: FormData): Answer {
  return shown(() => places.mergePlace('room', id, form));
}

export async function orderRooms(ids: readonly number[]): Answer {
  return shown(() => places.orderPlaces('room', ids));
}

/** Puts a room on a floor, or on none. */
export async function placeRoom(id: number, floorId: number | null): Answer {
  return shown(() => places.placeRoom(id, floorId));
}

export async function addFloor(_before: Before, form: FormData): Answer {
  return shown(() => places.addPlace('floor', form));
}

export async function renameFloor(id: number, _before: Before, form: FormData): Answer {
  return shown(() => places.renamePlace('floor', id, form));
}

/** Puts the floor's rooms on another one, and removes the floor. */
export async function mergeFloor(id: number, _before: Before, form: FormData): Answer {
  return shown(() => places.mergePlace('floor', id, form));
}

export async function orderFloors(ids: readonly number[]): Answer {
  return shown(() => places.orderPlaces('floor', ids));
}
