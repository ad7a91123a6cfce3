import type { AvailabilityChange, Cursor, Frame, Sample, Scope } from '@/contracts/socket-events';
import { FRAME_SAMPLES, WINDOW_MS } from './timing';
import { FRAMES_KEPT, fallBehind, hasFallenBehind, mayReceive, type Sent, type Watcher } from './watcher';

/** Where frames leave: Socket.IO, seen from here. */
export interface FrameOut {
  /** One encoding for all who keep up. */
  toCurrent(audience: Audience, frame: Frame): void;
}

/** Everyone who watches one scope, and what the next frame will hold. */
export interface Audience extends Sent {
  readonly scope: Scope;
  readonly watchers: Set<Watcher>;
  /** Sensors of a room; undefined for the other kinds. */
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

export function createAudience(key: string, scope: Scope, sequence: number): Audience {
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
  return audience.scope.kind === 'room' ? (audience.sensorIds ?? []) : undefined;
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
  for (const watcher of audience.watchers) {
    if (!mayReceive(watcher)) continue;
    if (hasFallenBehind(watcher)) fallBehind(watcher);
    else if (watcher.seen >= audience.n) watcher.unseenSinceMs = at.nowMs;
  }
  const frame = nextFrame(audience, at.cursor);
  audience.flushedSequence = at.sequence;
  audience.flushedAtMs = at.nowMs;
  out.toCurrent(audience, frame);
}

function nextFrame(audience: Audience, cursor: Cursor): Frame {
  const { samples, availability } = audience;
  audience.samples = [];
  audience.availability = [];
  audience.n += 1;
  audience.bytes += frameBytes(samples) + 64 * availability.length;
  audience.bytesAt[audience.n % FRAMES_KEPT] = audience.bytes;
  audience.sentCursor = cursor;
  return { n: audience.n, samples, ...(availability.length > 0 && { availability }), cursor };
}

/** About what a frame costs on the wire, never much less: encoding it a second time to know would cost more. */
export function frameBytes(samples: readonly Sample[]): number {
  let bytes = 200;
  for (const [sensorId, quantity, channel] of samples) {
    bytes += 56 + sensorId.length + quantity.length + (channel?.length ?? 4);
  }
  return bytes;
}
