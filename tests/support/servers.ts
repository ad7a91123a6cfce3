import { inject } from 'vitest';

/** The real servers that a worker's tests have for themselves. */
export interface TestServers {
  /** `host:port`, comma-separated. */
  readonly kafkaBrokers: string;
  /** An admin's address: fresh databases are made there. */
  readonly databaseUrl: string;
  /** The name of a database there that is migrated, of which fresh ones are copied. */
  readonly migratedDatabase: string;
  /** A real OpenSearch. */
  readonly searchUrl: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** A set for each worker. */
    servers: readonly TestServers[];
  }
}

/** Those of this worker: one file at a time uses them. */
export function servers(): TestServers {
  const own = inject('servers')[Number(process.env.VITEST_POOL_ID) - 1];
  if (own === undefined) throw new Error(`worker ${process.env.VITEST_POOL_ID} has no servers`);
  return own;
}
