import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { startKafka } from '@/server/embedded/kafka/start-kafka';
import { startPostgres } from '@/server/embedded/postgres/start-postgres';
import type { Surroundings } from '@/server/embedded/supervise';
import { startOpenSearch } from './open-search';

declare module 'vitest' {
  interface ProvidedContext {
    /** `host:port`, comma-separated. */
    kafkaBrokers: string;
    /** An admin's address: fresh databases are made there. */
    databaseUrl: string;
    /** A real OpenSearch. */
    searchUrl: string;
  }
}

/**
 * One Kafka, one PostgreSQL and one OpenSearch for every integration test: those that TEST_KAFKA_BROKERS, TEST_DATABASE_URL
 * and TEST_SEARCH_URL name, else embedded ones in a folder of their own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = aFolder();
  // Where the tests keep what they keep: gone with it, also what a failed test left.
  process.env.TEST_FOLDER = folder;
  const servers = serversOfEnvironment() ?? (await startServers(folder));
  project.provide('kafkaBrokers', servers.kafkaBrokers);
  project.provide('databaseUrl', servers.databaseUrl);
  project.provide('searchUrl', servers.searchUrl);
  return async () => {
    await servers.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** As root PostgreSQL runs as another user, who must be able to enter. */
function aFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hearth-tests-'));
  chmodSync(folder, 0o755);
  return folder;
}

interface Servers {
  readonly kafkaBrokers: string;
  readonly databaseUrl: string;
  readonly searchUrl: string;
  stop(): Promise<void>;
}

function serversOfEnvironment(): Servers | undefined {
  const { TEST_KAFKA_BROKERS: kafkaBrokers, TEST_DATABASE_URL: databaseUrl } = process.env;
  const { TEST_SEARCH_URL: searchUrl } = process.env;
  if (!kafkaBrokers || !databaseUrl || !searchUrl) return undefined;
  return { kafkaBrokers, databaseUrl, searchUrl, stop: async () => undefined };
}

async function startServers(folder: string): Promise<Servers> {
  const around: Surroundings = {
    log: pino({ level: 'warn' }),
    signal: new AbortController().signal,
    onGone: (reason) => {
      throw new Error(reason);
    },
  };
  const [kafka, postgres, search] = await Promise.all([
    startKafka({ folder: path.join(folder, 'kafka'), port: 0 }, around),
    startPostgres({ folder: path.join(folder, 'postgres'), port: 0 }, around),
    startOpenSearch({ folder: path.join(folder, 'search'), port: 0 }),
  ]);
  return {
    kafkaBrokers: kafka.brokers.join(','),
    databaseUrl: postgres.url,
    searchUrl: search.url,
    stop: async () => {
      await Promise.all([kafka.stop(), postgres.stop(), search.child.stop()]);
    },
  };
}
