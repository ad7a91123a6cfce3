import { afterAll, beforeAll, expect, it } from 'vitest';
import { rangeJudgement } from '@/server/history/queries';
import { aDatabase } from '@/tests/support/a-database';

const FROM = Date.UTC(2026, 9, 31, 12);
const KITCHEN = { sensorId: 'kitchen', quantity: 'temperature', channel: null };

let database: Awaited<ReturnType<typeof aDatabase>>;
beforeAll(async () => {
  database = await aDatabase();
  await database.pool.query(`
    INSERT INTO sensor (id, name) VALUES ('kitchen', 'Kitchen');
    INSERT INTO series (id, sensor_id, quantity, channel, unit) VALUES (1, 'kitchen', 'temperature', NULL, '°C');
    CREATE TABLE telemetry.reading_2026_10 PARTITION OF telemetry.reading FOR VALUES FROM ('2026-10-01Z') TO ('2026-11-01Z')`);
  await database.pool.query(
    `INSERT INTO telemetry.reading (series_id, time, tie, value, quality, raw_partition, raw_offset, version)
     SELECT 1, to_timestamp($1::float8 / 1e3) + n * interval '1 second', n, value, quality, 0, n, 1
     FROM unnest('{20,850,21,35,-200}'::float8[], '{0,1,0,0,1}'::int[]) WITH ORDINALITY AS given (value, quality, n)`,
    [FROM],
  );
});
afterAll(() => database.drop());

it('a range is told what it would make of what is stored, and since when', async () => {
  const judged = (range: readonly [number, number]) => rangeJudgement(database, KITCHEN, range, 'all');

  expect(await judged([-60, 900])).toEqual({ released: 1, marked: 0, since: FROM + 2_000 });
  expect(await judged([0, 30])).toEqual({ released: 0, marked: 1, since: FROM + 4_000 });
  expect(await judged([-60, 600])).toEqual({ released: 0, marked: 0, since: null });
  expect(await judged([-300, 20])).toEqual({ released: 1, marked: 2, since: FROM + 3_000 });
});

it('a series that is not there, or not seen, has nothing to judge', async () => {
  const nothing = { released: 0, marked: 0, since: null };

  expect(await rangeJudgement(database, { ...KITCHEN, quantity: 'co2' }, [0, 1], 'all')).toEqual(nothing);
  expect(await rangeJudgement(database, KITCHEN, [0, 1], [])).toEqual(nothing);
});
