import type { Context, Running } from '@/server/context';
import type { Readiness } from '@/server/health';
import { openPeople } from '@/server/people/queries';
import { startLogReader } from '@/server/stream/log-reader';
import { startProjection } from '@/server/stream/projection';
import type { RunningProjection } from '@/server/stream/types';
import { Audiences } from './audiences';
import { startChangedListener } from './changed-listener';
import { frameOut } from './frame-out';
import { historyStart } from './history-start';
import { LinkStatus } from './link-status';
import { startClocks } from './live-clocks';
import { type LiveState, liveProjection } from './live-projection';
import { LogPosition } from './log-position';
import { spanReader } from './log-span';
import { createNewestValues } from './newest-values';
import { createPlaces } from './places';
import { RecordRing } from './record-ring';
import { createResettling } from './resettle';
import { serveSockets } from './serve-sockets';
import { openSocketDoor } from './socket-door';
import { LIVE_TIMING, type LiveTiming } from './timing';
import { WatchDesk } from './watch-desk';

/** What is kept for browsers that come back: about 15 MB when full. */
const REMEMBERED = { records: 50_000, samples: 100_000 };

/** The live role: readings in from Kafka, frames out to browsers. */
export async function startLive(context: Context, timing: LiveTiming = LIVE_TIMING): Promise<Running> {
  const { log, kafka, metrics, database } = context;
  const start = await historyStart(database);
  const people = openPeople(database, {
    dataDir: context.config.dataDir,
    url: context.addresses.url,
  });
  const door = openSocketDoor(context.http, context.config, people);
  const state = createState(metrics);
  state.values.seed(start.samples);
  const status = new LinkStatus();
  const follow = liveProjection(state, start.cursor, (records) => status.count(records));
  const projection = await startProjection({ kafka, log, metrics }, follow);
  const reader = await startLogReader({ kafka, log });
  const places = createPlaces(database.pool);
  const desk = new WatchDesk({ state, places, readSpan: spanReader(reader), log });
  const { audiences } = state;
  serveSockets(door.io, { desk, audiences, status, metrics });
  const resettling = createResettling(database, state.values);
  const listener = startChangedListener(database.url, log, (changed) => {
    resettling.changed(changed);
    const concerned = audiences.concernedBy(changed);
    if (concerned.length > 0) door.io.to(concerned).emit('changed', changed);
  });
  const stopClocks = startClocks(door.io, { audiences, status, projection, places, people, timing, log });
  context.health.watch('live', () => readiness(state, projection));
  return {
    stop: async () => {
      stopClocks();
      await door.close();
      await Promise.all([listener.stop(), resettling.stop(), projection.stop(), reader.stop()]);
    },
  };
}

function createState(metrics: Context['metrics']): LiveState {
  const values = createNewestValues();
  const position = new LogPosition();
  const audiences = new Audiences(values, position, frameOut(metrics));
  return { values, position, audiences, ring: new RecordRing(REMEMBERED) };
}

function readiness(state: LiveState, projection: RunningProjection): Readiness {
  const reason =
    projection.problem() ?? (state.position.ready() ? undefined : 'live reads what came while it was away');
  return reason === undefined ? { ready: true } : { ready: false, reason };
}
