import type { Context, Running } from '@/server/context';
import { startAppender } from '@/server/stream/appender';
import { startLogReader } from '@/server/stream/log-reader';
import { startProjection } from '@/server/stream/projection';
import { decodeProjection } from './decode-projection';
import { startReplays } from './replay/start-replays';

/** Turns the raw log into readings until `stop`, and the past anew where somebody asked for it. */
export async function startDecode(context: Context): Promise<Running> {
  const { kafka, metrics, health } = context;
  const log = context.log.child({ role: 'decode' });
  const appender = await startAppender({ kafka, log, name: 'decode' });
  const reader = await startLogReader({ kafka, log });
  const projection = decodeProjection({ context, appender, log: reader });
  const running = await startProjection({ kafka, log, metrics }, projection);
  // What it writes doesn't stand in the way of readings that come just now.
  const past = await startAppender({ kafka, log, name: 'replay' });
  const replays = startReplays({ ...context, log }, { log: reader, appender: past });
  health.watch('decode', () => {
    const reason = running.problem();
    return reason === undefined ? { ready: true } : { ready: false, reason };
  });
  return {
    stop: async () => {
      await Promise.all([running.stop(), replays.stop()]);
      await Promise.all([appender.stop(), past.stop(), reader.stop()]);
    },
  };
}
