import type { DeviceSettings } from '@/contracts/device-settings';
import type { Measure } from '@/contracts/reading';
import type { Availability } from '@/contracts/sensor';
import type { Stamp } from '../device-time';
import type { Payload } from '../payload';
import type { Refusal } from '../refusal';

/** A message of a device whose format Hearth knows. */
export interface FamilyMessage {
  readonly topic: string;
  readonly levels: readonly string[];
  readonly payload: Payload;
  readonly receivedMs: number;
  /** A broker kept it and sends it again: nobody has just spoken. */
  readonly isReplayed: boolean;
  /** The home's zone, for stamps without an offset; a device's own setting goes before. */
  readonly zone: string | undefined;
  /** What its owner said of a device of this family. */
  settingsOf(key: string): DeviceSettings;
}

/** What earlier messages of a family told, as it was valid when the message was received. */
export interface FamilyKnowledge {
  /** The content that was learnt under this key; undefined when none is valid. */
  of(key: string): unknown;
  /** The contents of all keys `<group>\n<item>` that are valid, by item; the first thousand. */
  under(group: string): readonly (readonly [item: string, content: unknown])[];
}

/** The key of one of several contents that belong together, each told by a message of its own. */
export function keyUnder(group: string, item: string): string {
  return `${group}\n${item.replaceAll('\n', ' ')}`;
}

/** What a message says of one device. */
export interface DeviceSaid {
  /** The device's natural key: unique within its family. */
  readonly key: string;
  readonly name?: string;
  readonly model?: string;
  /** The version of its software, as it says itself. */
  readonly firmware?: string;
  /** Canonical units; channels as the device names them. */
  readonly measures: readonly Measure[];
  /** When it was measured by the device's word. */
  readonly stamp?: Stamp | undefined;
  readonly availability?: Availability;
}

/** What a message teaches about later ones. */
export interface Learnt {
  readonly key: string;
  /** JSON; null: it holds no longer. */
  readonly content: unknown;
}

/** Where it is said whether a device is there, and how. */
export interface AvailabilityTopic {
  readonly topic: string;
  readonly payloadOnline: string;
  readonly payloadOffline: string;
}

/** A description that was taken back. */
export interface Removed {
  readonly removed: true;
  readonly topic: string;
}

/** A series that a description announces. */
export interface Announced {
  readonly device: string;
  readonly stateTopic: string;
  readonly property: string;
  readonly quantity: string;
  /** As the device will send it; null where the quantity has none. */
  readonly unit: string | null;
  readonly channel: string | null;
  readonly uniqueId?: string;
  readonly template?: string | null;
  readonly availability?: readonly AvailabilityTopic[];
  /** Seconds after which it counts as missing. */
  readonly expireAfter?: number;
}

export type Discovered = Announced | Removed;

/** A message of a node that numbers its messages, and describes itself again when asked to. */
export interface NodeTold {
  readonly node: string;
  /** 0 to 255, one more with each; undefined where it has none. */
  readonly sequence: number | undefined;
  /** It begins a count. */
  readonly isBirth: boolean;
  /** It speaks of what no birth has described. */
  readonly lacks: boolean;
}

export interface FamilySaid {
  readonly devices: readonly DeviceSaid[];
  readonly learnt: readonly Learnt[];
  readonly discovered: readonly Discovered[];
  /** It is ahead of what must be known of its device: what it means can't be told yet. */
  readonly lacks?: boolean;
  readonly node?: NodeTold;
  /** Only the look of the topic says whose it is: who knows its device goes before, and unless that feeds a sensor nobody has claimed it. */
  readonly isGuess?: true;
}

/** A format that many devices speak. Pure: one message and what was known then give one answer. */
export interface Family {
  readonly name: string;
  /** Rises when the same message gives other readings than before. */
  readonly version: number;
  /** Whether its topics can look like that, by the levels alone. */
  topics(levels: readonly string[]): boolean;
  /** Whether it is one, by what is known and by the words of its payload; where this is missing, every topic that looks so is. */
  claims?(levels: readonly string[], known: FamilyKnowledge, payload: Payload): boolean;
  /** Whether others have such a topic, too, so that only the payload tells whose a message is. */
  shares?(levels: readonly string[]): boolean;
  /** Whether messages of a claimed topic teach about later ones, also where a mapping reads them. */
  teaches(levels: readonly string[]): boolean;
  decode(message: FamilyMessage, known: FamilyKnowledge): FamilyAnswer;
}

/** 'not mine': the topic looked like the family's, the payload doesn't. Then the next family is asked. */
export type FamilyAnswer = FamilySaid | { readonly refusal: Refusal } | 'not mine';

const NOTHING: FamilySaid = { devices: [], learnt: [], discovered: [] };

/** What a message says; what isn't given is nothing. */
export function said(given: Partial<FamilySaid> = {}): FamilySaid {
  return { ...NOTHING, ...given };
}
