import 'server-only';
import { z } from 'zod';
import { DeviceName } from '@/contracts/device';
import type {
  EditedSensor,
  FloorSummary,
  Outcome,
  RemovalConsequences,
  RoomSummary,
  SensorFields,
} from '@/contracts/registry';
import { PROFILES, SENSOR_ICONS } from '@/contracts/sensor-looks';
import { bindDevice, unbindDevices } from '@/server/decode/commands';
import * as commands from '@/server/registry/commands';
import * as queries from '@/server/registry/queries';
import { recorded, sight, whoMay } from './asking';
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
const Before = z.string().transform((json) => Fields.parse(JSON.parse(json)));

export async function rooms(): Promise<readonly RoomSummary[]> {
  return queries.readRooms(database(), await sight());
}

export async function floors(): Promise<readonly FloorSummary[]> {
  await whoMay('arrange');
  return queries.readFloors(database());
}

export async function editedSensor(id: string): Promise<EditedSensor | undefined> {
  await whoMay('arrange');
  return queries.readEditedSensor(database(), id);
}

export async function archivedSensors() {
  await whoMay('run');
  return queries.readArchived(database());
}

export async function consequences(id: string): Promise<RemovalConsequences | undefined> {
  await whoMay('run');
  return queries.removalConsequences(database(), id);
}

/** Makes a sensor, and binds a device to it where the form names one. */
export function addSensor(form: FormData): Promise<Outcome<{ readonly id: string }>> {
  const [fields, device] = [fieldsIn(form), deviceIn(form)];
  const event = { action: 'sensor added', subject: fields.name, detail: { after: { ...fields, device } } };
  return recorded('run', event, () => commands.addSensor(database(), fields, device));
}

/** `before` in the form: the fields as they were when the page was drawn. */
export function editSensor(id: string, form: FormData): Promise<Outcome<null>> {
  const [before, after] = [Before.parse(form.get('before')), fieldsIn(form)];
  const event = { action: 'sensor changed', subject: id, detail: { before, after } };
  return recorded('arrange', event, () => commands.editSensor(database(), id, before, after));
}

export function changeDevice(id: string, form: FormData): Promise<Outcome<null>> {
  const device = deviceIn(form);
  const event = { action: 'device changed', subject: id, detail: { after: device ?? null } };
  return recorded('run', event, () => bindOrUnbind(id, device));
}

async function bindOrUnbind(id: string, device: DeviceName | undefined): Promise<Outcome<null>> {
  if (device === undefined) await unbindDevices(database(), [id]);
  else if ((await bindDevice(database(), id, device)) === undefined)
    return { refused: { problem: 'That sensor is no more: somebody removed it meanwhile.' } };
  return { done: null };
}

export function archiveSensor(id: string, isArchived: boolean): Promise<Outcome<null>> {
  const event = { action: isArchived ? 'sensor archived' : 'sensor brought back', subject: id };
  return recorded('run', event, () => commands.archiveSensor(database(), id, isArchived));
}

/** Only where the sensor's name was typed: what goes can't be brought back. */
export async function removeSensor(id: string, form: FormData): Promise<Outcome<null>> {
  await whoMay('run');
  const sensor = await editedSensor(id);
  if (sensor === undefined) return { done: null };
  if (Text.parse(form.get('typed')).trim() !== sensor.name)
    return { refused: { problem: `Type “${sensor.name}” to remove it.`, field: 'typed' } };
  const event = { action: 'sensor removed', subject: id, detail: { before: sensor } };
  return recorded('run', event, () => commands.removeSensors(database(), [id]));
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
  return DeviceName.parse(JSON.parse(given));
}
