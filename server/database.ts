import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '@/prisma/client/client';

/** PostgreSQL, two ways in: `prisma` for configuration, `pool` for telemetry and whatever needs its own SQL. */
export interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  close(): Promise<void>;
}

/** Opens nothing yet: both connect at their first query. */
export function openDatabase(
  url: string,
  options: {
    readonly applicationName?: string;
    readonly max?: number;
    /** A query that is unanswered for so long fails; absent: it waits. */
    readonly queryTimeoutMs?: number;
  } = {},
): Database {
  const settings = {
    connectionString: url,
    application_name: options.applicationName ?? 'hearth',
    max: options.max ?? 10,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    ...(options.queryTimeoutMs !== undefined && { query_timeout: options.queryTimeoutMs }),
  };
  const pool = new pg.Pool(settings);
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg({ ...settings, max: 4 }) });
  return {
    url,
    pool,
    prisma,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** Runs `work` in one transaction; rolls back and throws on when it throws. */
export async function inTransaction<Result>(
  database: Pick<Database, 'pool'>,
  work: (client: pg.PoolClient) => Promise<Result>,
  begin = 'BEGIN',
): Promise<Result> {
  const client = await database.pool.connect();
  let broken: Error | undefined;
  // A connection that breaks tells its queries, which throw; unheard, its event would end the process besides.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.release(broken);
    client.off('error', onError);
  }
}
