import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { startKafka } from '@/server/embedded/kafka/start-kafka';
import { startPostgres } from '@/server/embedded/postgres/start-postgres';
import type { Surroundings } from '@/server/embedded/supervise';
import { migrate } from '@/server/migrate';
import { startOpenSearch } from './open-search';
import type { TestServers } from './servers';

/**
 * A Kafka, a PostgreSQL and an OpenSearch for each worker: those that TEST_KAFKA_BROKERS, TEST_DATABASE_URL and TEST_SEARCH_URL
 * name, else embedded ones in a folder of their own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = aFolder();
  // Where the tests keep what they keep: gone with it, also what a failed test left.
  process.env.TEST_FOLDER = folder;
  const sets: Started[] = [];
  const stop = async () => {
    await Promise.all(sets.map((set) => set.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    // One after another: a machine of two cores starts them no faster together.
    for (let worker = 1; worker <= project.config.maxWorkers; worker += 1)
      sets.push(
        await withMigrated(serversOfEnvironment() ?? (await startServers(path.join(folder, `${worker}`)))),
      );
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide(
    'servers',
    sets.map(({ kafkaBrokers, databaseUrl, migratedDatabase, searchUrl }) => ({
      kafkaBrokers,
      databaseUrl,
      migratedDatabase,
      searchUrl,
    })),
  );
  return stop;
}

/** As root PostgreSQL runs as another user, who must be able to enter. */
function aFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hearth-tests-'));
  chmodSync(folder, 0o755);
  return folder;
}

type Started = TestServers & { stop(): Promise<void> };

/** With a database that is migrated once: every test begins with a copy of it. */
async function withMigrated(servers: Omit<Started, 'migratedDatabase'>): Promise<Started> {
  const name = `hearth_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(servers.databaseUrl, `CREATE DATABASE "${name}" TEMPLATE template0`);
  const url = new URL(servers.databaseUrl);
  url.pathname = `/${name}`;
  await migrate(url.href, pino({ level: 'silent' }));
  return {
    ...servers,
    migratedDatabase: name,
    stop: async () => {
      await asAdmin(servers.databaseUrl, `DROP DATABASE "${name}" WITH (FORCE)`);
      await servers.stop();
    },
  };
}

async function asAdmin(databaseUrl: string, statement: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function serversOfEnvironment(): Omit<Started, 'migratedDatabase'> | undefined {
  const { TEST_KAFKA_BROKERS: kafkaBrokers, TEST_DATABASE_URL: databaseUrl } = process.env;
  const { TEST_SEARCH_URL: searchUrl } = process.env;
  if (!kafkaBrokers || !databaseUrl || !searchUrl) return undefined;
  return { kafkaBrokers, databaseUrl, searchUrl, stop: async () => undefined };
}

async function startServers(folder: string): Promise<Omit<Started, 'migratedDatabase'>> {
  mkdirSync(folder, { mode: 0o755 });
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
