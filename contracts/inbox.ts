import type { DeviceName } from './device';
import type { Leaf } from './mapping-preview';
import type { Measure } from './reading';
import type { Teaching } from './teaching';

/** What a payload looks like, whatever its values are. `large`: too long to be looked at. */
export const SHAPE_KINDS = ['json', 'number', 'kv', 'csv', 'text', 'binary', 'empty', 'large'] as const;
export type ShapeKind = (typeof SHAPE_KINDS)[number];

/** Messages that nobody gets: how many, and when they came. Moments are ms since 1970. */
export interface Waiting {
  readonly count: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** Learnt: between two messages of one source; null while there was one. */
  readonly everyMs: number | null;
}

/** Messages of one shape that nothing claims. */
export interface ShapeGroup extends Waiting {
  readonly type: 'shape';
  /** Stays the same while more is learnt of it. */
  readonly id: string;
  /** A topic filter, learnt from the topics that came. */
  readonly pattern: string;
  readonly kind: ShapeKind;
  readonly fields: readonly string[];
  /** How many topics. */
  readonly sources: number;
  /** Who sends it, up to 3. */
  readonly logins: readonly string[];
}

/** What devices of a kind mostly are, by what they measure. */
export const DEVICE_LOOKS = ['meter', 'climate', 'air', 'contact', 'light', 'device'] as const;
export type DeviceLook = (typeof DEVICE_LOOKS)[number];

/** Devices of a format that Hearth knows, which feed no sensor. */
export interface DeviceGroup extends Waiting {
  readonly type: 'devices';
  readonly id: string;
  readonly family: string;
  /** Through what they come; null where each comes by itself. */
  readonly gateway: string | null;
  readonly look: DeviceLook;
  /** They told of themselves and sent no value yet. */
  readonly isAnnounced: boolean;
  readonly devices: number;
  readonly pattern: string;
}

export type InboxGroup = ShapeGroup | DeviceGroup;

export interface InboxList {
  /** What came up last first. At most 300. */
  readonly groups: readonly InboxGroup[];
  /** All that fit the search, also those that are too many to be listed. */
  readonly total: number;
  /** Topics that are too many to be listed: about how many, and the messages they brought. */
  readonly unlisted: { readonly topics: number; readonly messages: number };
  /** Of the last day: what came ahead of what its device has yet to tell of itself, such as a birth. */
  readonly ahead: { readonly topics: number; readonly messages: number };
  readonly ignored: number;
  /** The oldest message that the raw log still has, ms since 1970; null: it has none, or doesn't answer. */
  readonly rawSince: number | null;
}

/** What the page shows: what waits, and what was taught lately. */
export interface InboxPage extends InboxList {
  readonly taught: readonly Teaching[];
}

/** One message of a group, as the raw log has it. */
export interface InboxSample {
  readonly topic: string;
  /** Kafka's topic, in which it stands. */
  readonly log: string;
  readonly partition: number;
  readonly offset: number;
  readonly at: number;
  /** Null where it is no text. */
  readonly text: string | null;
  /** In hexadecimal, where it is no text: its first 256 bytes. */
  readonly hex: string | null;
  readonly bytes: number;
  readonly leaves: readonly Leaf[];
  /** The raw log has forgotten it: what is shown is what was kept of it, its first KB. */
  readonly isGone: boolean;
}

/** One topic of a shape. */
export interface InboxSource extends Waiting {
  readonly topic: string;
  /** The level of the pattern that tells it from the others; the topic where there is none. */
  readonly name: string;
  readonly login: string | null;
}

/** A device that feeds no sensor. */
export interface InboxDevice extends Waiting, DeviceName {
  readonly name: string | null;
  readonly model: string | null;
  /** Its newest values, and what it announced besides. */
  readonly measures: readonly Measure[];
  readonly announced: readonly { readonly quantity: string; readonly channel: string | null }[];
}

export const SOURCES_AT_ONCE = 50;

/** A group with what is in it, from a page of it on. */
export type InboxDetail = {
  readonly sample: InboxSample | null;
  /** How many fit the search. */
  readonly total: number;
} & (
  | {
      readonly group: ShapeGroup;
      /** Counted from 0; null: one topic alone. */
      readonly sourceLevel: number | null;
      readonly sources: readonly InboxSource[];
    }
  | { readonly group: DeviceGroup; readonly devices: readonly InboxDevice[] }
);

/** What somebody doesn't want to be asked about again. */
export interface Ignored {
  readonly id: number;
  /** In words, or a topic filter. */
  readonly name: string;
  readonly kind: ShapeKind | 'device';
  readonly who: string;
  readonly at: number;
}

/** What the backlog of a source would become: one series. */
export interface PastSeries {
  /** The topic, or the device's key. */
  readonly source: string;
  readonly quantity: string;
  readonly channel: string | null;
  readonly unit: string;
  /** Times of measurement in ms since 1970 with values, rising; at most 300. */
  readonly points: readonly (readonly [at: number, value: number])[];
}

/** A look at the messages that wait. Nothing is written. */
export interface PastPreview {
  readonly series: readonly PastSeries[];
  /** Messages that were looked at: not all where they are many. */
  readonly looked: number;
  readonly isWhole: boolean;
  /** Of those that were looked at: messages that come to nothing, by the reason. */
  readonly unreadable: readonly { readonly code: string; readonly count: number }[];
  /** The raw log has forgotten the first of them. */
  readonly isBeginGone: boolean;
}
