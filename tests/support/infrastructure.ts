import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { startKafka } from '@/server/embedded/kafka/start-kafka';
import { startPostgres } from '@/server/embedded/postgres/start-postgres';
import type { Surroundings } from '@/server/embedded/supervise';
import { migrate } from '@/server/migrate';
import { copiedDatabase } from './copied-database';
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
type Unmigrated = Omit<Started, 'migratedDatabase'>;

/** With a database that is migrated once: every test begins with a copy of it. */
async function withMigrated(servers: Unmigrated): Promise<Started> {
  try {
    const database = await copiedDatabase(servers.databaseUrl, 'template0');
    await migrate(database.url, pino({ level: 'silent' }));
    const stop = () => database.drop().finally(servers.stop);
    return { ...servers, migratedDatabase: database.name, stop };
  } catch (error) {
    await servers.stop();
    throw error;
  }
}

function serversOfEnvironment(): Unmigrated | undefined {
  const { TEST_KAFKA_BROKERS: kafkaBrokers, TEST_DATABASE_URL: databaseUrl } = process.env;
  const { TEST_SEARCH_URL: searchUrl } = process.env;
  if (!kafkaBrokers || !databaseUrl || !searchUrl) return undefined;
  return { kafkaBrokers, databaseUrl, searchUrl, stop: async () => undefined };
}

/** All three, or none is left running. */
async function startServers(folder: string): Promise<Unmigrated> {
  mkdirSync(folder, { mode: 0o755 });
  const around: Surroundings = {
    log: pino({ level: 'warn' }),
    signal: new AbortController().signal,
    onGone: (reason) => {
      throw new Error(reason);
    },
  };
  const starting = [
    startKafka({ folder: path.join(folder, 'kafka'), port: 0 }, around),
    startPostgres({ folder: path.join(folder, 'postgres'), port: 0 }, around),
    startOpenSearch({ folder: path.join(folder, 'search'), port: 0 }),
  ] as const;
  const [kafka, postgres, search] = starting;
  const stop = async () => {
    const running = [kafka, postgres, search.then(({ child }) => child)];
    await Promise.all(
      running.map((one) =>
        one.then(
          (part) => part.stop(),
          () => undefined,
        ),
      ),
    );
  };
  try {
    const [{ brokers }, { url: databaseUrl }, { url: searchUrl }] = await Promise.all(starting);
    return { kafkaBrokers: brokers.join(','), databaseUrl, searchUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
