import type { Reading } from '@/contracts/reading';
import type { Said } from './availability-state';
import { type MeasuredValue, type SeriesIdentity, valuesOf } from './measured-value';

/** What the readings of a batch bring, in log order. */
export interface BatchRows {
  readonly values: readonly MeasuredValue[];
  readonly series: ReadonlyMap<string, SeriesIdentity>;
  readonly said: ReadonlyMap<string, readonly Said[]>;
  /** Values that are no news: of messages the broker had kept. */
  readonly replayed: number;
}

export function rowsOf(readings: readonly Reading[]): BatchRows {
  const values: MeasuredValue[] = [];
  const series = new Map<string, SeriesIdentity>();
  const said = new Map<string, Said[]>();
  let replayed = 0;
  for (const reading of readings) {
    if (reading.replayed) replayed += reading.measures.length;
    for (const value of valuesOf(reading)) {
      values.push(value);
      if (!series.has(value.seriesKey)) series.set(value.seriesKey, value.series);
    }
    const { sensorId, availability, measuredAt } = reading;
    if (availability === undefined) continue;
    const before = said.get(sensorId) ?? [];
    said.set(sensorId, [...before, { state: availability, at: measuredAt }]);
  }
  return { values, series, said, replayed };
}

/** One row of `telemetry.reading`. */
export interface ReadingRow {
  readonly seriesId: number;
  readonly value: MeasuredValue;
}

/** Each key once, as the index lies: of the same message twice the newest generation, else what came last. */
export function distinctRows(rows: readonly ReadingRow[]): ReadingRow[] {
  const sorted = [...rows].sort(byKey);
  return sorted.filter((row, index) => {
    const next = sorted[index + 1];
    return next === undefined || !sameKey(row, next);
  });
}

// A sort keeps the order of equals: of one key the last stands last.
function byKey(a: ReadingRow, b: ReadingRow): number {
  return (
    a.seriesId - b.seriesId ||
    a.value.time - b.value.time ||
    a.value.tie - b.value.tie ||
    a.value.generation - b.value.generation
  );
}

function sameKey(a: ReadingRow, b: ReadingRow): boolean {
  return a.seriesId === b.seriesId && a.value.time === b.value.time && a.value.tie === b.value.tie;
}
