import type { Logger } from 'pino';
import type { People } from '@/server/people/queries';
import type { RunningProjection } from '@/server/stream/types';
import { endWhoMayNot } from './access';
import type { Audiences } from './audiences';
import type { LinkStatus } from './link-status';
import type { Places } from './places';
import type { LiveServer } from './socket-door';
import type { LiveTiming } from './timing';

/** What happens by time alone; the returned function ends it. */
export function startClocks(
  io: LiveServer,
  parts: {
    readonly audiences: Audiences;
    readonly status: LinkStatus;
    readonly projection: RunningProjection;
    readonly places: Places;
    readonly people: People;
    readonly timing: LiveTiming;
    readonly log: Logger;
  },
): () => void {
  const { audiences, status, projection, places, people, timing, log } = parts;
  const timers = [
    setInterval(() => {
      audiences.tellCursors(timing.statusMs);
      io.emit('status', status.next(projection));
    }, timing.statusMs),
    setInterval(() => audiences.sweep(timing.lapsedMs), timing.sweepMs),
    setInterval(() => {
      // A room keeps the sensors it had until PostgreSQL answers again.
      refreshRooms(audiences, places).catch((error) => log.warn({ error }, 'rooms could not be looked up'));
    }, timing.placesMs),
    setInterval(() => {
      endWhoMayNot(io, people, places).catch((error) =>
        log.warn({ error }, 'who watches could not be looked up'),
      );
    }, timing.accessMs),
  ];
  return () => timers.forEach(clearInterval);
}

async function refreshRooms(audiences: Audiences, places: Places): Promise<void> {
  const rooms = audiences.watchedRooms();
  if (rooms.length > 0) audiences.refreshRooms(await places.sensorsOf(rooms));
}
