import { setImmediate as breathe, setTimeout as wait } from 'node:timers/promises';
import type { Reading } from '@/contracts/reading';
import { BACKFILL, READINGS } from '@/contracts/topics';
import type { Context } from '@/server/context';
import { inTransaction } from '@/server/database';
import type { EarlierReadings } from '@/server/readings/earlier-readings';
import { isUnreadable, parseReading } from '@/server/readings/parse-reading';
import { lettersOf, type UnreadableRecord } from '@/server/readings/unreadable-letters';
import { appendAll } from '@/server/stream/appender';
import { advance, storedPosition } from '@/server/stream/offset-fence';
import { type Appender, FenceLost, type Projection, type StreamBatch } from '@/server/stream/types';
import { rowsOf } from './batch-rows';
import { createMonths } from './months';
import { createSeriesIds } from './series-ids';
import { type Outcome, storeBatch } from './store-batch';
import { storeReplay } from './store-replay';

/** Whose positions these are. */
export const HISTORY = 'history';
// What a crash of PostgreSQL takes from this transaction, Kafka delivers again: the position goes with it.
const BEGIN = 'BEGIN; SET LOCAL synchronous_commit = off';
/** A transaction costs as much as fifty readings: with nothing to catch up on, a partition has ten of them a second. */
const BETWEEN_BATCHES_MS = 100;

export interface HistoryParts {
  readonly context: Pick<Context, 'database' | 'metrics'>;
  readonly appender: Appender;
  readonly earlier: EarlierReadings;
}

/** Readings into PostgreSQL, each exactly once, and what replays say of the past: rows and position move in one transaction. */
export function historyProjection({ context, appender, earlier }: HistoryParts): Projection {
  const { database, metrics } = context;
  const seriesIds = createSeriesIds(database.pool);
  const months = createMonths(database.pool);
  // A batch that has to wait for PostgreSQL comes again and again; its letters are written once.
  const written = new WeakSet<StreamBatch>();

  async function writeLetters(batch: StreamBatch, unreadable: readonly UnreadableRecord[]): Promise<void> {
    if (unreadable.length === 0 || written.has(batch)) return;
    await appendAll(appender, lettersOf(HISTORY, batch, unreadable));
    written.add(batch);
  }

  async function store(batch: StreamBatch, readings: readonly Reading[]): Promise<Outcome> {
    const rows = rowsOf(readings);
    const ids = await seriesIds.resolve(rows.series);
    await months.ensure(rows.values.map(({ time }) => time));
    return inTransaction(
      database,
      async (client) => {
        await advance(client, HISTORY, batch);
        if (batch.topic === BACKFILL) return storeReplay(client, readings, rows, ids);
        return storeBatch(client, rows, ids);
      },
      BEGIN,
    );
  }

  return {
    name: HISTORY,
    topics: [READINGS, BACKFILL],
    delivery: 'split',
    position: (at) => storedPosition(database.pool, HISTORY, at),
    apply: async (batch) => {
      const beganMs = performance.now();
      if (batch.topic === BACKFILL) await earlier.passed(batch);
      const { readings, unreadable } = parseBatch(batch);
      await writeLetters(batch, unreadable);
      const outcome = await store(batch, readings).catch((error) => {
        // What was remembered may be what is wrong: a series or a month that someone removed.
        if (!(error instanceof FenceLost)) {
          seriesIds.forget();
          months.forget();
        }
        throw error;
      });
      count(metrics, outcome, unreadable.length);
      observe(metrics, batch);
      await rest(batch, performance.now() - beganMs);
    },
  };
}

/** A backlog leaves others a turn between two batches; without one, what comes meanwhile is the next batch. */
async function rest(batch: StreamBatch, tookMs: number): Promise<void> {
  if (batch.next < batch.end) await breathe();
  else await wait(Math.max(0, BETWEEN_BATCHES_MS - tookMs));
}

function parseBatch({ records }: StreamBatch): { readings: Reading[]; unreadable: UnreadableRecord[] } {
  const readings: Reading[] = [];
  const unreadable: UnreadableRecord[] = [];
  for (const record of records) {
    const parsed = parseReading(record);
    if (isUnreadable(parsed)) unreadable.push({ record, why: parsed });
    else readings.push(parsed);
  }
  return { readings, unreadable };
}

/** After the transaction: a batch that comes again counts once. */
function count(metrics: Context['metrics'], outcome: Outcome, unreadable: number): void {
  for (const result of ['stored', 'repeated', 'skipped'] as const) {
    if (outcome[result] > 0) metrics.historyRows.inc({ result }, outcome[result]);
  }
  if (unreadable > 0) metrics.deadLetters.inc({ code: 'SCHEMA', stage: HISTORY }, unreadable);
}

/** Once a batch: what its oldest record had to wait since Kafka has it. */
function observe(metrics: Context['metrics'], { records }: StreamBatch): void {
  const [oldest] = records;
  if (oldest === undefined) return;
  const waitedMs = Math.max(0, Date.now() - oldest.timestampMs);
  metrics.latency.observe({ hop: 'reading→history' }, waitedMs / 1_000);
}
