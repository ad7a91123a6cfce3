/** What crosses the socket. Types only: the server parses what a socket sends in `server/live`. */

/** What a browser watches: one sensor, one room, or the home. */
export type Scope =
  | { readonly kind: 'sensor'; readonly id: string }
  | { readonly kind: 'room'; readonly id: number }
  | { readonly kind: 'home' };

/** How far a browser has seen the readings log. An absent partition counts from 0. Offsets stay below 2^53. */
export interface Cursor {
  readonly topicId: string;
  readonly offsets: Readonly<Record<string, number>>;
}

/** Bits of a sample's `flags`. */
export const FLAG_IMPLAUSIBLE = 1;
/** Older values of this series were left out of the frame: fetch the span again. */
export const FLAG_MERGED = 2;
/** Measured earlier than the newest value of its series when it arrived. */
export const FLAG_LATE = 4;
/** The sensor's own clock was outside the window, or it sent none. */
export const FLAG_RECEIPT_TIME = 8;

/** `measuredAt` in µs since 1970 UTC, `value` in the quantity's canonical unit. */
export type Sample = readonly [
  sensorId: string,
  quantity: string,
  channel: string | null,
  measuredAt: number,
  value: number,
  flags: number,
];

/** A sensor that said it came or went; `at` in µs since 1970 UTC. */
export type AvailabilityChange = readonly [sensorId: string, state: 'online' | 'offline', at: number];

export interface Frame {
  /** Rises with every frame of a scope, for all who watch it; a watch begins at any number. `seen` answers with it. */
  readonly n: number;
  /** Empty when only the log moved on: the cursor alone is news. */
  readonly samples: readonly Sample[];
  readonly availability?: readonly AvailabilityChange[];
  /** The log position after this frame. */
  readonly cursor: Cursor;
}

export type WatchAnswer =
  | { readonly cursor: Cursor; readonly snapshot: readonly Sample[]; readonly serverTime: number }
  | {
      readonly cursor: Cursor;
      readonly missed: readonly Sample[];
      readonly availability?: readonly AvailabilityChange[];
      readonly serverTime: number;
    }
  /**
   * Too far behind, or another log: fetch everything from this moment (ms since 1970), then watch with the new page's cursor.
   * 0 = all that is shown: late readings may have changed any of it.
   */
  | { readonly refetch: number; readonly serverTime: number }
  | { readonly error: string };

/** A span of one series that changed in history: charts that show it fetch it again. µs since 1970. */
export interface Changed {
  /** Null: any series may have changed. */
  readonly series: {
    readonly sensorId: string;
    readonly quantity: string;
    readonly channel: string | null;
  } | null;
  readonly from: number;
  readonly to: number;
}

export interface Status {
  readonly kafka: 'ok' | 'lagging' | 'down';
  /** Readings a second over the last 5 s, whole home. */
  readonly readingsPerSecond: number;
  /** The server's clock, ms since 1970. */
  readonly serverTime: number;
}

/** Why a socket isn't let in: whoever sent it is not, or no longer, signed in. */
export const SIGN_IN = 'SIGN_IN';

export interface ClientToServerEvents {
  /** Starts the flow of a scope's readings; replaces the socket's earlier watch. `since` closes the gap from page to socket and after a lost link. */
  watch: (scope: Scope, since: Cursor | undefined, answer: (answer: WatchAnswer) => void) => void;
  /** Ends the watch: a chart that nobody sees. */
  unwatch: () => void;
  /** Every frame up to `n` is drawn; cumulative, at most twice a second. */
  seen: (n: number) => void;
}

export interface ServerToClientEvents {
  /** New readings of what is watched, in log order. */
  readings: (frame: Frame) => void;
  changed: (changed: Changed) => void;
  /** Every 5 s. */
  status: (status: Status) => void;
  /** 30 s without `seen`: the server has stopped sending; watch again with your cursor. */
  lapsed: () => void;
  /** What this person may see has changed, or ended: the page has to be asked for again. The socket ends. */
  reload: () => void;
}
