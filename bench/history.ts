import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { READING_VERSION, type Reading } from '@/contracts/reading';
import { READINGS, topicPlans } from '@/contracts/topics';
import { type Database, openDatabase } from '@/server/database';
import { startHistory } from '@/server/history/index';
import { sensorList, seriesSpan } from '@/server/history/queries';
import { migrate } from '@/server/migrate';
import { appendAll, startAppender } from '@/server/stream/appender';
import { ensureTopics } from '@/server/stream/topics';
import type { KafkaSettings } from '@/server/stream/types';
import { anOwnKafka, anOwnPostgres } from '@/tests/support/own-servers';
import { benchContext } from './bench-context';
import { atMost, type BenchRow, median } from './bench-row';
import { processTree, totalCpuMs } from './process-tree';

const SENSORS = 50;
const READINGS_A_ROUND = 20_000;
const ROUNDS = 5;
/** The first rounds teach the compiler. */
const WARM_UP_ROUNDS = 2;
const DAY_MS = 86_400_000;
const EVERY_MS = 10_000;
const COLUMNS = 600;
const QUERIES = 40;
const LIMITS = { readingUs: 25, spanMs: 15, listMs: 50, valuesAColumn: 2 } as const;
const log = pino({ level: 'warn' });

/** What storing a reading costs, and how long a chart's span and the list of sensors take. */
export async function benchHistory(): Promise<readonly BenchRow[]> {
  const [kafkaServer, postgres] = await Promise.all([anOwnKafka(), anOwnPostgres()]);
  const kafka: KafkaSettings = { brokers: kafkaServer.address.split(','), clientId: 'bench' };
  await ensureTopics(kafka, topicPlans(1), { embedded: true });
  await migrate(postgres.address, log);
  const database = openDatabase(postgres.address);
  try {
    await database.pool.query(
      `INSERT INTO sensor (id, name) SELECT 'sensor-' || n, n FROM generate_series(0, ${SENSORS - 1}) AS n`,
    );
    const storing = await benchStoring(kafka, database);
    return [...storing, ...(await benchReading(database))];
  } finally {
    await database.close();
    await Promise.all([kafkaServer.remove(), postgres.remove()]);
  }
}

async function benchStoring(kafka: KafkaSettings, database: Database): Promise<readonly BenchRow[]> {
  const appender = await startAppender({ kafka, log, name: 'bench' });
  const postmaster = await postmasterOf(database);
  const costs: { hearth: number; postgres: number }[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    // Appended while history rests, so that what is measured is history alone.
    await appendAll(appender, recordsOf(round));
    const [cpu, postgresMs] = [process.cpuUsage(), totalCpuMs(processTree(postmaster))];
    const history = await startHistory(benchContext({ role: 'history', kafka, database }));
    await storedAll(database, (round + 1) * READINGS_A_ROUND);
    const { user, system } = process.cpuUsage(cpu);
    const postgresUs = (totalCpuMs(processTree(postmaster)) - postgresMs) * 1_000;
    await history.stop();
    if (round < WARM_UP_ROUNDS) continue;
    costs.push({ hearth: (user + system) / READINGS_A_ROUND, postgres: postgresUs / READINGS_A_ROUND });
    console.log(
      `  round ${costs.length}: Hearth ${costs.at(-1)?.hearth.toFixed(1)} µs, PostgreSQL ${costs.at(-1)?.postgres.toFixed(1)} µs a reading`,
    );
  }
  await appender.stop();
  const ofHearth = median(costs.map(({ hearth }) => hearth));
  const together = median(costs.map(({ hearth, postgres }) => hearth + postgres));
  return [
    atMost('history: CPU a reading, Hearth alone', ofHearth, 'µs', LIMITS.readingUs),
    atMost('history: CPU a reading, with PostgreSQL', together, 'µs', LIMITS.readingUs),
  ];
}

async function benchReading(database: Database): Promise<readonly BenchRow[]> {
  const to = Date.now();
  await fillADay(database, to);
  const series = { sensorId: 'sensor-7', quantity: 'power', channel: null };
  const span = () => seriesSpan(database, series, { from: to - DAY_MS, to, columns: COLUMNS }, 'all');
  const { points } = await span();
  const spanMs = await p50(span);
  console.log(
    `  24 h of one sensor: ${(await cpuMs(database, span)).toFixed(1)} ms of CPU with PostgreSQL's`,
  );
  const values = points.reduce((all, [, , lowest, highest]) => all + new Set([lowest, highest]).size, 0);
  return [
    atMost('history: 24 h of one sensor at 10 s, p50', spanMs, 'ms', LIMITS.spanMs),
    atMost('history: points a pixel column on the wire', values / COLUMNS, '', LIMITS.valuesAColumn),
    atMost(
      `history: list of ${SENSORS} sensors, p50`,
      await p50(() => sensorList(database, 'all')),
      'ms',
      LIMITS.listMs,
    ),
  ];
}

async function p50(query: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let run = 0; run < QUERIES; run++) {
    const began = performance.now();
    await query();
    took.push(performance.now() - began);
  }
  return median(took);
}

/** What one query costs, PostgreSQL's part included: other than the time it takes, it doesn't depend on who else is busy. */
async function cpuMs(database: Database, query: () => Promise<unknown>): Promise<number> {
  const postmaster = await postmasterOf(database);
  const [cpu, postgresMs] = [process.cpuUsage(), totalCpuMs(processTree(postmaster))];
  for (let run = 0; run < QUERIES; run++) await query();
  const { user, system } = process.cpuUsage(cpu);
  return ((user + system) / 1_000 + totalCpuMs(processTree(postmaster)) - postgresMs) / QUERIES;
}

/** A day of every sensor at 10 s, as they lie when they come together, and as vacuum leaves them. */
async function fillADay(database: Database, to: number): Promise<void> {
  const moments = DAY_MS / EVERY_MS;
  await database.pool.query(
    `INSERT INTO series (sensor_id, quantity, unit) SELECT id, 'power', 'W' FROM sensor`,
  );
  for (const month of new Set([to - DAY_MS, to].map((at) => new Date(at).toISOString().slice(0, 7)))) {
    const name = `telemetry.reading_${month.replace('-', '_')}`;
    await database.pool.query(
      `CREATE TABLE IF NOT EXISTS ${name} PARTITION OF telemetry.reading
         FOR VALUES FROM ('${month}-01Z') TO (timestamptz '${month}-01Z' AT TIME ZONE 'UTC' + interval '1 month')`,
    );
  }
  await database.pool.query(
    `INSERT INTO telemetry.reading (series_id, time, tie, value, raw_partition, raw_offset, version)
     SELECT id, to_timestamp(($1::float8 - n * ${EVERY_MS} - id * 37) / 1e3), n, 100 * sin(n / 500.0) + random(), 0, n, 1
       FROM generate_series(${moments - 1}, 0, -1) AS n, series WHERE quantity = 'power'`,
    [to],
  );
  await database.pool.query('VACUUM ANALYZE telemetry.reading');
}

function recordsOf(round: number) {
  const begin = Date.now() * 1_000;
  return Array.from({ length: READINGS_A_ROUND }, (_, index) => {
    const reading = aReading(`sensor-${index % SENSORS}`, begin + index, index, round);
    return { topic: READINGS, key: reading.sensorId, value: JSON.stringify(reading) };
  });
}

function aReading(sensorId: string, at: number, index: number, round: number): Reading {
  return {
    v: READING_VERSION,
    uid: randomUUID(),
    sensorId,
    measuredAt: at,
    receivedAt: at,
    clock: 'receipt',
    measures: [
      { quantity: 'temperature', channel: null, value: Math.round(2_000 + index / 100) / 100, unit: '°C' },
    ],
    raw: { p: index % 4, o: round * READINGS_A_ROUND + index },
    by: { mapping: 1, version: 1 },
  };
}

async function storedAll(database: Database, readings: number): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query<{ stored: string | null }>(
      "SELECT sum(next) AS stored FROM consumer_offset WHERE consumer = 'history'",
    );
    if (Number(rows[0]?.stored) >= readings) return;
    await wait(50);
  }
}

/** The server's first process: all others are below it. */
async function postmasterOf(database: Database): Promise<number> {
  const { rows } = await database.pool.query<{ file: string }>(
    "SELECT pg_read_file('postmaster.pid') AS file",
  );
  return Number(rows[0]?.file.split('\n')[0]);
}
