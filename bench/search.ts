import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { READING_VERSION } from '@/contracts/reading';
import { READINGS, topicPlans } from '@/contracts/topics';
import type { Context } from '@/server/context';
import { type Database, openDatabase } from '@/server/database';
import { migrate } from '@/server/migrate';
import { startSearch } from '@/server/search/index';
import { createDesk, readStatus } from '@/server/search/queries';
import { DOCUMENT_MAPPING } from '@/server/search/target/templates';
import { readBatch } from '@/server/search/write/batch-work';
import { sensorText } from '@/server/search/write/document';
import { appendAll, startAppender } from '@/server/stream/appender';
import { startLogReader } from '@/server/stream/log-reader';
import { ensureTopics } from '@/server/stream/topics';
import type { KafkaSettings } from '@/server/stream/types';
import { aDataDir } from '@/tests/support/hearth-process';
import { startOpenSearch } from '@/tests/support/open-search';
import { anOwnKafka, anOwnPostgres } from '@/tests/support/own-servers';
import { searchDoor } from '@/tests/support/search-door';
import { benchContext } from './bench-context';
import { atLeast, atMost, type BenchRow, median } from './bench-row';
import { bareBulk } from './load/bare-bulk';

const SENSORS = 50;
const PIECE = 50_000;
/** The first ones teach both compilers. */
const WARM_UP = 150_000;
const MEASURED = 300_000;
const PER_SECOND = 1_000;
const LIVE_S = 15;
const IDLE_MS = 20_000;
/** What was done before is cleared away by then. */
const SETTLED_AFTER_MS = 15_000;
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
    const ground = {
      kafka,
      database,
      url: search.url,
      context: benchContext({ role: 'search', kafka, database, settings: { ELASTICSEARCH_URL: search.url } }),
    };
    const rest = await benchRest(ground);
    return [...(await benchBacklog(ground)), ...(await benchLive(ground)), ...rest];
  } finally {
    await database.close();
    await search.child.stop();
    await Promise.all([kafkaServer.remove(), postgres.remove()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchBacklog({ kafka, database, url, context }: Ground): Promise<readonly BenchRow[]> {
  const bare = await prepare(kafka, url);
  const role = await startSearch(context);
  await settled(database, WARM_UP);
  const [startedMs, before] = [performance.now(), process.cpuUsage()];
  await settled(database, WARM_UP + MEASURED);
  const { user, system } = process.cpuUsage(before);
  const perSecond = (MEASURED * 1_000) / (performance.now() - startedMs);
  await role.stop();
  const stored = await searchDoor(url).count();
  console.log(`  readings ${WARM_UP + MEASURED} = stored ${stored}; a bare loop ${bare.toFixed(0)}/s`);
  if (stored !== WARM_UP + MEASURED) throw new Error(`only ${stored} documents are there`);
  return [
    atLeast('search: documents a second', perSecond, '/s', LIMITS.documentsPerSecond),
    atMost('search: CPU a document, Hearth alone', (user + system) / MEASURED, 'µs', LIMITS.cpuUs),
    atLeast('search: of a bare bulk loop in the same run', perSecond / bare, '', LIMITS.ofBare),
  ];
}

/** Appends the backlog; answers with how many of the same documents a second a loop stores that does nothing else. */
async function prepare(kafka: KafkaSettings, url: string): Promise<number> {
  const appender = await startAppender({ kafka, log, name: 'bench' });
  const bare: number[] = [];
  for (let appended = 0; appended < WARM_UP + MEASURED; appended += PIECE) {
    const records = readings(PIECE, Date.now() * 1_000);
    await appendAll(appender, records);
    bare.push(await bareBulk(url, DOCUMENT_MAPPING, bodiesOf(records, appended), PIECE));
  }
  await appender.stop();
  return median(bare.slice(1));
}

/** The same documents, in an index of their own; other ids each round. */
function bodiesOf(records: readonly { readonly value: string }[], round: number): readonly Buffer[] {
  const batch = {
    topic: READINGS,
    partition: round,
    records: records.map(({ value }, offset) => ({
      ...{ offset, timestampMs: 0, key: null, headers: {} },
      value: Buffer.from(value),
    })),
  };
  const sensors = { textOf: (id: string) => sensorText(id, { name: `Sensor ${id}`, room: null }) };
  const { documents } = readBatch(batch, { sensors, oldestIndex: undefined, nowMs: Date.now() });
  // Without the index that Hearth's documents go to, they go to the address's.
  return documents.map(({ bytes }) =>
    Buffer.from(bytes.toString('utf8').replaceAll(/"_index":"[^"]+",/g, '')),
  );
}

async function benchLive({ kafka, database, context }: Ground): Promise<readonly BenchRow[]> {
  const role = await startSearch(context);
  const lagS = await worstLag(kafka, database, context);
  await role.stop();
  return [atMost(`search: lag at ${PER_SECOND} readings/s, worst`, lagS, 's', LIMITS.lagS)];
}

/** Before there is any load, whose garbage would be cleared away meanwhile. */
async function benchRest({ context }: Ground): Promise<readonly BenchRow[]> {
  const role = await startSearch(context);
  const withRole = await idlePercent();
  await role.stop();
  const withoutRole = await idlePercent();
  console.log(
    `  at rest ${withRole.toFixed(2)} % of a core, the same process without the role ${withoutRole.toFixed(2)} %`,
  );
  return [
    atMost(
      'search: the role at rest',
      Math.max(0, withRole - withoutRole),
      '% of a core',
      LIMITS.idlePercent,
    ),
  ];
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

/** CPU of this process while nothing happens. */
async function idlePercent(): Promise<number> {
  await wait(SETTLED_AFTER_MS);
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
