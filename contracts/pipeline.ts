import type { DeadLetterCode } from './dead-letter';

/** A process's part of the road from a sensor to a page. Rates are of the last minute. ms since 1970. */
export interface PipelineReport {
  readonly serverTime: number;
  /** Counters began then. */
  readonly since: number;
  /** What this process runs: roles, and servers of its own. */
  readonly parts: readonly PartState[];
  readonly door: DoorCounts;
  readonly decode: { readonly perSecond: number; readonly behind: number };
  readonly history: { readonly perSecond: number; readonly behind: number };
  readonly live: { readonly screens: number; readonly framesPerSecond: number; readonly behind: number };
  /** Null while nothing is carried to a search server. */
  readonly search: { readonly perSecond: number; readonly behind: number } | null;
  readonly hops: readonly HopTimes[];
  /** Messages that could not be read, by reason, since the counters began. */
  readonly refusals: readonly Refusals[];
  readonly log: LogFacts;
  readonly versions: readonly ComponentVersion[];
}

export interface PartState {
  readonly name: string;
  readonly ready: boolean;
  /** One sentence, when not ready. */
  readonly reason?: string;
}

/** `received = appended + joined + refused + shed + inFlight`, at any quiet moment. */
export interface DoorCounts {
  readonly received: number;
  readonly appended: number;
  readonly joined: number;
  readonly refused: number;
  readonly shed: number;
  readonly inFlight: number;
  readonly clients: number;
  readonly perSecond: number;
}

export const HOPS = [
  'receipt→raw',
  'raw→reading',
  'reading→history',
  'reading→socket',
  'reading→search',
] as const;

/** Of the last ten minutes; null where nothing passed. */
export interface HopTimes {
  readonly hop: (typeof HOPS)[number];
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

export interface Refusals {
  readonly code: DeadLetterCode;
  readonly stage: string;
  readonly count: number;
}

/** What the log holds. Asked now and then, so it may be some seconds old; kept while Kafka is away. */
export interface LogFacts {
  /** When Kafka last said it; null before it ever did. */
  readonly readAt: number | null;
  /** Why it could not be asked since, in one sentence. */
  readonly problem: string | null;
  /** Records; null before Kafka ever said it. */
  readonly raw: number | null;
  readonly readings: number | null;
  readonly letters: number | null;
  /** The newest dead letters, newest first. */
  readonly newest: readonly LetterSample[];
}

export interface LetterSample {
  readonly at: number;
  readonly code: string;
  readonly stage: string;
  readonly detail: string;
  readonly topic: string;
  /** How many letters this one stands for. */
  readonly standsFor: number;
  /** The beginning of the message as text; null where its bytes can't be found. */
  readonly sample: string | null;
}

export interface ComponentVersion {
  readonly name: string;
  /** Null where it can't be known. */
  readonly version: string | null;
  readonly note?: string;
}
