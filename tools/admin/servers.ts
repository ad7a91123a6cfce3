import { pino } from 'pino';
import { environmentWithFile, readConfig } from '@/server/config';
import { type Database, openDatabase } from '@/server/database';
import { livingRun } from '@/server/run-file';
import { type Cluster, createCluster } from '@/server/stream/admin/cluster';
import { type LogReader, startLogReader } from '@/server/stream/log-reader';
import { CannotDo, reasonOf } from './cannot-do';

const ANSWER_WITHIN_MS = 10_000;

/** Gives the work Hearth's database, and closes it. Throws `CannotDo` where there is none. */
export async function withDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const config = readConfig(environmentWithFile());
  const url = config.database.url ?? livingRun(config.dataDir)?.databaseUrl;
  if (url === undefined) {
    throw new CannotDo(
      `No Hearth runs on ${config.dataDir}: start it with npm start, or set HEARTH_DATA_DIR to the folder of the one that runs, or DATABASE_URL.`,
    );
  }
  const database = openDatabase(url, { applicationName: 'hearth admin', max: 4 });
  try {
    await refuseStranger(database, new URL(url));
    return await work(database);
  } finally {
    await database.close();
  }
}

/** One sentence when nobody answers at the address, or a database that is not Hearth's. */
async function refuseStranger({ pool }: Database, { host, pathname }: URL): Promise<void> {
  try {
    await pool.query('SELECT FROM mapping_version LIMIT 0');
  } catch (error) {
    const isEmpty = error instanceof Error && 'code' in error && error.code === '42P01';
    const wayOut = isEmpty ? 'start Hearth on it once' : 'start it, or mend DATABASE_URL';
    const reason = isEmpty ? 'it holds nothing of Hearth yet' : reasonOf(error);
    throw new CannotDo(`PostgreSQL at ${host}${pathname} can't be used (${reason}): ${wayOut}.`);
  }
}

/** Kafka, to look at and to change. */
export interface Kafka {
  readonly cluster: Cluster;
  readonly log: LogReader;
}

/** Gives the work Hearth's Kafka, and leaves it. Throws `CannotDo` where none answers. */
export async function withKafka<Result>(work: (kafka: Kafka) => Promise<Result>): Promise<Result> {
  const config = readConfig(environmentWithFile());
  const brokers = config.kafka.brokers ?? livingRun(config.dataDir)?.kafkaBrokers.split(',');
  if (brokers === undefined)
    throw new CannotDo(`No Hearth runs on ${config.dataDir}: start it with npm start, or set KAFKA_BROKERS.`);
  const settings = { brokers, clientId: 'hearth-admin' };
  const cluster = createCluster(settings, ANSWER_WITHIN_MS);
  const log = await startLogReader({ kafka: settings, log: pino({ level: 'silent' }) });
  try {
    await cluster.metadata([]).catch((error: unknown) => {
      throw new CannotDo(`Kafka at ${brokers.join(',')} can't be reached (${reasonOf(error)}).`);
    });
    return await work({ cluster, log });
  } finally {
    await log.stop();
    cluster.stop();
  }
}
