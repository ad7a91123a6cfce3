import type { Logger } from 'pino';
import type { Cursor, WatchAnswer } from '@/contracts/socket-events';
import type { LiveState } from './live-projection';
import { canCatchUp, type Older, ofSensors, type ReadSpan, readOlder, recordsSince } from './missed';
import type { Places } from './places';
import type { LiveSocket } from './socket-door';
import { REACH_MS } from './timing';
import { parseWatchRequest } from './watch-request';
import { roomsOf, type WatchedScope, watchedBy } from './watched-scope';

export interface WatchDeskParts {
  readonly state: LiveState;
  readonly places: Places;
  readonly readSpan: ReadSpan;
  readonly log: Logger;
}

type Refusal = 'NOT_UNDERSTOOD' | 'UNKNOWN_SENSOR' | 'UNKNOWN_ROOM' | 'NOT_READY' | 'REPLACED';

const REFUSALS: Readonly<Record<Refusal, string>> = {
  NOT_UNDERSTOOD: 'This watch can’t be understood.',
  UNKNOWN_SENSOR: 'There is no such sensor.',
  UNKNOWN_ROOM: 'There is no such room.',
  NOT_READY: 'Live readings are not ready yet.',
  REPLACED: 'A later watch took this one’s place.',
};

/** Answers what browsers ask to watch. Whatever they send, it answers. */
export class WatchDesk {
  /** The newest watch of each socket: an older one that is still being prepared gives way. */
  private readonly newest = new WeakMap<LiveSocket, object>();

  constructor(private readonly parts: WatchDeskParts) {}

  async watch(socket: LiveSocket, scope: unknown, since: unknown, answer: unknown): Promise<void> {
    if (typeof answer !== 'function') return;
    const reply = (watchAnswer: WatchAnswer) => answer(watchAnswer);
    const request = parseWatchRequest(scope, since);
    if (request === undefined) return reply(refused('NOT_UNDERSTOOD'));
    const mine = {};
    this.newest.set(socket, mine);
    this.parts.state.audiences.leave(socket);
    const isNewest = () => this.newest.get(socket) === mine;
    try {
      const scope = watchedBy(request.scope, socket.data.visitor.sight);
      await this.begin(socket, scope, request.since, isNewest, reply);
    } catch (error) {
      // PostgreSQL or Kafka is away; the browser asks again.
      this.parts.log.warn({ error, scope }, 'a watch could not begin');
      reply(refused('NOT_READY'));
    }
  }

  /** Ends the socket's watch, also one that is still being prepared. */
  unwatch(socket: LiveSocket): void {
    this.newest.delete(socket);
    this.parts.state.audiences.leave(socket);
  }

  private async begin(
    socket: LiveSocket,
    scope: WatchedScope,
    since: Cursor | undefined,
    isNewest: () => boolean,
    reply: (answer: WatchAnswer) => void,
  ): Promise<void> {
    const { state, places } = this.parts;
    if (!(await places.exists(scope, socket.data.visitor.sight)))
      return reply(refused(scope.kind === 'room' ? 'UNKNOWN_ROOM' : 'UNKNOWN_SENSOR'));
    const rooms = roomsOf(scope);
    const roomSensors = rooms && (await sensorsOfRooms(places, rooms));
    // History may have given out a cursor that live is yet to reach. When it takes long, readings come twice.
    await state.position.reached(since, REACH_MS);
    if (!state.position.ready()) return reply(refused('NOT_READY'));
    const older = since === undefined ? undefined : await this.older(since);
    if (!isNewest()) return reply(refused('REPLACED'));
    if (older === 'refetch') return reply(refetchAll());
    // From here on nothing waits: no record comes in between what is answered and the first frame.
    const records = older && recordsSince(older, state.position, state.ring);
    if (older !== undefined && records === undefined) return reply(refetchAll());
    socket.data.scope = scope;
    state.audiences.join(socket, scope, roomSensors, (sensorIds) => {
      const head = { cursor: state.position.cursor(), serverTime: Date.now() };
      if (records === undefined) return reply({ ...head, snapshot: state.values.snapshot(sensorIds) });
      const { samples, availability } = ofSensors(records, sensorIds);
      reply({ ...head, missed: samples, ...(availability.length > 0 && { availability }) });
    });
  }

  private async older(since: Cursor): Promise<Older | 'refetch'> {
    const { state, readSpan } = this.parts;
    if (!canCatchUp(since, state.position)) return 'refetch';
    const older = await readOlder(since, { ...state, readSpan });
    return older ?? 'refetch';
  }
}

async function sensorsOfRooms(places: Places, ids: readonly number[]): Promise<ReadonlySet<string>> {
  const sensors = await places.sensorsOf(ids);
  return new Set([...sensors.values()].flatMap((ofRoom) => [...ofRoom]));
}

function refused(reason: Refusal): WatchAnswer {
  return { error: REFUSALS[reason] };
}

// Late readings may lie anywhere in the past: what is shown can't be mended from some moment on.
function refetchAll(): WatchAnswer {
  return { refetch: 0, serverTime: Date.now() };
}
