import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { READING_VERSION } from '@/contracts/reading';
import { READINGS, topicPlans } from '@/contracts/topics';
import { readConfig } from '@/server/config';
import type { Context, Running } from '@/server/context';
import { type Database, openDatabase } from '@/server/database';
import { createHealth } from '@/server/health';
import { createHttpServer } from '@/server/http';
import { createMetrics } from '@/server/metrics';
import { migrate } from '@/server/migrate';
import { startSearch } from '@/server/search/index';
import { createDesk, readStatus } from '@/server/search/queries';
import { appendAll, startAppender } from '@/server/stream/appender';
import { startLogReader } from '@/server/stream/log-reader';
import { ensureTopics } from '@/server/stream/topics';
import type { KafkaSettings } from '@/server/stream/types';
import { aDataDir } from '@/tests/support/hearth-process';
import { startOpenSearch } from '@/tests/support/open-search';
import { anOwnKafka, anOwnPostgres } from '@/tests/support/own-servers';
import { searchDoor } from '@/tests/support/search-door';
import { atLeast, atMost, type BenchRow, median } from './bench-row';
import { bareBulk } from './load/bare-bulk';

const SENSORS = 50;
const ROUND = 100_000;
const ROUNDS = 4;
/** The first rounds teach both compilers. */
const WARM_UP_ROUNDS = 2;
const PER_SECOND = 1_000;
const LIVE_S = 15;
const IDLE_MS = 20_000;
const LIMITS = { documentsPerSecond: 25_000, cpuUs: 12, lagS: 2, idlePercent: 0.2, ofBare: 0.5 } as const;
const log = pino({ level: 'warn' });

interface Ground {
  readonly kafka: KafkaSettings;
  readonly database: Database;
  readonly url: string;
  readonly context: Context;
}

/** How fast readings go to a real search server, beside a loop that does nothing but send; how far behind it is; what rest costs. */
export async function benchSearch(): Promise<readonly BenchRow[]> {
  const folder = aDataDir();
  const [kafkaServer, postgres, search] = await Promise.all([
    anOwnKafka(),
    anOwnPostgres(),
    startOpenSearch({ folder, port: 0, isLasting: true }),
  ]);
  const kafka: KafkaSettings = { brokers: kafkaServer.address.split(','), clientId: 'bench' };
  await ensureTopics(kafka, topicPlans(1), { embedded: true });
  await migrate(postgres.address, log);
  const database = openDatabase(postgres.address);
  try {
    await database.pool.query(
      `INSERT INTO sensor (id, name) SELECT 'sensor-' || n, 'Sensor ' || n FROM generate_series(0, ${SENSORS - 1}) AS n`,
    );
    const ground = { kafka, database, url: search.url, context: contextOf(kafka, database, search.url) };
    return [...(await benchBacklog(ground)), ...(await benchLive(ground))];
  } finally {
    await database.close();
    await search.child.stop();
    await Promise.all([kafkaServer.remove(), postgres.remove()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchBacklog({ kafka, database, url, context }: Ground): Promise<readonly BenchRow[]> {
  const appender = await startAppender({ kafka, log, name: 'bench' });
  const door = searchDoor(url);
  const rounds: { perSecond: number; cpuUs: number; bare: number }[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    await appendAll(appender, readings(ROUND, Date.now() * 1_000));
    // The same work without Kafka, reading and deciding: what the server can take.
    const bare = await bareBulk(url, ROUND);
    const startedMs = performance.now();
    const before = process.cpuUsage();
    const role = await startSearch(context);
    await settled(database, (round + 1) * ROUND);
    const { user, system } = process.cpuUsage(before);
    const tookS = (performance.now() - startedMs) / 1_000;
    await role.stop();
    const figures = { perSecond: ROUND / tookS, cpuUs: (user + system) / ROUND, bare };
    if (round >= WARM_UP_ROUNDS) rounds.push(figures);
    console.log(
      `  round ${round + 1}: ${figures.perSecond.toFixed(0)}/s, ${figures.cpuUs.toFixed(1)} µs each; bare loop ${bare.toFixed(0)}/s`,
    );
  }
  await appender.stop();
  const stored = await door.count();
  const asked = (WARM_UP_ROUNDS + ROUNDS) * ROUND;
  console.log(`  readings ${asked} = stored ${stored}`);
  if (stored !== asked) throw new Error(`${asked} readings came to ${stored} documents`);
  const perSecond = median(rounds.map((one) => one.perSecond));
  const bare = median(rounds.map((one) => one.bare));
  return [
    atLeast('search: documents a second', perSecond, '/s', LIMITS.documentsPerSecond),
    atMost(
      'search: CPU a document, Hearth alone',
      median(rounds.map((one) => one.cpuUs)),
      'µs',
      LIMITS.cpuUs,
    ),
    atLeast('search: of a bare bulk loop in the same run', perSecond / bare, '', LIMITS.ofBare),
  ];
}

async function benchLive({ kafka, database, context }: Ground): Promise<readonly BenchRow[]> {
  const role = await startSearch(context);
  try {
    const lagS = await worstLag(kafka, database, context);
    const idle = await idlePercent(role);
    return [
      atMost(`search: lag at ${PER_SECOND} readings/s, worst`, lagS, 's', LIMITS.lagS),
      atMost('search: at rest', idle, '% of a core', LIMITS.idlePercent),
    ];
  } finally {
    await role.stop();
  }
}

async function worstLag(kafka: KafkaSettings, database: Database, context: Context): Promise<number> {
  const appender = await startAppender({ kafka, log, name: 'bench' });
  const reader = await startLogReader({ kafka, log });
  const parts = { pool: database.pool, settings: context.config.search, dataDir: context.config.dataDir };
  const tools = {
    ...parts,
    desk: createDesk(parts),
    log: reader,
    metrics: context.metrics,
    role: () => ({ isHere: true, problem: undefined }),
    timeZone: 'UTC',
  };
  const pieces = 20;
  let worst = 0;
  for (let tick = 0; tick < LIVE_S * pieces; tick += 1) {
    const nextMs = performance.now() + 1_000 / pieces;
    await appendAll(appender, readings(PER_SECOND / pieces, Date.now() * 1_000));
    if (tick > pieces && tick % 5 === 0)
      worst = Math.max(worst, (await readStatus(tools)).lag?.seconds ?? Infinity);
    await wait(Math.max(0, nextMs - performance.now()));
  }
  await appender.stop();
  await reader.stop();
  return worst;
}

async function idlePercent(_role: Running): Promise<number> {
  await wait(3_000);
  const before = process.cpuUsage();
  await wait(IDLE_MS);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 10 / IDLE_MS;
}

function readings(count: number, at: number) {
  return Array.from({ length: count }, (_, index) => {
    const sensorId = `sensor-${index % SENSORS}`;
    const value = JSON.stringify({
      v: READING_VERSION,
      uid: randomUUID(),
      sensorId,
      measuredAt: at + index,
      receivedAt: at + index,
      clock: 'receipt',
      measures: [
        { quantity: 'temperature', channel: null, value: Math.round(2_000 + index / 100) / 100, unit: '°C' },
      ],
      raw: { p: index % 4, o: index },
      by: { mapping: 1, version: 1 },
    });
    return { topic: READINGS, key: sensorId, value };
  });
}

async function settled(database: Database, records: number): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query<{ next: string | null }>(
      "SELECT sum(next) AS next FROM consumer_offset WHERE consumer LIKE 'search:%'",
    );
    if (Number(rows[0]?.next) >= records) return;
    await wait(20);
  }
}

function contextOf(kafka: KafkaSettings, database: Database, url: string): Context {
  const [metrics, health, pages] = [createMetrics(), createHealth(['search']), { handler: undefined }];
  return {
    config: readConfig({
      KAFKA_BROKERS: kafka.brokers.join(','),
      DATABASE_URL: database.url,
      ELASTICSEARCH_URL: url,
    }),
    log,
    kafka,
    timeZone: 'UTC',
    database,
    metrics,
    health,
    http: createHttpServer({ health, metrics, publicUrl: undefined, pages: () => undefined }),
    pages,
    addresses: { url: '', mqttUrl: undefined },
    fail: (reason) => {
      throw new Error(reason);
    },
  };
}
