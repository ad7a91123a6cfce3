import { vi } from 'vitest';
import type { Reading } from '@/contracts/reading';
import { READINGS } from '@/contracts/topics';
import type { Context, Running } from '@/server/context';
import { startHistory } from '@/server/history/index';
import { appendAll, startAppender } from '@/server/stream/appender';
import type { OutgoingRecord } from '@/server/stream/types';
import { aContext } from './a-context';
import { freshTopics } from './fresh-topics';

const SETTLED_WITHIN_MS = 30_000;

/** History on empty topics, with the sensors `kitchen` and `hall` unless others are named. */
export interface AHistory {
  readonly context: Context;
  /** Appends readings, or whatever records, to the readings log and waits until Kafka has them. */
  append(records: readonly OutgoingRecord[]): Promise<void>;
  /** Resolves once history's position is behind everything appended. */
  settled(): Promise<void>;
  /** One instance more, or one less. */
  startOne(): Promise<void>;
  stopOne(): Promise<void>;
  query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

export async function aHistory(
  given: {
    readonly sensors?: readonly string[];
    readonly context?: Partial<Context>;
    /** Instances that share the work. */
    readonly instances?: number;
  } = {},
): Promise<AHistory> {
  const context = await aContext(given.context);
  await freshTopics(context.kafka);
  await addSensors(context, given.sensors ?? ['kitchen', 'hall']);
  const appender = await startAppender({ kafka: context.kafka, log: context.log, name: 'test' });
  const running: Running[] = [];
  for (let instance = 0; instance < (given.instances ?? 1); instance++)
    running.push(await startHistory(context));
  const ends = new Map<number, number>();

  return {
    context,
    append: async (records) => {
      for (const { partition, offset } of await appendAll(appender, records)) {
        ends.set(partition, Math.max(ends.get(partition) ?? 0, offset + 1));
      }
    },
    settled: () =>
      vi.waitFor(
        async () => {
          const stored = await positionsIn(context);
          for (const [partition, end] of ends) {
            if ((stored.get(partition) ?? 0) < end)
              throw new Error(`partition ${partition} is not at ${end}`);
          }
        },
        { timeout: SETTLED_WITHIN_MS, interval: 20 },
      ),
    startOne: async () => {
      running.push(await startHistory(context));
    },
    stopOne: async () => running.pop()?.stop(),
    query: async <Row extends object>(sql: string, values: unknown[] = []) =>
      (await context.database.pool.query<Row>(sql, values)).rows,
    stop: async () => {
      await Promise.all(running.map((role) => role.stop()));
      await appender.stop();
      await context.stop();
    },
  };
}

/** Readings as records of the readings log. */
export function recordsOf(readings: readonly Reading[]): OutgoingRecord[] {
  return readings.map((reading) => ({
    topic: READINGS,
    key: reading.sensorId,
    value: JSON.stringify(reading),
  }));
}

async function addSensors({ database }: Context, sensors: readonly string[]): Promise<void> {
  await database.pool.query('INSERT INTO sensor (id, name) SELECT id, id FROM unnest($1::text[]) AS id', [
    sensors,
  ]);
}

async function positionsIn({ database }: Context): Promise<ReadonlyMap<number, number>> {
  const { rows } = await database.pool.query<{ partition: number; next: string }>(
    "SELECT partition, next FROM consumer_offset WHERE consumer = 'history' AND topic = $1",
    [READINGS],
  );
  return new Map(rows.map(({ partition, next }) => [partition, Number(next)]));
}
