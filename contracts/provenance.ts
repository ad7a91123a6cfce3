import type { Conversion } from './conversion';
import type { ClockVerdict } from './reading';

/** Where a number comes from. Moments are µs since 1970 UTC unless they say otherwise, values canonical. */
export interface Provenance {
  readonly sensor: { readonly id: string; readonly name: string };
  readonly series: { readonly quantity: string; readonly channel: string | null; readonly unit: string };
  readonly reading: StoredReading;
  /** What the device sent; null: the raw log holds it no longer. */
  readonly sent: SentRecord | null;
  /** How it was read; null where that can't be told any more. */
  readonly reader: Reader | null;
  /** From what was sent to the value; null where it can't be told exactly. */
  readonly formula: Formula | null;
  /** Within which a value can be believed, both ends included; null: unknown. */
  readonly believable: readonly [least: number, most: number] | null;
  /** The reading's own record, by decode or by the replay that corrected it; null: its log holds it no longer, or not where it was looked for. */
  readonly decoded: DecodedRecord | null;
  /** What the same message comes to now; null: to the very value that history keeps. */
  readonly now: { readonly value: number } | 'nothing' | null;
}

/** A reading as history keeps it. */
export interface StoredReading {
  readonly at: number;
  readonly value: number;
  readonly implausible: boolean;
  readonly clock: ClockVerdict;
  /** Where its message stands in the raw log. */
  readonly raw: { readonly partition: number; readonly offset: number };
  /** Of the mapping or decoder that read it. */
  readonly version: number;
  /** The replay that corrected it; 0: as it came. */
  readonly generation: number;
}

/** A message as the raw log keeps it. */
export interface SentRecord {
  readonly topic: string;
  readonly qos: number;
  readonly retain: boolean;
  readonly dup: boolean;
  /** The client that sent it, or the login it came by; absent where nobody said. */
  readonly device?: string;
  /** Hearth's own client at somebody else's broker. */
  readonly via?: string;
  /** Who wrote it when it was no client at a door. */
  readonly source?: string;
  readonly receivedAt: number;
  /** Its length in bytes. */
  readonly bytes: number;
  readonly shown: ShownPayload;
  /** Looking for the value's place took too long, mostly since it is too big; only where nothing is marked. */
  readonly isTooBig?: true;
}

/** At most 2 KB of a payload: its beginning, or what stands around the mark. */
export interface ShownPayload {
  /** Text, or pairs of hexadecimal digits with a space between. */
  readonly text: string;
  readonly isText: boolean;
  /** Something stands before it, or after it. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
  /** Where the value stands within `text`; null where that can't be told exactly. */
  readonly mark: { readonly start: number; readonly end: number } | null;
}

export type Reader =
  | {
      readonly kind: 'mapping';
      readonly id: number;
      readonly name: string;
      readonly version: number;
      /** Who wrote that version; null: not recorded. */
      readonly who: string | null;
      /** When it was written, ms since 1970. */
      readonly writtenAt: number;
    }
  | { readonly kind: 'family'; readonly name: string; readonly version: number };

export interface Formula {
  /** As it stands in the message. */
  readonly raw: string;
  /** The unit it was sent in; '' where it has none. */
  readonly sentUnit: string;
  /** Null: by a rule of the decoder that is no simple sum. */
  readonly steps: readonly FormulaStep[] | null;
  readonly value: number;
}

/** One step of a formula, in the order they are taken. */
export type FormulaStep =
  | { readonly kind: 'scale'; readonly times: number }
  | { readonly kind: 'offset'; readonly plus: number }
  | { readonly kind: 'unit'; readonly conversion: Conversion }
  /** A word or number that stands for another number. */
  | { readonly kind: 'stands for'; readonly number: number };

export interface DecodedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** When it was written, ms since 1970. */
  readonly at: number;
}

/** The readings between two moments: how many, and those that one can ask about. Values that can't be are not among them. */
export interface ReadingsWithin {
  readonly count: number;
  /** Null for directions, and where there is no reading. */
  readonly lowest: ReadingPlace | null;
  readonly highest: ReadingPlace | null;
  readonly newest: ReadingPlace | null;
}

export interface ReadingPlace {
  readonly at: number;
  readonly value: number;
}
