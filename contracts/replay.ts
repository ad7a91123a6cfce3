/** Why the past is decoded anew. */
export const REPLAY_KINDS = ['teach', 'bind', 'range', 'mapping', 'knowledge', 'rebuild', 'undo'] as const;
export type ReplayKind = (typeof REPLAY_KINDS)[number];

export type ReplayState = 'waits' | 'runs' | 'done' | 'failed' | 'stopped';

/** The past decoded anew from the raw log. Moments are ms since 1970. */
export interface Replay {
  /** Rises: what a later one says holds. */
  readonly id: number;
  readonly kind: ReplayKind;
  /** A sentence for people. */
  readonly what: string;
  readonly who: string;
  /** The records it covers, by their receipt. */
  readonly from: number;
  readonly to: number;
  readonly state: ReplayState;
  /** The replay that it takes back, and the one that took it back. */
  readonly undoes: number | null;
  readonly undoneBy: number | null;
  /** Raw messages to look through, those looked through, and the readings it wrote. */
  readonly records: number;
  readonly recordsDone: number;
  readonly readings: number;
  /** Why it waits or failed; null while all is well. */
  readonly problem: string | null;
  readonly askedAt: number;
  readonly endedAt: number | null;
}
