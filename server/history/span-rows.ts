import type { PoolClient } from 'pg';
import { type Extreme, IMPLAUSIBLE_SHOWN, type SeriesSpan } from '@/contracts/history';
import type { MeanKind } from '@/contracts/mean';
import { msOf } from '@/server/ms-of';
import { sumsSql } from './mean-sums';
import { IMPLAUSIBLE } from './measured-value';
import { FEWEST_FOR_RHYTHM, longerGaps } from './rhythm';
import type { Column } from './span-shape';

/** Which readings: one series, both ends included, µs since 1970. */
export interface SpanWindow {
  readonly seriesId: number;
  readonly from: number;
  readonly to: number;
}

/** Its bounds are $1 to $3. */
export const SPAN = `
  FROM telemetry.reading
 WHERE series_id = $1 AND time BETWEEN to_timestamp($2::float8 / 1e6) AND to_timestamp($3::float8 / 1e6)`;

/** One row for each column of `columnUs` that has readings, rising. */
export async function readColumns(
  client: PoolClient,
  span: SpanWindow,
  columnUs: number,
  meanKind: MeanKind,
): Promise<readonly Column[]> {
  const { rows } = await client.query<Column>(
    `SELECT ${msOf('start')} AS start, along, across, lowest, highest, count, ${msOf('first')} AS first, ${msOf('last')} AS last
       FROM (SELECT date_bin($4::float8 * interval '1 microsecond', time, to_timestamp($2::float8 / 1e6)) AS start,
                    ${sumsSql(meanKind)}, min(value) AS lowest, max(value) AS highest, count(*)::int AS count,
                    min(time) AS first, max(time) AS last
             ${SPAN} AND quality = 0 GROUP BY 1) AS columns
      ORDER BY columns.start`,
    [...boundsOf(span), columnUs],
  );
  return rows;
}

/** The rhythm of a span with so many good readings. Only the few gaps longer than it are kept while they are read. */
export async function readRhythm(
  client: PoolClient,
  span: SpanWindow,
  readings: number,
): Promise<number | null> {
  if (readings < FEWEST_FOR_RHYTHM) return null;
  const { rows } = await client.query<{ gap: number }>(
    // The number is made of the one gap that is left: making it of each doubled the time.
    `SELECT ${msOf('gap')} AS gap
       FROM (SELECT gap FROM (SELECT time - lag(time) OVER (ORDER BY time) AS gap ${SPAN} AND quality = 0) AS gaps
              ORDER BY gap DESC NULLS LAST OFFSET $4 LIMIT 1) AS rhythm`,
    [...boundsOf(span), longerGaps(readings - 1)],
  );
  return rows[0]?.gap ?? null;
}

/** When the value was measured first within the span. */
export async function momentOf(client: PoolClient, span: SpanWindow, value: number): Promise<Extreme | null> {
  const { rows } = await client.query<{ at: number | null }>(
    `SELECT ${msOf('min(time)')} AS at ${SPAN} AND quality = 0 AND value = $4::float8`,
    [...boundsOf(span), value],
  );
  const at = rows[0]?.at ?? null;
  return at === null ? null : { value, at };
}

/** The newest values that can't be, oldest first, at most 200. */
export async function readImplausible(
  client: PoolClient,
  span: SpanWindow,
): Promise<SeriesSpan['implausible']> {
  const { rows } = await client.query<{ at: number; value: number }>(
    `SELECT ${msOf('time')} AS at, value ${SPAN} AND quality = ${IMPLAUSIBLE} ORDER BY time DESC, tie DESC LIMIT ${IMPLAUSIBLE_SHOWN}`,
    boundsOf(span),
  );
  return rows.reverse().map(({ at, value }) => [at, value] as const);
}

export function boundsOf({ seriesId, from, to }: SpanWindow): [number, number, number] {
  return [seriesId, from, to];
}
