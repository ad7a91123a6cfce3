import type { Context } from '@/server/context';
import { createEarlierReadings } from '@/server/readings/earlier-readings';
import type { LogReader } from '@/server/stream/log-reader';
import { startProjection } from '@/server/stream/projection';
import type { Appender } from '@/server/stream/types';
import type { Connection } from './target/connection';
import { identify } from './target/identify';
import { createSearchServer } from './target/search-server';
import { settleTemplates } from './target/settle-templates';
import { oldestKept } from './upkeep/retention';
import { keepUp } from './upkeep/upkeep';
import { createOutlet } from './write/outlet';
import { consumerOf, searchProjection } from './write/search-projection';
import { createSensorBook } from './write/sensor-book';

export interface SessionParts {
  readonly context: Context;
  readonly appender: Appender;
  readonly log: LogReader;
  readonly connection: Connection;
  readonly keepMonths: number | null;
}

/** Readings go to one search server until `stop`. */
export interface Session {
  /** One sentence while something is wrong. */
  problem(): string | undefined;
  /** Aborted when another server answers at the address. */
  readonly replaced: AbortSignal;
  stop(): Promise<void>;
}

/** Finds out who answers, brings its templates up to date and begins where this server's positions are. Throws `SearchFault`. */
export async function openSession({
  context,
  appender,
  log,
  connection,
  keepMonths,
}: SessionParts): Promise<Session> {
  const { kafka, metrics, database } = context;
  const logger = context.log.child({ role: 'search' });
  const server = createSearchServer(connection);
  const replaced = new AbortController();
  try {
    const identity = await identify(server);
    await settleTemplates(server);
    logger.info({ ...identity, url: server.url }, 'readings go to the search server');
    const outlet = createOutlet(server, identity, {
      metrics,
      replaced: () => replaced.abort(),
    });
    const sensors = createSensorBook(database.pool);
    const oldestIndex = () => oldestKept(keepMonths, Date.now());
    const cluster = identity.clusterUuid;
    const earlier = createEarlierReadings(database.pool, consumerOf(cluster), log);
    const { sink, indices, confirm, doubt } = outlet;
    const projection = await startProjection(
      { kafka, log: logger, metrics },
      searchProjection({
        context,
        appender,
        sink,
        indices,
        sensors,
        earlier,
        cluster,
        oldestIndex,
        confirm,
        doubt,
      }),
    );
    const ending = new AbortController();
    const upkeep = keepUp(
      {
        pool: database.pool,
        databaseUrl: database.url,
        logger,
        outlet,
        oldestIndex,
      },
      ending.signal,
    );
    return {
      problem: () => projection.problem(),
      replaced: replaced.signal,
      stop: async () => {
        ending.abort();
        await projection.stop();
        await server.close();
        await upkeep;
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}
