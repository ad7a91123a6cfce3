import type { Metrics } from '@/server/metrics';
import type { FrameOut } from './audience';
import { encodeFrame, writeFrame } from './encoded-frame';

/** Frames to sockets, counted. */
export function frameOut(metrics: Pick<Metrics, 'socketFrames' | 'latency'>): FrameOut {
  return {
    send: (sockets, frame, oldestMs) => {
      const encoded = encodeFrame(frame);
      for (const socket of sockets) writeFrame(socket, encoded);
      metrics.socketFrames.inc(sockets.length);
      if (oldestMs !== undefined) {
        const waitedMs = Math.max(0, Date.now() - oldestMs);
        metrics.latency.observe({ hop: 'reading→socket' }, waitedMs / 1_000);
      }
      return encoded.wire.length;
    },
  };
}
