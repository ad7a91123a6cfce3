import type { DeviceSettings } from '@/contracts/device-settings';
import type { Availability } from '@/contracts/sensor';
import { stampFrom } from '../device-time';
import { refuse } from '../refusal';
import {
  type Family,
  type FamilyKnowledge,
  type FamilyMessage,
  type FamilySaid,
  type Learnt,
  said,
} from './family';
import { isObject, type JsonObject, own } from './json-object';
import { preferredRoute } from './preferred-route';
import { fieldOf, measureOf, receivedMeasures } from './rtl433-fields';

const ROOT = 'rtl_433';
const TOPICS = new Set(['events', 'states', 'availability']);
const DAY_MS = 86_400_000;
const MAX_PART = 60;

/** rtl_433: what a radio receives of weather stations, meters and probes, as JSON or a topic a value. */
export const rtl433: Family = {
  name: 'rtl_433',
  version: 3,
  topics: isOwn,
  teaches: () => false,
  decode: (message, known) => {
    const { levels, payload } = message;
    const last = levels.at(-1);
    if (payload.bytes.length === 0 || last === 'states') return said();
    if (last === 'availability') return receiver(message);
    const at = devicesAt(levels);
    if (at > 0) return scalar(levels.slice(at + 1), levels.slice(0, at), message, known);
    const read = payload.json();
    if ('value' in read && isObject(read.value)) return reception(read.value, message, known);
    // The owner may have chosen topics without the level `devices`.
    if (last !== 'events') return scalar(levels.slice(rootOf(levels) + 1), [], message, known);
    return 'refusal' in read ? read : { refusal: refuse('BAD_JSON', 'a JSON object was expected') };
  },
};

/** Where its own level stands; negative where nothing follows it, or none does. */
function rootOf(levels: readonly string[]): number {
  return levels.slice(0, -1).indexOf(ROOT);
}

function devicesAt(levels: readonly string[]): number {
  return levels.indexOf('devices', rootOf(levels) + 1);
}

/** What begins with its own level, or looks like its own below another base: other programs' devices may be called so, too. */
function isOwn(levels: readonly string[]): boolean {
  const root = rootOf(levels);
  if (root <= 0) return root === 0;
  const last = levels.at(-1) ?? '';
  const isValue = levels.length > root + 2 && fieldOf(last) !== undefined;
  return TOPICS.has(last) || devicesAt(levels) > 0 || isValue;
}

/** Of the receiver itself: which devices it hears, it doesn't say. */
function receiver({ levels, payload }: FamilyMessage): ReturnType<Family['decode']> {
  const text = payload.text();
  if ('refusal' in text) return text;
  const word = text.value.trim();
  if (word !== 'online' && word !== 'offline') return said();
  const availability: Availability = word;
  return said({ devices: [{ key: receiverOf(levels), measures: [], availability }] });
}

/** The topic that its own word comes on, and what it receives below. */
function receiverOf(levels: readonly string[]): string {
  const at = devicesAt(levels);
  return levels.slice(0, at > 0 ? at : -1).join('/');
}

/** A device's own, and what holds for all that its receiver hears. */
function settingsOf(key: string, receiver: string, message: FamilyMessage): DeviceSettings {
  return { ...message.settingsOf(receiver), ...message.settingsOf(key) };
}

function reception(document: JsonObject, message: FamilyMessage, known: FamilyKnowledge): FamilySaid {
  const key = deviceKey(document);
  const learnt = message.levels.at(-1) === 'events' ? eventsHeard(message, known) : [];
  // Tyres of passing cars are nobody's sensors.
  if (key === undefined || own(document, 'type') === 'TPMS') return said({ learnt });
  const model = part(own(document, 'model'));
  const { timezone: zone = message.zone, rtl433Source } = settingsOf(
    key,
    receiverOf(message.levels),
    message,
  );
  if (rtl433Source === 'devices') return said({ learnt });
  const stamp = stampFrom(own(document, 'time'), { format: 'auto', zone }, message.receivedMs);
  const device = { key, ...(model && { model }), measures: receivedMeasures(document), stamp };
  const route = routeOf(key, message, known);
  return said({ devices: route.counts ? [device] : [], learnt: [...learnt, ...route.learnt] });
}

/** Several receivers may hear one device. */
function routeOf(device: string, message: FamilyMessage, known: FamilyKnowledge) {
  return preferredRoute({ device, name: receiverOf(message.levels), rank: 0 }, known, message);
}

/** Model, channel and id, of which a device may lack some. */
export function deviceKey(document: JsonObject): string | undefined {
  const model = part(own(document, 'model'));
  if (model === undefined) return undefined;
  const parts = [model, part(own(document, 'channel')), part(own(document, 'id'))];
  return parts.filter((each) => each !== undefined).join('/');
}

function part(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_PART) : undefined;
}

/** A topic a value: `[type/]model[/subtype][/channel][/id]/key`. Where the same comes as JSON too, that counts. */
function scalar(
  path: readonly string[],
  base: readonly string[],
  message: FamilyMessage,
  known: FamilyKnowledge,
): ReturnType<Family['decode']> {
  const { payload, receivedMs } = message;
  const device = path.slice(0, -1);
  const [first] = device;
  if (first === undefined || first === 'TPMS') return said();
  const key = (device.length > 3 ? [first, ...device.slice(-2)] : device).join('/');
  const { rtl433Source } = settingsOf(key, receiverOf(message.levels), message);
  const isEvents =
    rtl433Source === undefined ? comesAsEvents(base, receivedMs, known) : rtl433Source === 'events';
  if (isEvents) return said();
  const text = payload.text();
  if ('refusal' in text) return text;
  const measures = measureOf(path.at(-1) ?? '', text.value.trim(), first);
  if (measures.length === 0) return said();
  const { counts, learnt } = routeOf(key, message, known);
  return said({ devices: counts ? [{ key, model: first, measures }] : [], learnt });
}

const eventsOf = (base: readonly string[]) => `events ${base.join('/')}`;

/** Remembered by the day, so that a receiver set to values alone is heard again. */
function eventsHeard({ levels, receivedMs }: FamilyMessage, known: FamilyKnowledge): Learnt[] {
  const key = eventsOf(levels.slice(0, -1));
  const day = Math.floor(receivedMs / DAY_MS);
  return dayOf(known.of(key)) === day ? [] : [{ key, content: { day } }];
}

function comesAsEvents(base: readonly string[], receivedMs: number, known: FamilyKnowledge): boolean {
  const day = dayOf(known.of(eventsOf(base)));
  return day !== undefined && Math.floor(receivedMs / DAY_MS) - day <= 1;
}

function dayOf(content: unknown): number | undefined {
  const day = isObject(content) ? own(content, 'day') : undefined;
  return typeof day === 'number' ? day : undefined;
}
