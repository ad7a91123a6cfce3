import type { Metrics } from '@/server/metrics';
import type { FrameOut } from './audience';
import type { LiveServer } from './socket-door';

/** Frames to Socket.IO: its broadcast encodes a frame once for all sockets of a room. */
export function frameOut(io: LiveServer, metrics: Pick<Metrics, 'socketFrames' | 'latency'>): FrameOut {
  return {
    toCurrent: (audience, frame) => {
      io.to(audience.key).emit('readings', frame);
      const receivers = io.of('/').adapter.rooms.get(audience.key)?.size ?? 0;
      if (receivers > 0) metrics.socketFrames.inc(receivers);
      if (frame.samples.length > 0) {
        const waitedMs = Math.max(0, Date.now() - audience.oldestMs);
        metrics.latency.observe({ hop: 'reading→socket' }, waitedMs / 1_000);
      }
    },
  };
}
