import type { Visitor } from '@/contracts/people';
import { type People, readVisitors } from '@/server/people/queries';
import type { Places } from './places';
import type { LiveServer, LiveSocket } from './socket-door';

/** Ends the sockets of those who may no longer look, or who may look at something else now: one query for all of them. */
export async function endWhoMayNot(io: LiveServer, people: People, places: Places): Promise<void> {
  const sockets = [...io.sockets.sockets.values()];
  if (sockets.length === 0) return;
  const keys = [...new Set(sockets.map(({ data }) => data.visitor.key))];
  const visitors = new Map((await readVisitors(people, keys)).map((visitor) => [visitor.key, visitor]));
  for (const socket of sockets) {
    const now = visitors.get(socket.data.visitor.key);
    if (now === undefined || !seesTheSame(now, socket.data.visitor) || (await hasLeftSight(socket, places)))
      end(socket);
  }
}

function seesTheSame(one: Visitor, other: Visitor): boolean {
  return one.role === other.role && String(one.sight) === String(other.sight);
}

/** The sensor that they watch was moved to a room that they don't see. */
async function hasLeftSight({ data: { scope, visitor } }: LiveSocket, places: Places): Promise<boolean> {
  if (scope?.kind !== 'sensor' || visitor.sight === 'all') return false;
  return !(await places.exists(scope, visitor.sight));
}

function end(socket: LiveSocket): void {
  socket.emit('reload');
  socket.disconnect(true);
}
