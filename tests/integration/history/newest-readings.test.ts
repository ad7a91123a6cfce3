import { afterAll, beforeAll, expect, it } from 'vitest';
import { newestReadings } from '@/server/history/queries';
import { aDatabase } from '@/tests/support/a-database';

const FROM = Date.UTC(2026, 9, 31, 12);
const SECOND = 1_000;
const KITCHEN = { sensorId: 'kitchen', quantity: 'temperature', channel: null };

let database: Awaited<ReturnType<typeof aDatabase>>;
beforeAll(async () => {
  database = await aDatabase();
  await database.pool.query(`
    INSERT INTO sensor (id, name) VALUES ('kitchen', 'Kitchen');
    INSERT INTO series (id, sensor_id, quantity, channel, unit) VALUES (1, 'kitchen', 'temperature', NULL, '°C');
    CREATE TABLE telemetry.reading_2026_10 PARTITION OF telemetry.reading FOR VALUES FROM ('2026-10-01Z') TO ('2026-11-01Z');
    INSERT INTO telemetry.reading (series_id, time, tie, value, quality, raw_partition, raw_offset, version)
    SELECT 1, to_timestamp(${FROM} / 1e3) + offset_s * interval '1 second', n, n, quality, 0, n, 1
      FROM (VALUES (1, 0, 0), (2, 2, 0), (3, 1, 0), (4, 3, 1)) AS came (n, offset_s, quality)`);
});
afterAll(() => database.drop());

it('the newest readings come newest first, and say which of them were late', async () => {
  const newest = await newestReadings(database, KITCHEN, 3, 'all');

  expect(newest).toEqual([
    { measuredAt: FROM + 3 * SECOND, value: 4, implausible: true, late: false, clock: 'device' },
    { measuredAt: FROM + 2 * SECOND, value: 2, implausible: false, late: false, clock: 'device' },
    { measuredAt: FROM + SECOND, value: 3, implausible: false, late: true, clock: 'device' },
  ]);
});
