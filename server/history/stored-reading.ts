import type { PoolClient } from 'pg';
import type { ReadingPlace, ReadingsWithin, StoredReading } from '@/contracts/provenance';
import { meanKindOf } from '@/contracts/quantities';
import { CLOCKS } from '@/contracts/reading';
import { IMPLAUSIBLE, type SeriesIdentity } from './measured-value';
import { tieOf } from './tie';

/** A reading, of which series, and whether a message of the raw log is its own. */
export interface FoundReading extends StoredReading {
  readonly series: SeriesIdentity;
  readonly sensorName: string;
  isOf(uid: string): boolean;
}

interface Row extends SeriesIdentity {
  readonly sensorName: string;
  readonly at: number;
  readonly tie: number;
  readonly value: number;
  readonly quality: number;
  readonly clock: number;
  readonly partition: number;
  readonly offset: string;
  readonly version: number;
  readonly generation: number;
}

const micros = (column: string) => `(extract(epoch FROM ${column}) * 1000000)::float8`;

/** The reading of a series at a moment, µs since 1970: of several the last, as charts show it. */
export async function readReading(
  client: PoolClient,
  seriesId: number,
  at: number,
): Promise<FoundReading | undefined> {
  const { rows } = await client.query<Row>(
    `SELECT sensor_id AS "sensorId", sensor.name AS "sensorName", quantity, channel, unit, ${micros('time')} AS at, tie, value,
            quality, clock, raw_partition AS partition, raw_offset AS offset, version, generation
       FROM telemetry.reading JOIN series ON series.id = series_id JOIN sensor ON sensor.id = sensor_id
      WHERE series_id = $1 AND time = to_timestamp($2::float8 / 1e6) ORDER BY quality, tie DESC LIMIT 1`,
    [seriesId, at],
  );
  return rows[0] && found(rows[0]);
}

function found({ sensorId, quantity, channel, unit, tie, partition, offset, quality, clock, ...rest }: Row) {
  return {
    ...rest,
    series: { sensorId, quantity, channel, unit },
    implausible: quality === IMPLAUSIBLE,
    clock: CLOCKS[clock] ?? 'device',
    raw: { partition, offset: Number(offset) },
    isOf: (uid: string) => tieOf(uid) === tie,
  };
}

/** What there is to ask about between two moments (ms since 1970, the second not included). */
export async function readReadingsWithin(
  client: PoolClient,
  series: { readonly id: number; readonly quantity: string },
  { from, to }: { readonly from: number; readonly to: number },
): Promise<ReadingsWithin> {
  const one = (order: string) =>
    `(SELECT json_build_object('at', ${micros('time')}, 'value', value) FROM good ORDER BY ${order} LIMIT 1)`;
  const { rows } = await client.query<{ [Key in keyof ReadingsWithin]: ReadingsWithin[Key] }>(
    `WITH good AS MATERIALIZED (
       SELECT time, tie, value FROM telemetry.reading
        WHERE series_id = $1 AND time >= to_timestamp($2::float8 / 1e3) AND time < to_timestamp($3::float8 / 1e3) AND quality = 0)
     SELECT (SELECT count(*)::int FROM good) AS count, ${one('value, time')} AS lowest, ${one('value DESC, time')} AS highest,
            ${one('time DESC, tie DESC')} AS newest`,
    [series.id, from, to],
  );
  const within = rows[0] ?? { count: 0, lowest: null, highest: null, newest: null };
  const isDirection = meanKindOf(series.quantity) === 'circular_mean';
  const never: ReadingPlace | null = null;
  return isDirection ? { ...within, lowest: never, highest: never } : within;
}
