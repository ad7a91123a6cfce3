import type { Changed, Cursor, Frame, Scope, Status, WatchAnswer } from '@/contracts/socket-events';

/** The far edge, as the link sees it: one socket that may be opened again and again. */
export interface LivePort {
  open(): void;
  close(): void;
  /** Answers with undefined when the server doesn't in time. */
  watch(scope: Scope, since: Cursor | undefined, answer: (answer: WatchAnswer | undefined) => void): void;
  unwatch(): void;
  seen(n: number): void;
}

export interface PortEvents {
  connected(): void;
  /** The connection ended, or could not be made. */
  disconnected(): void;
  /** Any sign of life, with or without news. */
  heard(): void;
  readings(frame: Frame): void;
  changed(changed: Changed): void;
  status(status: Status): void;
  lapsed(): void;
  /** The server lets this browser in no more, or only to something else: the page has to be asked for again. */
  shutOut(): void;
}

export type MakePort = (events: PortEvents) => LivePort;
