import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { READINGS, topicPlans } from '@/contracts/topics';
import { type Database, openDatabase } from '@/server/database';
import { applyMappingFile } from '@/server/decode/commands';
import { startDecode } from '@/server/decode/index';
import { migrate } from '@/server/migrate';
import { appendAll, startAppender } from '@/server/stream/appender';
import { startProjection } from '@/server/stream/projection';
import { ensureTopics } from '@/server/stream/topics';
import type { Appender, KafkaSettings, Projection } from '@/server/stream/types';
import { anOwnKafka, anOwnPostgres } from '@/tests/support/own-servers';
import { benchContext } from './bench-context';
import { atMost, type BenchRow, median } from './bench-row';
import { KINDS, keyOf, messageOf, rawRecord } from './house-traffic';

const DEVICES = 100;
const MESSAGES_A_ROUND = 60_000;
const ROUNDS = 3;
/** The first round teaches the compiler. */
const WARM_UP_ROUNDS = 1;
/** What is read back at a start for the sake of repeats is little then. */
const APART_MS = 600_000;
const RATE = 1_000;
const WARM_UP_MS = 3_000;
const LASTS_MS = 15_000;
const LIMITS = { cpuUs: 45, addedMs: 8 } as const;
const log = pino({ level: 'warn' });

interface House {
  readonly kafka: KafkaSettings;
  readonly database: Database;
  readonly appender: Appender;
}

/** The whole role over a backlog, and what it adds to the way of a message. */
export async function benchDecodeRole(): Promise<readonly BenchRow[]> {
  const [kafkaServer, postgres] = await Promise.all([anOwnKafka(), anOwnPostgres()]);
  const kafka: KafkaSettings = { brokers: kafkaServer.address.split(','), clientId: 'bench' };
  await ensureTopics(kafka, topicPlans(1), { embedded: true });
  await migrate(postgres.address, log);
  const database = openDatabase(postgres.address);
  const appender = await startAppender({ kafka, log, name: 'bench' });
  try {
    await teach(database);
    const house = { kafka, database, appender };
    return [await benchBacklog(house), await benchAdded(house)];
  } finally {
    await appender.stop();
    await database.close();
    await Promise.all([kafkaServer.remove(), postgres.remove()]);
  }
}

async function teach(database: Database): Promise<void> {
  const devices = Array.from({ length: DEVICES }, (_, device) => device);
  const sensors = KINDS.flatMap((kind) =>
    devices.map((device) => ({
      ...{ id: `${kind}-${device}`, name: `${kind} ${device}` },
      ...(kind !== 'plain' && { device: { family: kind, key: keyOf(kind, device) } }),
    })),
  );
  const mappings = devices.map((device) => ({
    ...{ sensor: `plain-${device}`, topic: `house/room-${device}/temperature`, format: 'number' },
    readings: [{ quantity: 'temperature', unit: '°C' }],
  }));
  const applied = await applyMappingFile(database, JSON.stringify({ rooms: [], sensors, mappings }), {
    validFrom: new Date(0),
  });
  if ('errors' in applied) throw new Error(JSON.stringify(applied.errors));
}

async function benchBacklog({ kafka, database, appender }: House): Promise<BenchRow> {
  const costs: number[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    // Appended while decode rests, so that what is measured is decode alone.
    const receivedMs = Date.now() - (WARM_UP_ROUNDS + ROUNDS - round) * APART_MS;
    const backlog = Array.from({ length: MESSAGES_A_ROUND }, (_, n) => aRecord(n, receivedMs));
    await appendAll(appender, backlog);
    const before = process.cpuUsage();
    const decode = await startDecode(benchContext({ role: 'decode', kafka, database }));
    await decodedAll(database, (round + 1) * MESSAGES_A_ROUND);
    const { user, system } = process.cpuUsage(before);
    // What the first messages told is settled in the first round: the house is known then.
    await replayedAll(database);
    await decode.stop();
    if (round >= WARM_UP_ROUNDS) costs.push((user + system) / MESSAGES_A_ROUND);
  }
  return atMost('decode: the whole role, CPU a message', median(costs), 'µs', LIMITS.cpuUs);
}

function aRecord(n: number, receivedMs?: number) {
  return rawRecord(messageOf(KINDS[n % KINDS.length] ?? 'plain', n % DEVICES, n), receivedMs);
}

/** From Kafka's answer for the raw record until its reading is read from Kafka. */
async function benchAdded({ kafka, database, appender }: House): Promise<BenchRow> {
  const context = benchContext({ role: 'decode', kafka, database });
  const keptAt = new Map<string, number>();
  const added: number[] = [];
  const decode = await startDecode(context);
  const reading = await startProjection(
    { kafka, log, metrics: context.metrics },
    readingsSeen((uid) => {
      const at = keptAt.get(uid);
      if (at !== undefined) added.push(performance.now() - at);
    }),
  );
  await steadily((n, isMeasured) => {
    const record = aRecord(n);
    appender.append(record, () => isMeasured && keptAt.set(record.uid, performance.now()));
  });
  await reading.stop();
  await decode.stop();
  return atMost(
    `decode: raw → reading at ${RATE} msg/s, p50 of ${added.length}`,
    median(added),
    'ms',
    LIMITS.addedMs,
  );
}

function readingsSeen(saw: (uid: string) => void): Projection {
  return {
    name: 'bench',
    topics: [READINGS],
    delivery: 'copy',
    position: async ({ logEnd }) => logEnd,
    apply: async ({ records }) => {
      for (const { value } of records) saw(JSON.parse(String(value)).uid);
    },
  };
}

async function steadily(send: (n: number, isMeasured: boolean) => void): Promise<void> {
  const startedAt = performance.now();
  let sent = 0;
  for (let elapsed = 0; elapsed < WARM_UP_MS + LASTS_MS; elapsed = performance.now() - startedAt) {
    for (; sent < (elapsed * RATE) / 1000; sent += 1) send(sent, elapsed > WARM_UP_MS);
    await wait(1);
  }
}

async function replayedAll(database: Database): Promise<void> {
  for (;;) {
    const { rowCount } = await database.pool.query(
      "SELECT FROM replay_job WHERE state IN ('waits', 'runs') LIMIT 1",
    );
    if (rowCount === 0) return;
    await wait(100);
  }
}

async function decodedAll(database: Database, messages: number): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query<{ decoded: string | null }>(
      "SELECT sum(next) AS decoded FROM consumer_offset WHERE consumer = 'decode'",
    );
    if (Number(rows[0]?.decoded) >= messages) return;
    await wait(20);
  }
}
