import type { DeviceName } from './device';
import type { LoginKind } from './device-login';
import type { LoginEvent } from './login-event';
import type { MappingSample } from './mapping-preview';
import type { SeriesSummary } from './sensor';

/** A device that somebody is adding: its login is made, and it is not named yet. Moments in ms since 1970. */
export interface Arrival {
  /** The user name of its login. */
  readonly user: string;
  readonly family: FamilyId;
  /** What its topics have in common. */
  readonly base: string;
  readonly name: string;
  readonly begunAt: number;
  /** Undefined for a gateway: its devices become sensors one by one. */
  readonly sensor: { readonly id: string; readonly name: string; readonly room: string | null } | undefined;
}

/** How far it has come, as the broker's door and the decoder have seen it. */
export interface ArrivalProgress {
  /** The server's clock, ms since 1970. */
  readonly now: number;
  /** Newest first, one of each kind: of this login, and of connections of which nobody knows whose they are. */
  readonly events: readonly LoginEvent[];
  /** Of its sensor, with their newest values. */
  readonly series: readonly SeriesSummary[];
  /** How mappings read its messages; empty where its family's decoder does. */
  readonly taught: readonly TaughtTopic[];
  /** For a gateway: devices heard below its topics that feed no sensor yet. */
  readonly heard: number;
}

/** A topic of a device, and how a mapping reads its messages. */
export interface TaughtTopic {
  readonly topic: string;
  readonly readings: readonly TaughtReading[];
}

/** A field of a message, and what it is. */
export interface TaughtReading {
  /** JSON pointer; absent for the message as a whole. */
  readonly path?: string;
  readonly quantity: string;
  readonly unit?: string | null;
  readonly scale?: number;
  readonly min?: number;
  readonly max?: number;
}

/** For so long a phone at the bench is shown how a device is connected. */
export const PHONE_MINUTES = 15;

/** What its newest message holds, and what its mapping makes of it. */
export type ArrivedMessage = MappingSample | undefined;

/** Prefixes that all devices of a family have, beside their own. */
export const SHARED_PREFIXES = ['tasmota/discovery'] as const;

export const FAMILY_IDS = [
  'tasmota',
  'zigbee2mqtt',
  'esphome',
  'arduino',
  'raspberry',
  'shelly',
  'meter',
  'other',
] as const;
export type FamilyId = (typeof FAMILY_IDS)[number];

/** How devices of a family come: what they publish where, and what of it Hearth knows beforehand. */
export interface Family {
  readonly id: FamilyId;
  readonly name: string;
  /** What it is, in a few words. */
  readonly says: string;
  readonly kind: LoginKind;
  /** The word that its topic's own part begins with, as it is proposed. */
  readonly proposes: string;
  /** What its topics have in common, of its own part of the topic. */
  base(own: string): string;
  prefixes(base: string): readonly string[];
  reads(base: string): readonly string[];
  /** How a decoder will call it, where a family decoder reads what it says. */
  device?(base: string): DeviceName;
  /** The neutral form of mappings, where it takes some. */
  mappings(base: string): readonly object[];
  /** A message like its own, to try with. */
  example(base: string): { readonly topic: string; readonly payload: string };
}

const json = (
  topic: string,
  fields: readonly (readonly [path: string, quantity: string, unit: string])[],
) => ({
  topic,
  format: 'json',
  readings: fields.map(([path, quantity, unit]) => ({ path, quantity, unit })),
});
const availability = (topic: string) => ({ topic, format: 'availability' });

/** Topic `BASE/state`, JSON; `online` and `offline` below `BASE/status`. */
const OWN = {
  kind: 'sensor',
  base: (own: string) => `home/${own}`,
  prefixes: (base: string) => [base],
  reads: () => [],
} as const;
const CLIMATE = {
  ...OWN,
  mappings: (base: string) => [
    json(`${base}/state`, [
      ['/t', 'temperature', '°C'],
      ['/h', 'humidity', '%'],
    ]),
    availability(`${base}/status`),
  ],
  example: (base: string) => ({ topic: `${base}/state`, payload: '{"t":21.4,"h":46.0}' }),
} as const;

export const FAMILIES: readonly Family[] = [
  {
    id: 'tasmota',
    name: 'Tasmota',
    says: 'Plugs, switches, meters',
    kind: 'sensor',
    proposes: 'plug',
    base: (own) => own,
    // What it tells Home Assistant about itself, it tells at QoS 0 with every start.
    prefixes: (base) => [`tele/${base}`, `stat/${base}`, ...SHARED_PREFIXES],
    reads: (base) => [`cmnd/${base}/#`, 'cmnd/tasmotas/#'],
    device: (base) => ({ family: 'tasmota', key: base }),
    mappings: () => [],
    example: (base) => ({
      topic: `tele/${base}/SENSOR`,
      payload: '{"ENERGY":{"Total":1.25,"Power":42,"Voltage":230}}',
    }),
  },
  {
    id: 'zigbee2mqtt',
    name: 'Zigbee2MQTT',
    says: 'Everything Zigbee',
    kind: 'gateway',
    proposes: 'zigbee2mqtt',
    base: (own) => own,
    prefixes: (base) => [base],
    reads: () => [],
    mappings: () => [],
    // Its devices are understood once it has said which it has.
    example: (base) => ({ topic: `${base}/bridge/state`, payload: '{"state":"online"}' }),
  },
  {
    id: 'esphome',
    name: 'ESPHome',
    says: 'Your own firmware, YAML',
    kind: 'sensor',
    proposes: 'esp',
    base: (own) => own,
    prefixes: (base) => [base],
    reads: () => [],
    device: (base) => ({ family: 'esphome', key: base }),
    mappings: () => [],
    example: (base) => ({ topic: `${base}/sensor/temperature/state`, payload: '21.4' }),
  },
  { ...CLIMATE, id: 'arduino', name: 'Arduino, ESP32', says: 'Ready sketch, QoS 1', proposes: 'esp32' },
  { ...CLIMATE, id: 'raspberry', name: 'Raspberry Pi', says: 'Python, any sensor', proposes: 'pi' },
  {
    id: 'shelly',
    name: 'Shelly',
    says: 'Gen 2 to 4',
    kind: 'sensor',
    proposes: 'shelly',
    base: (own) => own,
    prefixes: (base) => [base],
    reads: () => [],
    device: (base) => ({ family: 'shelly-gen2', key: base }),
    mappings: () => [],
    example: (base) => ({
      topic: `${base}/status/switch:0`,
      payload: '{"id":0,"apower":42.1,"voltage":230.2,"aenergy":{"total":1250.5}}',
    }),
  },
  {
    ...OWN,
    id: 'meter',
    name: 'Meter reader',
    says: 'P1, D0, pulse',
    proposes: 'meter',
    mappings: (base) => [
      json(`${base}/state`, [
        ['/power', 'power', 'W'],
        ['/energy', 'energy', 'kWh'],
      ]),
      availability(`${base}/status`),
    ],
    example: (base) => ({ topic: `${base}/state`, payload: '{"power":415,"energy":12034.5}' }),
  },
  { ...CLIMATE, id: 'other', name: 'Anything else', says: 'If it speaks MQTT', proposes: 'sensor' },
];

export function familyOf(id: FamilyId): Family {
  const found = FAMILIES.find((family) => family.id === id);
  if (found === undefined) throw new Error(`no family is called ${id}`);
  return found;
}

const LONGEST_OWN = 60;

/** What is wrong with the own part of a topic; undefined when nothing is. */
export function ownPartProblem(own: string): string | undefined {
  if (own === '') return 'It needs a topic of its own.';
  if (own.length > LONGEST_OWN) return `At most ${LONGEST_OWN} characters.`;
  if (!/^[\w-]+(\/[\w-]+)*$/.test(own))
    return 'Letters, digits, - and _ alone, with / between levels: such as bathroom/climate.';
  return undefined;
}
