import type { Context, Running } from '@/server/context';
import { createEarlierReadings } from '@/server/readings/earlier-readings';
import { startAppender } from '@/server/stream/appender';
import { startLogReader } from '@/server/stream/log-reader';
import { startProjection } from '@/server/stream/projection';
import { HISTORY, historyProjection } from './history-projection';
import { startDays } from './start-days';

/** Keeps `telemetry` up to date with the readings until stopped. */
export async function startHistory(context: Context): Promise<Running> {
  const { kafka, log, metrics, health, database } = context;
  const appender = await startAppender({ kafka, log, name: 'history' });
  const reader = await startLogReader({ kafka, log });
  const earlier = createEarlierReadings(database.pool, HISTORY, reader);
  const projection = await startProjection(
    { kafka, log, metrics },
    historyProjection({ context, appender, earlier }),
  );
  health.watch('history', () => {
    const problem = projection.problem();
    return problem === undefined ? { ready: true } : { ready: false, reason: problem };
  });
  const days = startDays(context);
  return {
    stop: async () => {
      await days.stop();
      await projection.stop();
      await Promise.all([appender.stop(), reader.stop()]);
    },
  };
}
