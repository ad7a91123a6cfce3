import type { AvailabilityChange, Cursor, Frame, Sample } from '@/contracts/socket-events';
import type { LiveSocket } from './socket-door';
import { FRAME_SAMPLES, WINDOW_MS } from './timing';
import type { WatchedScope } from './watched-scope';
import { FRAMES_KEPT, fallBehind, hasFallenBehind, mayReceive, type Sent, type Watcher } from './watcher';

/** Where frames leave. */
export interface FrameOut {
  /** Encodes once, sends to all, answers with the bytes. `oldestMs`: receipt of the oldest record in it. */
  send(sockets: readonly LiveSocket[], frame: Frame, oldestMs: number | undefined): number;
}

/** Everyone who watches one scope, and what the next frame will hold. */
export interface Audience extends Sent {
  readonly scope: WatchedScope;
  readonly watchers: Set<Watcher>;
  /** Sensors of its rooms; undefined for the other kinds. */
  sensorIds: ReadonlySet<string> | undefined;
  n: number;
  bytes: number;
  samples: Sample[];
  availability: AvailabilityChange[];
  /** Receipt of the oldest record in the next frame, ms since 1970. */
  oldestMs: number;
  flushedSequence: number;
  flushedAtMs: number;
  sentCursor: Cursor | undefined;
  timer: NodeJS.Timeout | undefined;
}

export function createAudience(key: string, scope: WatchedScope, sequence: number): Audience {
  return {
    key,
    scope,
    watchers: new Set(),
    sensorIds: undefined,
    n: 0,
    bytes: 0,
    bytesAt: new Float64Array(FRAMES_KEPT),
    samples: [],
    availability: [],
    oldestMs: 0,
    flushedSequence: sequence,
    flushedAtMs: 0,
    sentCursor: undefined,
    timer: undefined,
  };
}

/** The sensors that the scope covers; undefined = all. */
export function sensorsOf(audience: Audience): Iterable<string> | undefined {
  if (audience.scope.kind === 'sensor') return [audience.scope.id];
  return audience.scope.kind === 'home' ? undefined : (audience.sensorIds ?? []);
}

/** Does the scope cover this sensor? */
export function covers(audience: Audience, sensorId: string): boolean {
  if (audience.scope.kind === 'sensor') return audience.scope.id === sensorId;
  return audience.scope.kind === 'home' || (audience.sensorIds?.has(sensorId) ?? false);
}

export function gather(
  audience: Audience,
  samples: readonly Sample[],
  availability: AvailabilityChange | undefined,
  receivedMs: number,
): void {
  if (audience.samples.length === 0 && audience.availability.length === 0) audience.oldestMs = receivedMs;
  for (const sample of samples) audience.samples.push(sample);
  if (availability !== undefined) audience.availability.push(availability);
}

export function isWaiting(audience: Audience): boolean {
  return audience.samples.length > 0 || audience.availability.length > 0;
}

/** How long the next frame still waits: 0 after a quiet moment, or when it is full. */
export function waitOf(audience: Audience, nowMs: number): number {
  if (audience.samples.length >= FRAME_SAMPLES) return 0;
  return Math.max(0, audience.flushedAtMs + WINDOW_MS[audience.scope.kind] - nowMs);
}

/** Sends what was gathered, or the cursor alone, to all who keep up; who doesn't falls behind here. */
export function flush(
  audience: Audience,
  at: { readonly cursor: Cursor; readonly sequence: number; readonly nowMs: number },
  out: FrameOut,
): void {
  clearTimeout(audience.timer);
  audience.timer = undefined;
  const sockets = receivers(audience, at.nowMs);
  const oldestMs = isWaiting(audience) ? audience.oldestMs : undefined;
  const bytes = out.send(sockets, nextFrame(audience, at.cursor), oldestMs);
  audience.bytes += bytes;
  audience.bytesAt[audience.n % FRAMES_KEPT] = audience.bytes;
  audience.flushedSequence = at.sequence;
  audience.flushedAtMs = at.nowMs;
}

function receivers(audience: Audience, nowMs: number): LiveSocket[] {
  const sockets: LiveSocket[] = [];
  for (const watcher of audience.watchers) {
    if (!mayReceive(watcher)) continue;
    if (hasFallenBehind(watcher)) {
      fallBehind(watcher);
    } else {
      if (watcher.seen >= audience.n) watcher.unseenSinceMs = nowMs;
      sockets.push(watcher.socket);
    }
  }
  return sockets;
}

function nextFrame(audience: Audience, cursor: Cursor): Frame {
  const { samples, availability } = audience;
  audience.samples = [];
  audience.availability = [];
  audience.n += 1;
  audience.sentCursor = cursor;
  return { n: audience.n, samples, ...(availability.length > 0 && { availability }), cursor };
}
