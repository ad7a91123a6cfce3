import type { PoolClient } from 'pg';
import type { Extreme } from '@/contracts/history';
import { IMPLAUSIBLE } from './measured-value';
import { FEWEST_FOR_RHYTHM, LONGER_GAPS_SQL } from './rhythm';
import type { Column } from './span-shape';

/** Which readings: one series, both ends included, µs since 1970. */
export interface SpanWindow {
  readonly seriesId: number;
  readonly from: number;
  readonly to: number;
}

const SPAN = `
  FROM telemetry.reading
 WHERE series_id = $1 AND time BETWEEN to_timestamp($2::float8 / 1e6) AND to_timestamp($3::float8 / 1e6)`;
const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;
const IMPLAUSIBLE_SHOWN = 200;

/** How many readings there are, counted no further than `enough`. */
export async function countUpTo(client: PoolClient, span: SpanWindow, enough: number): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT ${SPAN} LIMIT $4) AS few`,
    [...valuesOf(span), enough],
  );
  return rows[0]?.count ?? 0;
}

export interface RawValue {
  readonly at: number;
  readonly value: number;
  readonly quality: number;
}

/** Every reading, oldest first. */
export async function readAll(client: PoolClient, span: SpanWindow): Promise<readonly RawValue[]> {
  const { rows } = await client.query<RawValue>(
    `SELECT ${ms('time')} AS at, value, quality ${SPAN} ORDER BY time, tie`,
    valuesOf(span),
  );
  return rows;
}

export interface Reduced {
  readonly columns: readonly Column[];
  readonly rhythmMs: number | null;
}

// One pass over the index. The gaps' percentile comes from its few longest ones: nothing sorts them all.
const REDUCE = `
  WITH good AS MATERIALIZED (
    SELECT value, time, time - lag(time) OVER (ORDER BY time) AS gap ${SPAN} AND quality = 0
  ), columns AS (
    SELECT date_bin($4::float8 * interval '1 microsecond', time, to_timestamp($2::float8 / 1e6)) AS start,
           sum(value) AS sum, min(value) AS lowest, max(value) AS highest, count(*)::int AS count,
           min(time) AS first, max(time) AS last
      FROM good GROUP BY 1
  )
  SELECT ${ms('start')} AS start, sum, lowest, highest, count, ${ms('first')} AS first, ${ms('last')} AS last,
         (SELECT ${ms('gap')} FROM good WHERE gap IS NOT NULL ORDER BY gap DESC
          OFFSET (SELECT greatest(0, ${LONGER_GAPS_SQL('(count(*) - 1)')}) FROM good) LIMIT 1) AS rhythm
    FROM columns ORDER BY columns.start`;

/** One row for each column of `columnUs` that has readings, and the rhythm over all of them. */
export async function reduce(client: PoolClient, span: SpanWindow, columnUs: number): Promise<Reduced> {
  const { rows } = await client.query<Column & { rhythm: number | null }>(REDUCE, [
    ...valuesOf(span),
    columnUs,
  ]);
  const readings = rows.reduce((all, { count }) => all + count, 0);
  return { columns: rows, rhythmMs: readings < FEWEST_FOR_RHYTHM ? null : (rows[0]?.rhythm ?? null) };
}

/** When the value was measured first within the span. */
export async function momentOf(client: PoolClient, span: SpanWindow, value: number): Promise<Extreme | null> {
  const { rows } = await client.query<{ at: number | null }>(
    `SELECT ${ms('min(time)')} AS at ${SPAN} AND quality = 0 AND value = $4::float8`,
    [...valuesOf(span), value],
  );
  const at = rows[0]?.at ?? null;
  return at === null ? null : { value, at };
}

/** The newest values that can't be, oldest first. */
export async function readImplausible(
  client: PoolClient,
  span: SpanWindow,
): Promise<readonly (readonly [time: number, value: number])[]> {
  const { rows } = await client.query<{ at: number; value: number }>(
    `SELECT ${ms('time')} AS at, value ${SPAN} AND quality = ${IMPLAUSIBLE} ORDER BY time DESC, tie DESC LIMIT ${IMPLAUSIBLE_SHOWN}`,
    valuesOf(span),
  );
  return newestShown(rows.reverse());
}

/** As marks, at most 200, the newest. Given oldest first. */
export function newestShown(
  values: readonly Pick<RawValue, 'at' | 'value'>[],
): readonly (readonly [time: number, value: number])[] {
  return values.slice(-IMPLAUSIBLE_SHOWN).map(({ at, value }) => [at, value] as const);
}

function valuesOf({ seriesId, from, to }: SpanWindow): [number, number, number] {
  return [seriesId, from, to];
}
