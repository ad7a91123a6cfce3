import type { PoolClient } from 'pg';
import { afterSaying, type Said } from './availability-state';
import { type BatchRows, distinctRows, type ReadingRow } from './batch-rows';
import { type ChangedSpan, noticesOf } from './changed-notices';
import { type LatestValue, moveOn } from './latest-value';
import type { MeasuredValue } from './measured-value';
import {
  notifyChanged,
  readAvailability,
  readLatest,
  storeAvailability,
  storeLatest,
  storeReadings,
} from './store';

/** How many values went which way. */
export interface Outcome {
  readonly stored: number;
  readonly repeated: number;
  /** Their sensor is no more, or the broker had kept the message. */
  readonly skipped: number;
}

/** Writes everything a batch brings, inside the transaction that moves the position. */
export async function storeBatch(
  client: PoolClient,
  batch: BatchRows,
  seriesIds: ReadonlyMap<string, number>,
): Promise<Outcome> {
  const wanted = [...new Set(seriesIds.values())];
  const latest = await readLatest(client, wanted);
  if (latest.size < wanted.length) throw new Error('a series was removed meanwhile');
  const rows: ReadingRow[] = [];
  for (const value of batch.values) {
    const seriesId = seriesIds.get(value.seriesKey);
    if (seriesId !== undefined) rows.push({ seriesId, value });
  }
  const stored = await storeReadings(client, distinctRows(rows));
  await moveLatest(client, rows, latest);
  await moveAvailability(client, batch.said);
  return {
    stored,
    repeated: rows.length - stored,
    skipped: batch.values.length - rows.length + batch.replayed,
  };
}

async function moveLatest(
  client: PoolClient,
  rows: readonly ReadingRow[],
  stored: ReadonlyMap<number, LatestValue | undefined>,
): Promise<void> {
  const moved: [number, LatestValue][] = [];
  const changed: ChangedSpan[] = [];
  for (const [seriesId, values] of bySeries(rows)) {
    const { latest, late } = moveOn(stored.get(seriesId), values);
    if (latest !== undefined) moved.push([seriesId, latest]);
    const series = values[0]?.series;
    if (late !== undefined && series !== undefined) changed.push({ series, ...late });
  }
  await storeLatest(client, moved);
  if (changed.length > 0) await notifyChanged(client, noticesOf(changed));
}

/** What sensors said of themselves: the newest word of each. */
export async function moveAvailability(
  client: PoolClient,
  said: ReadonlyMap<string, readonly Said[]>,
): Promise<void> {
  if (said.size === 0) return;
  const stored = await readAvailability(client, [...said.keys()]);
  const moved = [...stored].flatMap(([sensorId, before]) => {
    const after = afterSaying(before, said.get(sensorId) ?? []);
    return after === undefined ? [] : [[sensorId, after] as const];
  });
  await storeAvailability(client, moved);
}

function bySeries(rows: readonly ReadingRow[]): ReadonlyMap<number, MeasuredValue[]> {
  const groups = new Map<number, MeasuredValue[]>();
  for (const { seriesId, value } of rows) {
    const group = groups.get(seriesId);
    if (group === undefined) groups.set(seriesId, [value]);
    else group.push(value);
  }
  return groups;
}
