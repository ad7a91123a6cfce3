import { type BelievableSeries, usualRange } from '@/contracts/believable';
import type { Database } from '@/server/database';

interface Row extends Omit<BelievableSeries, 'usual' | 'own'> {
  readonly profile: string | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** What can be believed of each series of a sensor that has values, as it holds or will within a second. */
export async function readBelievable(
  { pool }: Pick<Database, 'pool'>,
  sensorId: string,
): Promise<readonly BelievableSeries[]> {
  const { rows } = await pool.query<Row>(
    `SELECT series.quantity, series.channel, series.unit, sensor.profile, said.min, said.max
     FROM series JOIN sensor ON sensor.id = series.sensor_id LEFT JOIN LATERAL (
       SELECT min, max FROM believable_range AS range
       WHERE range.sensor_id = sensor.id AND range.quantity = series.quantity AND source = 'person'
         AND (range.channel IS NULL OR range.channel = coalesce(series.channel, ''))
       ORDER BY valid_from DESC, id DESC LIMIT 1) AS said ON true
     WHERE sensor.id = $1 AND EXISTS (SELECT FROM telemetry.reading WHERE reading.series_id = series.id)
     ORDER BY series.quantity, series.channel NULLS FIRST, series.unit`,
    [sensorId],
  );
  return rows.map(({ profile, min, max, ...series }) => ({
    ...series,
    usual: usualRange(series.quantity, series.unit, profile),
    own: min === null || max === null ? null : [min, max],
  }));
}
