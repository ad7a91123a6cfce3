import type { DeviceSettings } from '@/contracts/device-settings';
import type { Availability } from '@/contracts/sensor';
import { stampFrom } from '../device-time';
import type { Read } from '../payload';
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
import { type Described, describedDevices } from './zigbee2mqtt-exposes';
import { announced, stateMeasures } from './zigbee2mqtt-values';

const DEFAULT_BASE = 'zigbee2mqtt';

/** Zigbee2MQTT: states as JSON or a topic a property, availability, and the bridge's list of devices. */
export const zigbee2mqtt: Family = {
  name: 'zigbee2mqtt',
  version: 5,
  topics: (levels) => levels.length >= 2,
  claims: (levels, known) => baseOf(levels, known) !== undefined,
  teaches: (levels) => ['devices', 'info'].includes(bridgeTopic(levels) ?? ''),
  decode: (message, known) => {
    const base = baseOf(message.levels, known);
    if (base === undefined || message.payload.bytes.length === 0) return said();
    const bridge = bridgeTopic(message.levels);
    if (bridge !== undefined) return ofBridge(bridge, base, message, known);
    const name = message.topic.slice(base.length + 1);
    return ofDevice(name, base, message, known);
  },
};

/** How many levels the base has where its last one says what it is; 0 where none does. */
function usualBase(levels: readonly string[]): number {
  return levels.slice(0, -1).indexOf(DEFAULT_BASE) + 1;
}

/** Devices below another base than the usual ones are known once its bridge has listed them. */
function baseOf(levels: readonly string[], known: FamilyKnowledge): string | undefined {
  const usual = usualBase(levels);
  if (usual > 0) return levels.slice(0, usual).join('/');
  if (bridgeTopic(levels) === 'devices') return levels.slice(0, -2).join('/');
  for (let length = levels.length - 1; length > 0; length -= 1) {
    const base = levels.slice(0, length).join('/');
    if (known.of(devicesOf(base)) !== undefined) return base;
  }
  return undefined;
}

/** `state` of `…/bridge/state`; 'rest' for what lies deeper. */
function bridgeTopic(levels: readonly string[]): string | undefined {
  const at = usualBase(levels) || levels.length - 2;
  if (at < 1 || levels[at] !== 'bridge') return undefined;
  return levels.length === at + 2 ? levels[at + 1] : 'rest';
}

const devicesOf = (base: string) => `devices ${base}`;
const infoOf = (base: string) => `info ${base}`;

/** Names are unique below their base. */
function keyOf(base: string, name: string): string {
  return base === DEFAULT_BASE ? name : `${base}/${name}`;
}

function ofBridge(
  subject: string,
  base: string,
  { payload }: FamilyMessage,
  known: FamilyKnowledge,
): ReturnType<Family['decode']> {
  if (subject === 'state') return bridgeState(availabilityOf(payload.json(), payload.text()), base, known);
  if (subject !== 'devices' && subject !== 'info') return said();
  const read = payload.json();
  // Another program's topic may end in bridge/devices too.
  const isOurs = base === DEFAULT_BASE || known.of(devicesOf(base)) !== undefined;
  if ('refusal' in read) return isOurs ? read : 'not mine';
  if (subject === 'info') return said({ learnt: toldOutput(read.value, base) });
  const devices = Array.isArray(read.value) ? describedDevices(read.value) : [];
  if (devices.length === 0 && !isOurs) return 'not mine';
  return Array.isArray(read.value) ? listed(devices, base) : said();
}

function listed(devices: readonly Described[], base: string): FamilySaid {
  return said({
    devices: devices.map(({ name, model, firmware }) => ({
      key: keyOf(base, name),
      name,
      measures: [],
      ...(model !== undefined && { model }),
      ...(firmware !== undefined && { firmware }),
    })),
    // New firmware alone teaches nothing about what a device sends.
    learnt: [
      {
        key: devicesOf(base),
        content: Object.fromEntries(devices.map(({ firmware: _, ...each }) => [each.name, each])),
      },
    ],
    discovered: devices.flatMap((each) => announced(each.name, `${base}/${each.name}`, each)),
  });
}

/** Whether states come as JSON, a topic a property, or both ways. */
function toldOutput(info: unknown, base: string): Learnt[] {
  const config = isObject(info) ? own(info, 'config') : undefined;
  const advanced = isObject(config) ? own(config, 'advanced') : undefined;
  const output = isObject(advanced) ? own(advanced, 'output') : undefined;
  return typeof output === 'string' ? [{ key: infoOf(base), content: { output } }] : [];
}

/** The bridge's word holds for every device behind it. */
function bridgeState(
  availability: Availability | undefined,
  base: string,
  known: FamilyKnowledge,
): FamilySaid {
  if (availability === undefined) return said();
  const devices = known.of(devicesOf(base));
  const names = isObject(devices) ? Object.keys(devices) : [];
  return said({
    devices: ['bridge', ...names].map((name) => ({ key: keyOf(base, name), measures: [], availability })),
  });
}

function ofDevice(
  name: string,
  base: string,
  message: FamilyMessage,
  known: FamilyKnowledge,
): ReturnType<Family['decode']> {
  const { payload, levels } = message;
  const last = levels.at(-1);
  // Commands, for the whole device or for one property.
  if ([last, levels.at(-2)].some((level) => level === 'set' || level === 'get')) return said();
  const read = payload.json();
  const below = name.slice(0, Math.max(0, name.lastIndexOf('/')));
  if (last === 'availability' && below !== '') {
    const availability = availabilityOf(read, payload.text());
    return availability === undefined
      ? said()
      : said({ devices: [{ key: keyOf(base, below), measures: [], availability }] });
  }
  if ('value' in read && isObject(read.value)) return state(name, read.value, { base, message, known });
  if (below !== '' && !looksLikeObject(payload.text())) {
    return attribute(below, last ?? '', { base, message, known });
  }
  return 'refusal' in read ? read : { refusal: refuse('BAD_JSON', 'a JSON object was expected') };
}

const JSON_FORM = { name: 'json', rank: 0 };
const ATTRIBUTES = { name: 'attribute', rank: 1 };

interface Told {
  readonly base: string;
  readonly message: FamilyMessage;
  readonly known: FamilyKnowledge;
}

function state(name: string, values: JsonObject, { base, message, known }: Told): FamilySaid {
  const output = outputOf(name, base, message);
  if (output === 'attribute') return said();
  const lastSeen = own(values, 'last_seen');
  const stamp = stampFrom(lastSeen, { format: 'auto', zone: undefined }, message.receivedMs);
  const measures = stateMeasures(values, descriptionOf(name, base, known));
  const { learnt } = preferredRoute({ device: base, ...JSON_FORM }, known, message);
  return said({
    devices: [{ key: keyOf(base, name), measures, stamp }],
    learnt: output === undefined ? learnt : [],
  });
}

/** Which form counts by its owner's word: of the device, or of all behind the bridge. */
function outputOf(name: string, base: string, { settingsOf }: FamilyMessage): DeviceSettings['z2mOutput'] {
  return settingsOf(keyOf(base, name)).z2mOutput ?? settingsOf(keyOf(base, 'bridge')).z2mOutput;
}

/** One property on a topic of its own. Where the same comes as JSON too, that counts: it has the time in it. */
function attribute(name: string, property: string, { base, message, known }: Told): FamilySaid {
  const info = known.of(infoOf(base));
  const comesBothWays = isObject(info) && own(info, 'output') === 'attribute_and_json';
  const output = outputOf(name, base, message) ?? (comesBothWays ? 'json' : undefined);
  if (output === 'json') return said();
  const text = message.payload.text();
  if ('refusal' in text) return said();
  const measures = stateMeasures({ [property]: text.value.trim() }, descriptionOf(name, base, known));
  if (measures.length === 0) return said();
  const devices = [{ key: keyOf(base, name), measures }];
  if (output !== undefined) return said({ devices });
  const { counts, learnt } = preferredRoute({ device: base, ...ATTRIBUTES }, known, message);
  return said({ devices: counts ? devices : [], learnt });
}

function descriptionOf(name: string, base: string, known: FamilyKnowledge): Described | undefined {
  const devices = known.of(devicesOf(base));
  // Written by `listed` alone.
  return isObject(devices) ? (own(devices, name) as Described | undefined) : undefined;
}

function availabilityOf(json: Read<unknown>, text: Read<string>): Availability | undefined {
  const inJson = 'value' in json && isObject(json.value) ? own(json.value, 'state') : undefined;
  const word = inJson ?? ('value' in text ? text.value.trim() : undefined);
  return word === 'online' || word === 'offline' ? word : undefined;
}

function looksLikeObject(text: Read<string>): boolean {
  return 'value' in text && /^\s*[[{]/.test(text.value);
}
