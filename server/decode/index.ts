import type { Context, Running } from '@/server/context';
import { startAppender } from '@/server/stream/appender';
import { startLogReader } from '@/server/stream/log-reader';
import { startProjection } from '@/server/stream/projection';
import { decodeProjection } from './decode-projection';

/** Turns the raw log into readings until `stop`. */
export async function startDecode(context: Context): Promise<Running> {
  const { kafka, metrics, health } = context;
  const log = context.log.child({ role: 'decode' });
  const appender = await startAppender({ kafka, log, name: 'decode' });
  const reader = await startLogReader({ kafka, log });
  const projection = decodeProjection({ context, appender, log: reader });
  const running = await startProjection({ kafka, log, metrics }, projection);
  health.watch('decode', () => {
    const reason = running.problem();
    return reason === undefined ? { ready: true } : { ready: false, reason };
  });
  return {
    stop: async () => {
      await running.stop();
      await Promise.all([appender.stop(), reader.stop()]);
    },
  };
}
