import type { Metrics } from '@/server/metrics';
import type { Audiences } from './audiences';
import type { LinkStatus } from './link-status';
import type { LiveServer } from './socket-door';
import type { WatchDesk } from './watch-desk';
import { parseSeen } from './watch-request';

/** What a socket may say, and what it hears at once. */
export function serveSockets(
  io: LiveServer,
  parts: {
    readonly desk: WatchDesk;
    readonly audiences: Audiences;
    readonly status: LinkStatus;
    readonly metrics: Pick<Metrics, 'sockets'>;
  },
): void {
  const { desk, audiences, status, metrics } = parts;
  io.on('connection', (socket) => {
    metrics.sockets.inc();
    socket.emit('status', { ...status.latest, serverTime: Date.now() });
    socket.on('watch', (scope, since, answer) => void desk.watch(socket, scope, since, answer));
    socket.on('unwatch', () => desk.unwatch(socket));
    socket.on('seen', (number) => {
      const n = parseSeen(number);
      if (n !== undefined) audiences.seen(socket, n);
    });
    socket.on('disconnect', () => {
      metrics.sockets.dec();
      desk.unwatch(socket);
    });
  });
}
