import type { AvailabilityChange, Changed, Sample } from '@/contracts/socket-events';
import {
  type Audience,
  covers,
  createAudience,
  type FrameOut,
  flush,
  gather,
  isWaiting,
  sensorsOf,
  waitOf,
} from './audience';
import type { LogPosition } from './log-position';
import type { NewestValues } from './newest-values';
import type { LiveSocket } from './socket-door';
import { keyOf, roomsOf, type WatchedScope } from './watched-scope';
import { createWatcher, hasLapsed, noteSeen, rejoin, type Watcher } from './watcher';

type Routed = readonly [
  sensorId: string,
  samples: readonly Sample[],
  availability: AvailabilityChange | undefined,
  receivedMs: number,
];

/** Who watches what. Readings go in at one side, frames leave at the other. */
export class Audiences {
  /** Of the last record that went in. */
  sequence = 0;
  private readonly byKey = new Map<string, Audience>();
  private readonly roomsBySensor = new Map<string, Set<Audience>>();
  private readonly watchers = new Map<LiveSocket, Watcher>();
  private readonly waiting = new Set<Audience>();

  constructor(
    private readonly values: NewestValues,
    private readonly position: LogPosition,
    private readonly out: FrameOut,
  ) {}

  /** Puts what a record brought into the next frame of every scope that covers its sensor. */
  route(...routed: Routed): void {
    this.add(this.byKey.get('home'), routed);
    this.add(this.byKey.get(`sensor ${routed[0]}`), routed);
    for (const audience of this.roomsBySensor.get(routed[0]) ?? []) this.add(audience, routed);
  }

  /** After a batch: sends what needs no waiting, sets the timers of the rest. */
  settle(): void {
    const nowMs = Date.now();
    for (const audience of this.waiting) {
      const waitMs = waitOf(audience, nowMs);
      if (waitMs === 0) this.flush(audience);
      else audience.timer ??= setTimeout(() => this.flush(audience), waitMs);
    }
  }

  /** Ends the socket's watch and begins this one; `answer` is sent before the first frame leaves. */
  join(
    socket: LiveSocket,
    scope: WatchedScope,
    roomSensors: ReadonlySet<string> | undefined,
    answer: (sensorIds: Iterable<string> | undefined) => void,
  ): void {
    this.leave(socket);
    const audience = this.audienceOf(scope);
    if (roomSensors !== undefined) this.setRoom(audience, roomSensors);
    // What waits goes to the others now: the answer and the first frame meet without a gap or a repeat.
    if (isWaiting(audience)) this.flush(audience);
    const watcher = createWatcher(socket, audience);
    answer(sensorsOf(audience));
    audience.watchers.add(watcher);
    this.watchers.set(socket, watcher);
    socket.join(audience.key);
  }

  leave(socket: LiveSocket): void {
    const watcher = this.watchers.get(socket);
    if (watcher === undefined) return;
    const { key } = watcher.audience;
    this.watchers.delete(socket);
    socket.leave(key);
    const audience = this.byKey.get(key);
    audience?.watchers.delete(watcher);
    if (audience?.watchers.size === 0) this.close(audience);
  }

  /** The browser has drawn every frame up to `n`. */
  seen(socket: LiveSocket, n: number): void {
    const watcher = this.watchers.get(socket);
    if (watcher === undefined || !noteSeen(watcher, n, Date.now())) return;
    const audience = this.byKey.get(watcher.audience.key);
    if (audience !== undefined && watcher.behind !== undefined)
      this.catchUp(watcher, audience, watcher.behind.sequence);
  }

  /** Ends the watches of those who have stopped looking. */
  sweep(lapsedMs: number): void {
    const nowMs = Date.now();
    for (const [socket, watcher] of this.watchers) {
      if (!hasLapsed(watcher, nowMs, lapsedMs)) continue;
      this.leave(socket);
      socket.emit('lapsed');
    }
  }

  /** Tells quiet scopes how far the log has moved, so that who returns isn't thought far behind. */
  tellCursors(quietMs: number): void {
    const nowMs = Date.now();
    for (const audience of this.byKey.values()) {
      const isQuiet = !isWaiting(audience) && nowMs - audience.flushedAtMs >= quietMs;
      if (isQuiet && audience.sentCursor !== this.position.cursor()) this.flush(audience);
    }
  }

  watchedRooms(): number[] {
    return [...new Set([...this.byKey.values()].flatMap(({ scope }) => roomsOf(scope) ?? []))];
  }

  /** `sensorsOfRooms`: of every room that `watchedRooms` named. */
  refreshRooms(sensorsOfRooms: ReadonlyMap<number, ReadonlySet<string>>): void {
    for (const audience of this.byKey.values()) {
      const rooms = roomsOf(audience.scope);
      // One that began meanwhile has looked for itself.
      if (rooms?.every((id) => sensorsOfRooms.has(id)))
        this.setRoom(audience, new Set(rooms.flatMap((id) => [...(sensorsOfRooms.get(id) ?? [])])));
    }
  }

  /** The Socket.IO rooms of all whose scope covers the change. */
  concernedBy({ series }: Changed): string[] {
    return [...this.byKey.values()]
      .filter((audience) => series === null || covers(audience, series.sensorId))
      .map((audience) => audience.key);
  }

  private add(audience: Audience | undefined, [, samples, availability, receivedMs]: Routed): void {
    if (audience === undefined) return;
    gather(audience, samples, availability, receivedMs);
    this.waiting.add(audience);
  }

  private flush(audience: Audience): void {
    this.waiting.delete(audience);
    const at = { cursor: this.position.cursor(), sequence: this.sequence, nowMs: Date.now() };
    flush(audience, at, this.out);
  }

  private catchUp(watcher: Watcher, audience: Audience, since: number): void {
    if (isWaiting(audience)) this.flush(audience);
    const { samples, availability } = this.values.mergedSince(since, sensorsOf(audience));
    const frame = {
      n: audience.n,
      samples,
      ...(availability.length > 0 && { availability }),
      cursor: this.position.cursor(),
    };
    rejoin(watcher, this.out.send([watcher.socket], frame, undefined), Date.now());
  }

  private audienceOf(scope: WatchedScope): Audience {
    const key = keyOf(scope);
    const audience = this.byKey.get(key) ?? createAudience(key, scope, this.sequence);
    this.byKey.set(key, audience);
    return audience;
  }

  private setRoom(audience: Audience, sensorIds: ReadonlySet<string>): void {
    for (const id of audience.sensorIds ?? []) {
      const those = this.roomsBySensor.get(id);
      those?.delete(audience);
      if (those?.size === 0) this.roomsBySensor.delete(id);
    }
    audience.sensorIds = sensorIds;
    for (const id of sensorIds) {
      const those = this.roomsBySensor.get(id) ?? new Set();
      this.roomsBySensor.set(id, those.add(audience));
    }
  }

  private close(audience: Audience): void {
    clearTimeout(audience.timer);
    this.waiting.delete(audience);
    this.setRoom(audience, new Set());
    this.byKey.delete(audience.key);
  }
}
