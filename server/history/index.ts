import type { Context, Running } from '@/server/context';
import { startAppender } from '@/server/stream/appender';
import { startProjection } from '@/server/stream/projection';
import { historyProjection } from './history-projection';
import { startDays } from './start-days';

/** Keeps `telemetry` up to date with the readings until stopped. */
export async function startHistory(context: Context): Promise<Running> {
  const { kafka, log, metrics, health } = context;
  const appender = await startAppender({ kafka, log, name: 'history' });
  const projection = await startProjection({ kafka, log, metrics }, historyProjection({ context, appender }));
  health.watch('history', () => {
    const problem = projection.problem();
    return problem === undefined ? { ready: true } : { ready: false, reason: problem };
  });
  const days = startDays(context);
  return {
    stop: async () => {
      await days.stop();
      await projection.stop();
      await appender.stop();
    },
  };
}
