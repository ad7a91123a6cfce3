import 'server-only';
import { z } from 'zod';
import type { DeviceName } from '@/contracts/device';
import type {
  EditedSensor,
  Outcome,
  RemovalConsequences,
  RoomSummary,
  SensorFields,
} from '@/contracts/registry';
import { PROFILES, SENSOR_ICONS } from '@/contracts/sensor-looks';
import { bindDevice, unbindDevices } from '@/server/decode/commands';
import * as commands from '@/server/registry/commands';
import * as queries from '@/server/registry/queries';
import { database } from './database';

// What is too long is refused at its field, in words.
const Text = z.string().max(100_000);
const OrNothing = Text.transform((text) => (text.trim() === '' ? null : text.trim()));

/** What a form says of a sensor; what it can't have chosen is nothing. */
const Fields = z.object({
  name: Text,
  room: OrNothing,
  icon: z.enum(SENSOR_ICONS).nullable().catch(null),
  profile: z.enum(PROFILES).nullable().catch(null),
});
const Device = z.object({ family: z.string().min(1).max(40), key: z.string().min(1).max(200) });
const Before = z.string().transform((json) => Fields.parse(JSON.parse(json)));

export function rooms(): Promise<readonly RoomSummary[]> {
  return queries.readRooms(database());
}

export function editedSensor(id: string): Promise<EditedSensor | undefined> {
  return queries.readEditedSensor(database(), id);
}

export function archivedSensors() {
  return queries.readArchived(database());
}

export function consequences(id: string): Promise<RemovalConsequences | undefined> {
  return queries.removalConsequences(database(), id);
}

/** Makes a sensor, and binds a device to it where the form names one. */
export function addSensor(form: FormData): Promise<Outcome<{ readonly id: string }>> {
  return commands.addSensor(database(), fieldsIn(form), deviceIn(form));
}

/** `before` in the form: the fields as they were when the page was drawn. */
export function editSensor(id: string, form: FormData): Promise<Outcome<null>> {
  return commands.editSensor(database(), id, Before.parse(form.get('before')), fieldsIn(form));
}

export async function changeDevice(id: string, form: FormData): Promise<Outcome<null>> {
  const device = deviceIn(form);
  if (device === undefined) await unbindDevices(database(), [id]);
  else if ((await bindDevice(database(), id, device)) === undefined)
    return { refused: { problem: 'That sensor is no more: somebody removed it meanwhile.' } };
  return { done: null };
}

export function archiveSensor(id: string, isArchived: boolean): Promise<Outcome<null>> {
  return commands.archiveSensor(database(), id, isArchived);
}

/** Only where the sensor's name was typed: what goes can't be brought back. */
export async function removeSensor(id: string, form: FormData): Promise<Outcome<null>> {
  const sensor = await editedSensor(id);
  if (sensor === undefined) return { done: null };
  if (Text.parse(form.get('typed')).trim() !== sensor.name)
    return { refused: { problem: `Type “${sensor.name}” to remove it.`, field: 'typed' } };
  return commands.removeSensors(database(), [id]);
}

export function addRoom(form: FormData): Promise<Outcome<{ readonly id: number }>> {
  return commands.addRoom(database(), Text.parse(form.get('name')));
}

/** `before` in the form: the name as it was when the field was opened. */
export function renameRoom(id: number, form: FormData): Promise<Outcome<null>> {
  return commands.renameRoom(database(), id, {
    before: Text.parse(form.get('before')),
    name: Text.parse(form.get('name')),
  });
}

export function orderRooms(ids: readonly number[]): Promise<Outcome<null>> {
  return commands.orderRooms(database(), z.array(z.number().int()).max(10_000).parse(ids));
}

/** `into` in the form: a room's id, or nothing for no room. */
export function mergeRoom(id: number, form: FormData): Promise<Outcome<null>> {
  const into = OrNothing.parse(form.get('into') ?? '');
  return commands.mergeRooms(database(), id, into === null ? null : z.coerce.number().int().parse(into));
}

function fieldsIn(form: FormData): SensorFields {
  const [name, room, icon, profile] = ['name', 'room', 'icon', 'profile'].map(
    (field) => form.get(field) ?? '',
  );
  return Fields.parse({ name, room, icon, profile });
}

function deviceIn(form: FormData): DeviceName | undefined {
  const given = form.get('device');
  if (typeof given !== 'string' || given === '') return undefined;
  return Device.parse(JSON.parse(given));
}
