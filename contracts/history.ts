import type { MeanKind } from './mean';
import type { ClockVerdict } from './reading';
import type { Cursor } from './socket-events';
import type { SpanPoint } from './span-point';

/** Of a span's values that can't be, so many are told, the newest. */
export const IMPLAUSIBLE_SHOWN = 200;

export interface Extreme {
  readonly value: number;
  readonly at: number;
}

/** A span of one series, reduced on the server to at most one row a pixel column. Times in ms since 1970 UTC. */
export interface SeriesSpan {
  readonly from: number;
  readonly to: number;
  /** Width of a column; 0 when every row is one reading. */
  readonly bucketMs: number;
  /** Of which kind the means are, those of the columns and that of all. */
  readonly meanKind: MeanKind;
  readonly points: readonly SpanPoint[];
  /** Where nothing was measured for longer than the series' rhythm allows. */
  readonly gaps: readonly (readonly [from: number, to: number])[];
  /** Values that can't be: drawn as ✕, part of no statistic. At most 200, newest. */
  readonly implausible: readonly (readonly [time: number, value: number])[];
  readonly statistics: {
    readonly count: number;
    /** Null where directions cancel out, too. */
    readonly mean: number | null;
    /** Null for directions. */
    readonly lowest: Extreme | null;
    readonly highest: Extreme | null;
    /** Share of the span that is not a gap, 0 to 1. */
    readonly complete: number;
    /** 99th percentile of the time between two readings, ms; null below three readings. */
    readonly rhythmMs: number | null;
  };
  /** History's position when the span was read: where a watch goes on. Undefined before the first reading ever. */
  readonly cursor?: Cursor;
}

/** One reading of a series as tables show it. */
export interface NewestReading {
  /** ms since 1970. */
  readonly measuredAt: number;
  readonly value: number;
  readonly implausible: boolean;
  /** Something measured later was there before it. */
  readonly late: boolean;
  readonly clock: ClockVerdict;
}

/** A message as it was sent, for a reading that came of it. Moments are ms since 1970. */
export interface SentMessage {
  readonly measuredAt: number;
  /** Where it stands in the raw log. */
  readonly partition: number;
  readonly offset: number;
  /** Null: the raw log holds it no longer. */
  readonly sent: {
    readonly topic: string;
    readonly qos: number;
    readonly retain: boolean;
    readonly bytes: number;
    /** Its first 2 KB, as text or hexadecimal. */
    readonly payload: string;
    readonly isText: boolean;
  } | null;
}
