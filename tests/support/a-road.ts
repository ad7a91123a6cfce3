import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { vi } from 'vitest';
import { parseRawHeader, RAW_HEADER, type RawHeader } from '@/contracts/raw-message';
import type { Reading } from '@/contracts/reading';
import { BACKFILL, DEAD_LETTERS, RAW, READINGS } from '@/contracts/topics';
import type { Context, Running } from '@/server/context';
import { startDecode } from '@/server/decode/index';
import { startHistory } from '@/server/history/index';
import { startIngest } from '@/server/ingest/index';
import { startLive } from '@/server/live/index';
import { withOwnLogin } from '@/server/logins/index';
import type { StreamRecord } from '@/server/stream/types';
import { aContext } from './a-context';
import { freshTopics } from './fresh-topics';
import { wholeLog } from './whole-log';

const SETTLED_WITHIN_MS = 30_000;

const STARTS = { ingest: startIngest, decode: startDecode, history: startHistory, live: startLive };
type Role = keyof typeof STARTS;

export interface RawMessage {
  readonly header: RawHeader;
  readonly payload: Buffer;
  readonly partition: number;
  readonly offset: number;
  readonly timestampMs: number;
}

export type Letter = Readonly<Record<string, string>>;

/** The way of a message from MQTT on, on empty topics and an empty database. */
export interface Road {
  readonly context: Context;
  /** A real client; it leaves with the road. */
  client(options?: IClientOptions): Promise<MqttClient>;
  /** What the logs hold, each partition in its order. */
  raw(): Promise<readonly RawMessage[]>;
  readings(): Promise<readonly Reading[]>;
  /** What replays wrote. */
  backfill(): Promise<readonly Reading[]>;
  letters(): Promise<readonly Letter[]>;
  /** Resolves once these roles are behind everything that is in their logs now. */
  settled(...roles: readonly ('decode' | 'history')[]): Promise<void>;
  start(role: Role): Promise<void>;
  stopRole(role: Role): Promise<void>;
  query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

/** `settings`: as in the environment. */
export async function aRoad(
  roles: readonly Role[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Road> {
  const context = await aContext({}, settings);
  await freshTopics(context.kafka);
  const running = new Map<Role, Running>();
  const clients: MqttClient[] = [];
  const start = async (role: Role) => {
    running.set(role, await STARTS[role](context));
  };
  const stopRole = async (role: Role) => {
    await running.get(role)?.stop();
    running.delete(role);
  };
  for (const role of roles) await start(role);
  const records = (topic: string) => wholeLog(context.kafka, topic);
  return {
    context,
    client: async (options = {}) => {
      const address = withOwnLogin(context.addresses.mqttUrl ?? '', context.config.dataDir, 'machine');
      const client = await mqtt.connectAsync(address, options);
      clients.push(client);
      return client;
    },
    raw: async () => (await records(RAW)).map(rawMessage),
    readings: async () => (await records(READINGS)).map(({ value }) => JSON.parse(String(value))),
    backfill: async () => (await records(BACKFILL)).map(({ value }) => JSON.parse(String(value))),
    letters: async () => (await records(DEAD_LETTERS)).map(letter),
    settled: async (...consumers) => {
      for (const consumer of consumers) await caughtUp(context, consumer);
    },
    start,
    stopRole,
    query: async <Row extends object>(sql: string, values: unknown[] = []) =>
      (await context.database.pool.query<Row>(sql, values)).rows,
    stop: async () => {
      await Promise.all(clients.map((client) => client.endAsync(true)));
      for (const role of [...running.keys()].reverse()) await stopRole(role);
      await context.stop();
    },
  };
}

function rawMessage({
  headers,
  value,
  partition,
  offset,
  timestampMs,
}: StreamRecord & { partition: number }) {
  const header = parseRawHeader(headers[RAW_HEADER] ?? '');
  return { header, payload: value ?? Buffer.alloc(0), partition, offset, timestampMs };
}

function letter({ headers, key, value }: StreamRecord): Letter {
  const texts = Object.entries(headers).map(([name, bytes]) => [name, bytes?.toString() ?? '']);
  return {
    ...Object.fromEntries(texts),
    source: key?.toString() ?? '',
    bytes: value?.toString('latin1') ?? '',
  };
}

async function caughtUp(context: Context, consumer: 'decode' | 'history'): Promise<void> {
  for (const topic of consumer === 'decode' ? [RAW] : [READINGS, BACKFILL])
    await isBehind(context, consumer, topic);
}

async function isBehind({ database, kafka }: Context, consumer: string, topic: string): Promise<void> {
  const ends = new Map<number, number>();
  for (const { partition, offset } of await wholeLog(kafka, topic)) ends.set(partition, offset + 1);
  await vi.waitFor(
    async () => {
      const { rows } = await database.pool.query<{ partition: number; next: string }>(
        'SELECT partition, next FROM consumer_offset WHERE consumer = $1 AND topic = $2',
        [consumer, topic],
      );
      const at = new Map(rows.map(({ partition, next }) => [partition, Number(next)]));
      const behind = [...ends].find(([partition, end]) => (at.get(partition) ?? 0) < end);
      if (behind !== undefined) throw new Error(`${consumer} is not at ${topic}/${behind.join('@')}`);
    },
    { timeout: SETTLED_WITHIN_MS, interval: 20 },
  );
}
