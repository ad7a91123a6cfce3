import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createMetrics } from '@/server/metrics';
import { startAppender } from '@/server/stream/appender';
import { type LogReader, startLogReader } from '@/server/stream/log-reader';
import { startProjection } from '@/server/stream/projection';
import type {
  Appender,
  KafkaSettings,
  OutgoingRecord,
  PartitionStart,
  Projection,
  RunningProjection,
  StreamBatch,
} from '@/server/stream/types';
import { servers } from '@/tests/support/servers';
import { type KafkaProxy, startKafkaProxy } from '../../support/kafka-proxy';

/** What never comes fails all the same; what comes late on a busy machine doesn't. */
export const PATIENTLY = { timeout: 20_000, interval: 10 };

export const log = pino({ level: 'silent' });

export function kafka(brokers: readonly string[] = servers().kafkaBrokers.split(',')): KafkaSettings {
  return { brokers, clientId: 'stream-test' };
}

export async function aProxy(): Promise<KafkaProxy> {
  const proxy = await startKafkaProxy(kafka().brokers[0] ?? '');
  onTestFinished(proxy.stop);
  return proxy;
}

export async function anAppender(settings = kafka()): Promise<Appender> {
  const appender = await startAppender({ kafka: settings, log, name: 'test' });
  onTestFinished(() => appender.stop());
  return appender;
}

export async function aLogReader(): Promise<LogReader> {
  const reader = await startLogReader({ kafka: kafka(), log });
  onTestFinished(() => reader.stop());
  return reader;
}

/** Every record of a topic, partition after partition. */
export async function wholeLog(topic: string): Promise<{ partition: number; key: string; value: string }[]> {
  const reader = await aLogReader();
  const all = [];
  for await (const { partition, records } of reader.readSpan(topic, 0, Number.MAX_SAFE_INTEGER)) {
    for (const { key, value } of records) all.push({ partition, key: String(key), value: String(value) });
  }
  return all;
}

/** A store as projections have them: positions that move only together with what is applied. */
export class Store {
  readonly applied: string[] = [];
  readonly batches: StreamBatch[] = [];
  readonly positions = new Map<string, number>();
  readonly asked: PartitionStart[] = [];

  position = async (at: PartitionStart): Promise<number> => {
    this.asked.push(at);
    const name = `${at.topicId}/${at.partition}`;
    if (!this.positions.has(name)) this.positions.set(name, at.logStart);
    return this.positions.get(name) ?? 0;
  };

  apply = async (batch: StreamBatch): Promise<void> => {
    this.batches.push(batch);
    for (const { value } of batch.records) this.applied.push(String(value));
    this.positions.set(`${batch.topicId}/${batch.partition}`, batch.next);
  };
}

export async function aProjection(
  projection: Omit<Projection, 'name'> & { name?: string },
  settings = kafka(),
): Promise<RunningProjection> {
  const name = projection.name ?? `test-${Math.random().toString(36).slice(2)}`;
  const running = await startProjection(
    { kafka: settings, log, metrics: createMetrics() },
    { ...projection, name },
  );
  onTestFinished(() => running.stop());
  return running;
}

export function records(
  topic: string,
  values: readonly string[],
  key = (value: string) => value,
): OutgoingRecord[] {
  return values.map((value) => ({ topic, key: key(value), value }));
}

export function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}
