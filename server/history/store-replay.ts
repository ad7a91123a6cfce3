import type { PoolClient } from 'pg';
import type { Reading } from '@/contracts/reading';
import { type BatchRows, distinctRows, type ReadingRow } from './batch-rows';
import { type ChangedSpan, noticesOf } from './changed-notices';
import type { MicrosSpan } from './latest-value';
import type { SeriesIdentity } from './measured-value';
import { settleLatest } from './settle-latest';
import { notifyChanged, storeReadings } from './store';
import { moveAvailability, type Outcome } from './store-batch';
import { tieOf } from './tie';

/** A reading that another one takes the place of. */
interface Replaced {
  readonly sensorId: string;
  readonly quantity: string;
  readonly channel: string | null;
  readonly time: number;
  readonly tie: number;
  readonly generation: number;
}

/** The span of a series in which something is other than before. */
interface Touched extends MicrosSpan {
  readonly series: Omit<SeriesIdentity, 'unit'>;
}

/**
 * Writes what a replay says of the past, inside the transaction that moves the position: what is replaced goes, what stands in
 * its place is written, the newest values are settled anew, and whoever shows the span is told.
 */
export async function storeReplay(
  client: PoolClient,
  readings: readonly Reading[],
  batch: BatchRows,
  seriesIds: ReadonlyMap<string, number>,
): Promise<Outcome> {
  const rows = batch.values.flatMap((value): ReadingRow[] => {
    const seriesId = seriesIds.get(value.seriesKey);
    return seriesId === undefined ? [] : [{ seriesId, value }];
  });
  const stored = await storeReadings(client, distinctRows(rows));
  // Afterwards: a later replay of the same batch may take away what an earlier one has just written.
  const removed = await removeReplaced(client, readings.flatMap(replacedBy));
  const touched = touchedBy(rows, removed);
  await settleLatest(client, [...touched.keys()], newestReceipts(rows));
  await moveAvailability(client, batch.said);
  await notifyChanged(client, noticesOf([...touched.values()].map(changedSpan)));
  return {
    stored,
    repeated: rows.length - stored,
    skipped: batch.values.length - rows.length + batch.replayed,
  };
}

function replacedBy({ uid, replay = 0, replaces = [] }: Reading): readonly Replaced[] {
  const tie = tieOf(uid);
  return replaces.map(({ sensorId, quantity, channel, measuredAt }) => ({
    sensorId,
    quantity,
    channel,
    time: measuredAt,
    tie,
    generation: replay,
  }));
}

type Removed = Touched & { readonly seriesId: number };

/** What a later replay wrote stays. */
async function removeReplaced(
  client: PoolClient,
  replaced: readonly Replaced[],
): Promise<readonly Removed[]> {
  if (replaced.length === 0) return [];
  const { rows } = await client.query<Omit<SeriesIdentity, 'unit'> & { seriesId: number; at: number }>(
    `DELETE FROM telemetry.reading AS stored
      USING (SELECT series.id, series.sensor_id, series.quantity, series.channel, to_timestamp(at / 1e6) AS time, tie, generation
               FROM unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::int[], $6::int[])
                 AS old (sensor_id, quantity, channel, at, tie, generation)
               JOIN series ON series.sensor_id = old.sensor_id AND series.quantity = old.quantity
                          AND series.channel IS NOT DISTINCT FROM old.channel) AS replaced
      WHERE stored.series_id = replaced.id AND stored.time = replaced.time AND stored.tie = replaced.tie
        AND stored.generation < replaced.generation
     RETURNING replaced.id AS "seriesId", replaced.sensor_id AS "sensorId", replaced.quantity, replaced.channel,
               (extract(epoch FROM replaced.time) * 1000000)::float8 AS at`,
    [
      replaced.map(({ sensorId }) => sensorId),
      replaced.map(({ quantity }) => quantity),
      replaced.map(({ channel }) => channel),
      replaced.map(({ time }) => time),
      replaced.map(({ tie }) => tie),
      replaced.map(({ generation }) => generation),
    ],
  );
  return rows.map(({ seriesId, at, ...series }) => ({ seriesId, series, from: at, to: at }));
}

function touchedBy(rows: readonly ReadingRow[], removed: readonly Removed[]): ReadonlyMap<number, Touched> {
  const written = rows.map(({ seriesId, value: { series, time } }) => ({
    seriesId,
    series,
    from: time,
    to: time,
  }));
  const touched = new Map<number, Touched>();
  for (const { seriesId, series, from, to } of [...removed, ...written]) {
    const before = touched.get(seriesId);
    touched.set(seriesId, {
      series,
      from: Math.min(before?.from ?? from, from),
      to: Math.max(before?.to ?? to, to),
    });
  }
  return touched;
}

function newestReceipts(rows: readonly ReadingRow[]): ReadonlyMap<number, number> {
  const newest = new Map<number, number>();
  for (const { seriesId, value } of rows)
    newest.set(seriesId, Math.max(newest.get(seriesId) ?? 0, value.receivedAt));
  return newest;
}

function changedSpan({ series, from, to }: Touched): ChangedSpan {
  return { series, from, to };
}
