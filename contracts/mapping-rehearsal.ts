import type { DeadLetterCode } from './dead-letter';

/** Why a message, or one value of it, gives nothing that counts. `NO_SENSOR`: its topic names none that the draft lists. */
export type FailureCode = DeadLetterCode | 'IMPLAUSIBLE' | 'NO_SENSOR';

/** A message of the raw log that failed. */
export interface FailedSample {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** When it was received, ms since 1970. */
  readonly at: number;
  /** Its first 200 characters; null where it is no text. */
  readonly payload: string | null;
  readonly detail: string;
}

/** Messages that failed for one reason. A message counts once, for the first of its reasons. */
export interface FailureGroup {
  readonly code: FailureCode;
  /** The place of the reading in the draft; null where the whole message is meant. */
  readonly reading: number | null;
  readonly count: number;
  /** The first ones, at most 5. */
  readonly samples: readonly FailedSample[];
}

/** When, ms since 1970, and how much. */
export type RehearsedPoint = readonly [at: number, value: number];

/** What the draft would have drawn, beside what the version that it changes draws. */
export interface RehearsedSeries {
  /** The text of the topic level that tells the sensors apart; null where the mapping feeds one. */
  readonly capture: string | null;
  readonly quantity: string;
  readonly channel: string | null;
  readonly unit: string;
  /** Oldest first; of each of 240 parts of the span the lowest and the highest. */
  readonly now: readonly RehearsedPoint[];
  readonly was: readonly RehearsedPoint[];
  /** What the draft would mark as implausible, at most 100. */
  readonly implausible: readonly RehearsedPoint[];
}

/** What a draft makes of the real messages of a span. Nothing was written. */
export interface RehearsalReport {
  /** What the curves reach over, ms since 1970: the span, as far back as the raw log goes. */
  readonly from: number;
  readonly to: number;
  /** The raw log is complete only from here on; null where it holds the whole span. */
  readonly beginsAt: number | null;
  /** Messages that the draft claims; `decoded` gave every value, `failed` did not. */
  readonly matched: number;
  readonly decoded: number;
  readonly failed: number;
  /** Topics among them. */
  readonly topics: number;
  /** The commonest first, at most 20, and how many messages failed for reasons beyond. */
  readonly failures: readonly FailureGroup[];
  readonly failedOtherwise: number;
  /** At most 24, and how many series are beyond. */
  readonly series: readonly RehearsedSeries[];
  readonly moreSeries: number;
  readonly tookMs: number;
}

/** A line of the answer: how far it is, and at last the report or why there is none. */
export type RehearsalLine =
  | { readonly done: number; readonly of: number }
  | { readonly report: RehearsalReport }
  | { readonly problem: string };
