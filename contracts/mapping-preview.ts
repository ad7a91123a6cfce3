import type { FailureCode } from './mapping-rehearsal';
import type { RawPlace } from './mapping-saving';
import type { Availability } from './sensor';

/** A value in a message, and where it stands. */
export interface Leaf {
  /** JSON pointer; '' for the message as a whole. */
  readonly pointer: string;
  readonly text: string;
  /** Something that could be a number. */
  readonly isNumeric: boolean;
}

/** A message of the raw log. */
export interface WireMessage {
  readonly topic: string;
  /** When it was received, ms since 1970. */
  readonly at: number;
  /** Its first 2,000 characters; null where it is no text. */
  readonly text: string | null;
  readonly bytes: number;
  /** At most 80. */
  readonly leaves: readonly Leaf[];
}

/** What comes of one reading of a draft: a value as it would be stored, or why there is none. */
export type TriedReading =
  | {
      readonly quantity: string;
      readonly channel: string | null;
      /** Canonical. */
      readonly value: number;
      readonly unit: string;
      readonly isImplausible: boolean;
      /** When it was measured, ms since 1970. */
      readonly at: number;
    }
  | { readonly problem: string };

/** What comes of a message: of each reading in the draft's order, or why the message as a whole gives nothing. */
export type TriedMessage =
  | { readonly readings: readonly TriedReading[]; readonly availability: Availability | null }
  | { readonly issue: FailureCode | 'NOT_MINE'; readonly detail: string };

/** A message that a draft claims, where it stands in the raw log, and what comes of it. */
export interface MappingSample extends WireMessage, RawPlace {
  /** Its first 64 bytes, hexadecimal. */
  readonly bytesShown: string;
  /** By the draft; null while it is not complete. */
  readonly now: TriedMessage | null;
  /** By the version that the draft changes; null without one. */
  readonly was: TriedMessage | null;
}

export interface MappingPreview {
  /** Up to five of each topic that the filter claims and 60 in all, newest first. */
  readonly samples: readonly MappingSample[];
  /** The message that was asked for by its place; null: the raw log holds it no longer, or none was asked for. */
  readonly kept: MappingSample | null;
  /** How many topics the filter claims among those that were looked through. */
  readonly topics: number;
  /** How many messages a minute it claims; null where there are too few to say. */
  readonly perMinute: number | null;
  /** How many messages were looked through. */
  readonly searched: number;
  /** When they were, ms since 1970. */
  readonly lookedAt: number;
  /** What keeps the draft from being saved; `path` within the mapping, such as `/readings/0/unit`. */
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

export interface MappedSensor {
  readonly id: string;
  readonly name: string;
}

/** A mapping in the list. */
export interface MappingSummary {
  readonly id: number;
  readonly name: string;
  /** Those that it feeds, by name. */
  readonly sensors: readonly MappedSensor[];
  readonly topic: string;
  /** Empty where it says whether the sensor is there. */
  readonly quantities: readonly string[];
  readonly versions: number;
  /** Of the newest version, ms since 1970. */
  readonly validFrom: number;
  /** Why nothing is read by it any longer; null: it is read. */
  readonly problem: string | null;
}

export interface MappingVersionSummary {
  readonly version: number;
  /** ms since 1970. */
  readonly validFrom: number;
  /** Who wrote it; null: not known. */
  readonly who: string | null;
  readonly why: string | null;
  /** The neutral form; null: removed from here on. */
  readonly definition: unknown;
  /** The message that it was made on; null: none was looked at. */
  readonly sample: RawPlace | null;
  /** Why nothing is read by it any longer; null: it is read, or removed from here on. */
  readonly problem: string | null;
}
