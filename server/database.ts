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
  const pool = aPool(settings);
  const adapter = new PrismaPg(aPool({ ...settings, max: 4 }), { disposeExternalPool: true });
  const prisma = new PrismaClient({ adapter });
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

/**
 * A connection that breaks tells its queries, which throw, and is replaced; its event besides would end the process. The
 * pool hears idle ones alone: one that breaks on the way from the pool to its borrower is heard by nobody.
 */
function aPool(settings: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(settings);
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Runs `work` in one transaction; rolls back and throws on when it throws. */
export async function inTransaction<Result>(
  database: Pick<Database, 'pool'>,
  work: (client: pg.PoolClient) => Promise<Result>,
  begin = 'BEGIN',
): Promise<Result> {
  const client = await database.pool.connect();
  let broken: Error | undefined;
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
  }
}
