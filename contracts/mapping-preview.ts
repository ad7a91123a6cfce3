import type { Availability } from './sensor';

/** A value in a message, and where it stands. */
export interface Leaf {
  /** JSON pointer; '' for the message as a whole. */
  readonly pointer: string;
  readonly text: string;
  /** Something that could be a number. */
  readonly isNumeric: boolean;
}

/** What a draft makes of a message: what it would be stored as, or why nothing comes of it. */
export type Rehearsal =
  | {
      readonly readings: readonly {
        readonly quantity: string;
        readonly channel: string | null;
        readonly value: number;
        readonly unit: string;
        /** ISO UTC; null: the moment of receipt. */
        readonly time: string | null;
      }[];
      readonly availability: Availability | null;
    }
  | { readonly issue: string };

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
  /** Null while the draft is not complete. */
  readonly rehearsal: Rehearsal | null;
}

export interface MappingPreview {
  /** The newest of each topic that the filter claims, newest first. */
  readonly messages: readonly WireMessage[];
  /** How many messages were looked through. */
  readonly searched: number;
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
}
