import type { DeviceGroup, DeviceLook, InboxDevice } from '@/contracts/inbox';
import { grouped } from './grouped';
import { shortName } from './payload-shape';
import { medianEvery, togetherWaiting } from './shape-groups';
import { topicClusters } from './topic-clusters';

/** A device that feeds no sensor, as it is stored. */
export interface DeviceRow extends InboxDevice {
  /** Topics of messages that nobody got, and the one that says most of it. Up to 20. */
  readonly topics: readonly string[];
}

export interface GroupedDevices {
  readonly group: DeviceGroup;
  readonly devices: readonly DeviceRow[];
}

type Gatewayed = Pick<DeviceRow, 'family' | 'key' | 'name' | 'topics'>;

/** What a device comes through, of the families that have such a thing. */
const GATEWAYS: Readonly<Record<string, (device: Gatewayed) => string | null>> = {
  zigbee2mqtt: bridgeOf,
  rtl_433: ({ topics }) => topicBefore(topics, /\/(?:events|devices)(?:\/|$)/),
  'omg-theengs': ({ topics }) => topicBefore(topics, /\/\w+toMQTT(?:\/|$)/),
  sparkplug: beforeItsName,
  homie: beforeItsName,
};

const LOOKS: readonly (readonly [look: DeviceLook, quantities: readonly string[]])[] = [
  ['meter', ['power', 'energy', 'current', 'gas', 'water']],
  ['air', ['co2', 'voc', 'pm25', 'pm10']],
  ['climate', ['temperature', 'humidity', 'pressure']],
  ['contact', ['contact', 'occupancy', 'motion']],
  ['light', ['illuminance']],
];

/** Devices by family, gateway and kind, newest first; those that never sent a value apart. */
export function deviceGroups(devices: readonly DeviceRow[]): readonly GroupedDevices[] {
  return [...grouped(devices, kindOf).values()]
    .map((members) => ({ group: groupOf(members), devices: members }))
    .sort((one, other) => other.group.lastSeen - one.group.lastSeen);
}

function kindOf(device: DeviceRow): string {
  const { family, measures } = device;
  return [family, gatewayOf(device) ?? '', measures.length === 0, lookOf(device)].join('\n');
}

function groupOf(members: readonly DeviceRow[]): DeviceGroup {
  const [first] = members;
  if (first === undefined) throw new Error('a group has somebody in it');
  const isAnnounced = first.measures.length === 0;
  return {
    type: 'devices',
    id: shortName(kindOf(first)),
    family: first.family,
    gateway: gatewayOf(first),
    look: lookOf(first),
    isAnnounced,
    devices: members.length,
    pattern: patternOf(members),
    ...togetherWaiting(members, isAnnounced ? null : medianEvery(members)),
  };
}

function gatewayOf(device: Gatewayed): string | null {
  return Object.hasOwn(GATEWAYS, device.family) ? (GATEWAYS[device.family]?.(device) ?? null) : null;
}

function beforeItsName({ key }: Gatewayed): string | null {
  const end = key.lastIndexOf('/');
  return end > 0 ? key.slice(0, end) : null;
}

/** Names that people give may have levels, `kitchen/climate`; a key has its bridge before them where that isn’t the usual one. */
function bridgeOf(device: Gatewayed): string | null {
  const { key, name, topics } = device;
  if (name !== null && `/${key}`.endsWith(`/${name}`)) return key.slice(0, -name.length - 1) || null;
  return topics.some((topic) => topic.startsWith('zigbee2mqtt/')) ? null : beforeItsName(device);
}

function topicBefore([topic = '']: readonly string[], mark: RegExp): string | null {
  const at = topic.search(mark);
  return at > 0 ? topic.slice(0, at) : null;
}

/** By what it measures; what only announced itself is one kind, whatever it will bring. */
function lookOf({ measures }: Pick<DeviceRow, 'measures'>): DeviceLook {
  const quantities = new Set(measures.map(({ quantity }) => quantity));
  return LOOKS.find(([, any]) => any.some((quantity) => quantities.has(quantity)))?.[0] ?? 'device';
}

/** The filter of most of their topics. */
function patternOf(members: readonly DeviceRow[]): string {
  const topics = [...new Set(members.flatMap(({ topics: own }) => own))].slice(0, 1_000);
  // They are of one shape by what reads them: fields that none lacks make them alike.
  const shaped = topics.map((topic) => ({ topic, kind: 'device', fields: ['its', 'own'] }));
  const clusters = [...topicClusters(shaped)].sort((one, other) => other.topics.length - one.topics.length);
  return clusters[0]?.pattern ?? '';
}
