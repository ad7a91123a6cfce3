import type { WatchedScope } from './watched-scope';

/** What a tick gathers; the first frame after a quiet moment doesn't wait for it. */
export const WINDOW_MS: Readonly<Record<WatchedScope['kind'], number>> = {
  sensor: 10,
  room: 100,
  rooms: 250,
  home: 250,
};

/** A frame leaves before its window ends once it holds this many samples: about 60 KB. */
export const FRAME_SAMPLES = 1_000;

/** What may be sent and not yet seen. */
export const UNSEEN_FRAMES = 128;
export const UNSEEN_BYTES = 256 * 1024;

/** A socket that fell behind has caught up once no more than this many frames are unseen. */
export const CAUGHT_UP_FRAMES = 64;

/** A browser further behind than this, in records of the whole log, fetches its page again. */
export const BEHIND_RECORDS = 50_000;

/** How long a watch waits for live to be ready, or to reach a cursor that history gave out first. */
export const REACH_MS = 3_000;

/** What tests shorten. */
export interface LiveTiming {
  readonly statusMs: number;
  readonly sweepMs: number;
  /** Without `seen` for this long while frames are unseen, a watch ends. */
  readonly lapsedMs: number;
  /** How often the sensors of watched rooms are looked up. */
  readonly placesMs: number;
  /** How often it is looked up whether everybody who watches still may. */
  readonly accessMs: number;
}

export const LIVE_TIMING: LiveTiming = {
  statusMs: 5_000,
  sweepMs: 1_000,
  lapsedMs: 30_000,
  placesMs: 5_000,
  accessMs: 2_000,
};
