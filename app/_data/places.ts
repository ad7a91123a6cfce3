import 'server-only';
import { z } from 'zod';
import type { Outcome } from '@/contracts/registry';
import * as commands from '@/server/registry/commands';
import { recorded } from './asking';
import { database } from './database';

/** Rooms hold sensors, floors hold rooms; the same is done with both. */
export type PlaceKind = 'room' | 'floor';

const KINDS = {
  room: {
    add: commands.addRoom,
    rename: commands.renameRoom,
    order: commands.orderRooms,
    merge: commands.mergeRooms,
  },
  floor: {
    add: commands.addFloor,
    rename: commands.renameFloor,
    order: commands.orderFloors,
    merge: commands.mergeFloors,
  },
} as const;

// What is too long is refused at its field, in words.
const Text = z.string().max(100_000);
const Id = z.coerce.number().int().positive().max(2_147_483_647);
/** An id, or nothing for none. */
const IdOrNothing = z.union([z.literal('').transform(() => null), Id]);

export function addPlace(kind: PlaceKind, form: FormData): Promise<Outcome<{ readonly id: number }>> {
  const name = Text.parse(form.get('name'));
  const event = { action: `${kind} added`, subject: name.slice(0, 200) };
  return recorded('arrange', event, () => KINDS[kind].add(database(), name));
}

/** `before` in the form: the name as it was when the field was opened. */
export function renamePlace(kind: PlaceKind, id: number, form: FormData): Promise<Outcome<null>> {
  const [before, name] = [Text.parse(form.get('before')), Text.parse(form.get('name'))];
  const detail = { before, after: name };
  const event = { action: `${kind} renamed`, subject: before.slice(0, 200), detail };
  return recorded('arrange', event, () => KINDS[kind].rename(database(), Id.parse(id), { before, name }));
}

export function orderPlaces(kind: PlaceKind, ids: readonly number[]): Promise<Outcome<null>> {
  const wanted = z.array(z.number().int()).max(10_000).parse(ids);
  const event = { action: `${kind}s ordered`, subject: `${kind}s`, detail: { after: wanted } };
  return recorded('arrange', event, () => KINDS[kind].order(database(), wanted));
}

/** `into` in the form: where what is in it goes. */
export function mergePlace(kind: PlaceKind, id: number, form: FormData): Promise<Outcome<null>> {
  const into = IdOrNothing.parse(form.get('into') ?? '');
  const event = { action: `${kind} removed`, subject: `${kind} ${id}`, detail: { into } };
  return recorded('arrange', event, () => KINDS[kind].merge(database(), Id.parse(id), into));
}

/** Puts a room on a floor; null: on none. */
export function placeRoom(roomId: number, floorId: number | null): Promise<Outcome<null>> {
  const [room, floor] = [Id.parse(roomId), Id.nullable().parse(floorId)];
  const event = { action: 'room placed', subject: `room ${room}`, detail: { floor } };
  return recorded('arrange', event, () => commands.placeRoom(database(), room, floor));
}
