import type { LiveSocket } from './socket-door';
import { CAUGHT_UP_FRAMES, UNSEEN_BYTES, UNSEEN_FRAMES } from './timing';

/** How many frames back an audience knows its bytes: longer than what may be unseen. */
export const FRAMES_KEPT = 2 * UNSEEN_FRAMES;

/** What an audience has sent so far. */
export interface Sent {
  readonly key: string;
  /** Number of the last frame. */
  readonly n: number;
  /** Bytes of all frames, and what they were at each of the last ones. */
  readonly bytes: number;
  readonly bytesAt: Float64Array;
  /** The last record whose samples are in a frame. */
  readonly flushedSequence: number;
}

/** One socket's watch. Nothing here grows with what the socket has yet to see. */
export interface Watcher {
  readonly socket: LiveSocket;
  readonly audience: Sent;
  /** Every frame up to this number is drawn. */
  seen: number;
  /** When the first frame left that is still unseen. */
  unseenSinceMs: number | undefined;
  /** Fell behind after this frame and this record: gets no frames until it has seen enough. */
  behind: { readonly n: number; readonly sequence: number } | undefined;
  /** The frame of its own with which it caught up. */
  own: { readonly n: number; readonly bytes: number } | undefined;
}

export function createWatcher(socket: LiveSocket, audience: Sent): Watcher {
  return { socket, audience, seen: audience.n, unseenSinceMs: undefined, behind: undefined, own: undefined };
}

export function mayReceive(watcher: Watcher): boolean {
  return watcher.behind === undefined;
}

/** Too much is on its way to the socket to send more. */
export function hasFallenBehind(watcher: Watcher): boolean {
  const { audience, seen, own } = watcher;
  if (audience.n - seen >= UNSEEN_FRAMES) return true;
  const ownBytes = own !== undefined && seen < own.n ? own.bytes : 0;
  return bytesAfter(audience, seen) + ownBytes >= UNSEEN_BYTES;
}

export function fallBehind(watcher: Watcher): void {
  const { n, flushedSequence } = watcher.audience;
  watcher.behind = { n, sequence: flushedSequence };
}

/** Bytes of the frames after `n`; holds for the last frames that may be unseen. */
function bytesAfter(sent: Sent, n: number): number {
  return sent.bytes - (sent.bytesAt[n % FRAMES_KEPT] ?? 0);
}

/** Takes the browser's word; true when a watcher that had fallen behind may now catch up. */
export function noteSeen(watcher: Watcher, n: number, nowMs: number): boolean {
  const sent = watcher.behind?.n ?? watcher.audience.n;
  if (n <= watcher.seen || n > sent) return false;
  watcher.seen = n;
  watcher.unseenSinceMs = n < sent ? nowMs : undefined;
  return watcher.behind !== undefined && watcher.behind.n - n <= CAUGHT_UP_FRAMES;
}

/** Back among those who get every frame, with `bytes` of its own frame on the way. */
export function rejoin(watcher: Watcher, bytes: number, nowMs: number): void {
  const { n } = watcher.audience;
  watcher.behind = undefined;
  watcher.own = { n, bytes };
  watcher.seen = n - 1;
  watcher.unseenSinceMs = nowMs;
}

export function hasLapsed(watcher: Watcher, nowMs: number, lapsedMs: number): boolean {
  return watcher.unseenSinceMs !== undefined && nowMs - watcher.unseenSinceMs >= lapsedMs;
}
