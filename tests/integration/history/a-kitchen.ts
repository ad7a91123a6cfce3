import type { Database } from '@/server/database';
import { aDatabase } from '@/tests/support/a-database';

/** A reading of a test: when, what, and whether it is beyond belief. */
export type Given = readonly [atMs: number, value: number, implausible?: boolean];

export const SECOND = 1_000;
/** Half a day before the month, and its partition, ends. */
export const FROM = Date.UTC(2026, 9, 31, 12);
export const KITCHEN = { sensorId: 'kitchen', quantity: 'temperature', channel: null };
export const WIND = { id: 2, sensorId: 'kitchen', quantity: 'wind_direction', channel: null };
export const NOISE = { id: 3, sensorId: 'kitchen', quantity: 'sound_level', channel: null };

export interface AKitchen extends Database {
  /** Stores readings, of its temperature unless another series is named, in the order in which they came. */
  measured(readings: readonly Given[], seriesId?: number): Promise<void>;
  drop(): Promise<void>;
}

/** A database with one sensor of three series, and room for readings of October and November 2026. */
export async function aKitchen(): Promise<AKitchen> {
  const database = await aDatabase();
  await database.pool.query(`
    INSERT INTO sensor (id, name) VALUES ('kitchen', 'Kitchen');
    INSERT INTO series (id, sensor_id, quantity, channel, unit) VALUES
      (1, 'kitchen', 'temperature', NULL, '°C'), (2, 'kitchen', 'wind_direction', NULL, '°'),
      (3, 'kitchen', 'sound_level', NULL, 'dB(A)');
    CREATE TABLE telemetry.reading_2026_10 PARTITION OF telemetry.reading FOR VALUES FROM ('2026-10-01Z') TO ('2026-11-01Z');
    CREATE TABLE telemetry.reading_2026_11 PARTITION OF telemetry.reading FOR VALUES FROM ('2026-11-01Z') TO ('2026-12-01Z')`);
  return {
    ...database,
    measured: async (readings, seriesId = 1) => {
      await database.pool.query(
        `INSERT INTO telemetry.reading (series_id, time, tie, value, quality, raw_partition, raw_offset, version)
         SELECT $4, to_timestamp(at / 1e3), n, value, quality, 0, n, 1
           FROM unnest($1::float8[], $2::float8[], $3::int[]) WITH ORDINALITY AS new(at, value, quality, n)`,
        [
          readings.map(([at]) => at),
          readings.map(([, value]) => value),
          readings.map(([, , bad]) => (bad ? 1 : 0)),
          seriesId,
        ],
      );
    },
  };
}
