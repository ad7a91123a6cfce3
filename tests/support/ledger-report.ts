import { Kafka, logLevel } from 'kafkajs';
import { parseRawHeader, RAW_HEADER } from '@/contracts/raw-message';
import { RAW, READINGS } from '@/contracts/topics';
import type { Lane, MqttLedger } from './mqtt-ledger';
import { storedIds, withDatabase } from './stored-ids';

export interface LedgerReport {
  readonly seed: number;
  readonly connections: number;
  readonly disconnects: number;
  readonly sent: number;
  readonly acknowledged: number;
  /** Different ids in the raw log, and copies beyond the first. */
  readonly inRawLog: number;
  readonly rawCopies: number;
  /** Different ids in `telemetry.reading`. */
  readonly inReading: number;
  /** Acknowledged, and missing in the raw log or in `telemetry.reading`. */
  readonly lost: number;
  /** Ids of persistent sessions that `telemetry.reading` holds more than once. */
  readonly doubled: number;
  /** The same for clean sessions: printed, not judged. */
  readonly doubledOfClean: number;
  /** First occurrences in the raw log that come after a later id of their topic. */
  readonly disorder: number;
  /** "offline" of clients that never left. */
  readonly falseOffline: number;
}

export interface RawMessage {
  readonly topic: string;
  readonly id: number | undefined;
  readonly text: string;
}

const LOOK_EVERY_MS = 200;

interface Servers {
  readonly kafkaBrokers: string;
  readonly databaseUrl: string;
}

/** What became of the ledger's messages. Ask once everything is settled and the consumers have caught up. */
export async function ledgerReport(ledger: MqttLedger, servers: Servers): Promise<LedgerReport> {
  const raw = await rawMessages(servers.kafkaBrokers, ledger.settings.prefix);
  const stored = await storedIds(servers.databaseUrl, ledger.settings.prefix);
  return {
    seed: ledger.settings.seed,
    connections: ledger.connections,
    disconnects: ledger.disconnects(),
    sent: ledger.sent(),
    ...judged(ledger.lanes, raw, stored),
  };
}

/** The lanes held against the raw log, in its order, and against how often each id is stored. */
export function judged(
  lanes: readonly Lane[],
  raw: readonly RawMessage[],
  stored: ReadonlyMap<number, number>,
): Omit<LedgerReport, 'seed' | 'connections' | 'disconnects' | 'sent'> {
  const inRaw = countEach(raw.flatMap((message) => (message.id === undefined ? [] : [message.id])));
  const acknowledged = lanes.flatMap((lane) => [...lane.acknowledged]);
  const doubledOf = (clean: boolean) =>
    lanes
      .filter((lane) => lane.clean === clean)
      .flatMap((lane) => lane.sent)
      .filter((id) => (stored.get(id) ?? 0) > 1).length;
  return {
    acknowledged: acknowledged.length,
    inRawLog: inRaw.size,
    rawCopies: [...inRaw.values()].reduce((sum, copies) => sum + copies - 1, 0),
    inReading: stored.size,
    lost: acknowledged.filter((id) => !(inRaw.has(id) && stored.has(id))).length,
    doubled: doubledOf(false),
    doubledOfClean: doubledOf(true),
    disorder: disorderOf(raw),
    falseOffline: raw.filter(({ topic, text }) => topic.endsWith('/status') && text === 'offline').length,
  };
}

/** The report as a person reads it. */
export function printReport(title: string, report: LedgerReport): void {
  const rows = Object.entries(report).map(
    ([name, value]) => `  ${name.padEnd(16)} ${String(value).padStart(9)}`,
  );
  console.log([title, ...rows].join('\n'));
}

/**
 * Resolves once decode has read the whole raw log and history all readings, with how far they were behind and for how long;
 * throws after `withinMs`.
 */
export async function caughtUp(
  servers: Servers,
  withinMs: number,
): Promise<{ readonly behind: number; readonly seconds: number }> {
  const startedAt = performance.now();
  const behind = await lag(servers);
  for (let now = behind; now > 0; now = await lag(servers)) {
    if (performance.now() - startedAt > withinMs)
      throw new Error(`Consumers are ${now} records behind after ${withinMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return { behind, seconds: (performance.now() - startedAt) / 1000 };
}

async function lag(servers: Servers): Promise<number> {
  // Decode first: only when it has read everything is the end of its output the end.
  const decode = await lagOf(servers, 'decode', RAW);
  return decode + (await lagOf(servers, 'history', READINGS));
}

async function lagOf(servers: Servers, consumer: string, topic: string): Promise<number> {
  const ends = await withKafka(servers.kafkaBrokers, async (kafka) => {
    const admin = kafka.admin();
    await admin.connect();
    const offsets = await admin.fetchTopicOffsets(topic);
    await admin.disconnect();
    return offsets;
  });
  const next = await withDatabase(servers.databaseUrl, async (client) => {
    const rows = await client.query<{ partition: number; next: string }>(
      'SELECT partition, max(next) AS next FROM consumer_offset WHERE consumer = $1 AND topic = $2 GROUP BY 1',
      [consumer, topic],
    );
    return new Map(rows.rows.map((row) => [row.partition, Number(row.next)]));
  });
  return ends.reduce((sum, end) => sum + Number(end.high) - (next.get(end.partition) ?? Number(end.low)), 0);
}

/** Every message below the prefix, partition by partition in log order. */
async function rawMessages(brokers: string, prefix: string): Promise<readonly RawMessage[]> {
  return withKafka(brokers, async (kafka) => {
    const admin = kafka.admin();
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(RAW);
    await admin.disconnect();
    const waiting = new Map(
      ends.filter((end) => end.high !== end.low).map((end) => [end.partition, Number(end.high)]),
    );
    const found: RawMessage[] = [];
    if (waiting.size === 0) return found;
    const consumer = kafka.consumer({
      groupId: `ledger-${process.pid}-${performance.now()}`,
      maxWaitTimeInMs: 100,
    });
    await consumer.connect();
    await consumer.subscribe({ topic: RAW, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, (event) => reject(event.payload.error));
      consumer
        .run({
          eachBatch: async ({ batch }) => {
            for (const { value, headers } of batch.messages) {
              const message = rawMessage(value, headers?.[RAW_HEADER]);
              if (message?.topic.startsWith(`${prefix}/`)) found.push(message);
            }
            const end = waiting.get(batch.partition);
            if (end !== undefined && Number(batch.lastOffset()) + 1 >= end) waiting.delete(batch.partition);
            if (waiting.size === 0) resolve();
          },
        })
        .catch(reject);
    });
    await consumer.disconnect();
    return found;
  });
}

function rawMessage(value: Buffer | null, header: unknown): RawMessage | undefined {
  if (!Buffer.isBuffer(header) || value === null) return undefined;
  const { topic } = parseRawHeader(header);
  const text = value.toString();
  const id = /^\{"id":(\d+)\}$/.exec(text)?.[1];
  return { topic, text, id: id === undefined ? undefined : Number(id) };
}

function disorderOf(raw: readonly RawMessage[]): number {
  const seen = new Set<number>();
  const newest = new Map<string, number>();
  let disorder = 0;
  for (const { topic, id } of raw) {
    if (id === undefined || seen.has(id)) continue;
    seen.add(id);
    const before = newest.get(topic) ?? 0;
    if (id < before) disorder += 1;
    newest.set(topic, Math.max(id, before));
  }
  return disorder;
}

function countEach(ids: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

async function withKafka<Result>(brokers: string, work: (kafka: Kafka) => Promise<Result>): Promise<Result> {
  return work(new Kafka({ clientId: 'ledger', brokers: brokers.split(','), logLevel: logLevel.NOTHING }));
}
