import { openDatabase } from '@/server/database';
import { learnDays } from '@/server/history/sensor-days';
import { atMost, type BenchRow } from './bench-row';

const BUSY = 20;
const BUSY_EVERY_S = 10;
const ROUNDS = 5;
const A_DAY_MS = 25;
const AT_ONCE = 5;

/** Learns every sensor's day at once: whoever measures something else doesn't wait until Hearth has done it by and by. */
export async function learnAll(databaseUrl: string): Promise<void> {
  const database = openDatabase(databaseUrl);
  const now = Date.now();
  for (let learnt = 500; learnt === 500; ) learnt = await learnDays(database, now, 500);
  await database.close();
}

/** What learning a sensor's day takes that sends four values every ten seconds. */
export async function benchDays(databaseUrl: string): Promise<BenchRow> {
  const database = openDatabase(databaseUrl);
  await database.pool.query(`
    UPDATE sensor SET archived_at = now();
    INSERT INTO sensor (id, name) SELECT 'busy-' || n, n FROM generate_series(1, ${BUSY}) AS n;
    INSERT INTO series (sensor_id, quantity, channel, unit)
      SELECT id, quantity, NULL, unit FROM sensor,
        (VALUES ('temperature', '°C'), ('humidity', '%'), ('battery', '%'), ('link_quality', '')) AS of (quantity, unit)
      WHERE sensor.id LIKE 'busy-%';
    INSERT INTO telemetry.reading (series_id, time, tie, value, quality, raw_partition, raw_offset, version)
      SELECT series.id, at, hashtext(series.sensor_id || at), 20 + 40 * random(), 0, 0, 1, 1
      FROM generate_series(now() - interval '1 day', now(), interval '${BUSY_EVERY_S} seconds') AS at, series
      WHERE series.sensor_id LIKE 'busy-%'`);
  await database.pool.query('VACUUM ANALYZE telemetry.reading');
  const spent: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    const now = Date.now() + round * 120_000;
    for (let learnt = AT_ONCE; learnt === AT_ONCE; ) learnt = await learnDays(database, now, AT_ONCE);
    spent.push((performance.now() - startedAt) / BUSY);
  }
  await database.close();
  return atMost(
    `sensors: learning the day of one that sends four values every ${BUSY_EVERY_S} s`,
    Math.min(...spent),
    'ms',
    A_DAY_MS,
  );
}
