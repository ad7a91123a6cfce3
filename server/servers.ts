import path from 'node:path';
import type { Config } from './config';
import { startKafka } from './embedded/kafka/start-kafka';
import { startPostgres } from './embedded/postgres/start-postgres';
import type { Surroundings } from './embedded/supervise';
import type { Health } from './health';
import type { Progress } from './progress';
import { livingRun, type Run } from './run-file';
import type { Shutdown } from './shutdown';
import { StartRefused } from './start-refused';

/** A server's address, and whether Hearth has it to itself. */
export interface Found<Address> {
  readonly at: Address;
  readonly embedded: boolean;
}

export interface Servers {
  readonly kafka: Promise<Found<readonly string[]>>;
  readonly database: Promise<Found<string>>;
}

/** Finds or starts Kafka and PostgreSQL, side by side: those configured, else own ones, else those of a Hearth on the same data. */
export function findServers(
  config: Config,
  parts: {
    readonly around: Surroundings;
    readonly progress: Progress;
    readonly shutdown: Shutdown;
    readonly health: Health;
  },
): Servers {
  const run = config.embeds ? undefined : livingRun(config.dataDir);
  return { kafka: findKafka(config, parts, run), database: findDatabase(config, parts, run) };
}

type Parts = Parameters<typeof findServers>[1];

async function findKafka(
  config: Config,
  { around, progress, shutdown, health }: Parts,
  run: Run | undefined,
): Promise<Found<readonly string[]>> {
  if (config.kafka.brokers !== undefined) return { at: config.kafka.brokers, embedded: false };
  if (run !== undefined) return { at: run.kafkaBrokers.split(','), embedded: true };
  if (!config.embeds) throw noServer('Kafka', 'KAFKA_BROKERS', config.dataDir);
  const folder = path.join(config.dataDir, 'kafka');
  const kafka = await progress.timed('Kafka', () => startKafka({ folder, port: config.kafka.port }, around));
  shutdown.add('Kafka', () => kafka.stop());
  health.watch('kafka', () => kafka.health());
  return { at: kafka.brokers, embedded: true };
}

async function findDatabase(
  config: Config,
  { around, progress, shutdown, health }: Parts,
  run: Run | undefined,
): Promise<Found<string>> {
  if (config.database.url !== undefined) return { at: config.database.url, embedded: false };
  if (run !== undefined) return { at: run.databaseUrl, embedded: true };
  if (!config.embeds) throw noServer('PostgreSQL', 'DATABASE_URL', config.dataDir);
  const folder = path.join(config.dataDir, 'postgres');
  const options = { folder, port: config.database.port };
  const postgres = await progress.timed('PostgreSQL', () => startPostgres(options, around));
  shutdown.add('PostgreSQL', () => postgres.stop());
  health.watch('postgres', () => postgres.health());
  return { at: postgres.url, embedded: true };
}

function noServer(name: string, setting: string, dataDir: string): StartRefused {
  return new StartRefused(
    `Only a Hearth with HEARTH_ROLES=all starts ${name} itself: set ${setting}, or start one on ${dataDir} first.`,
  );
}
