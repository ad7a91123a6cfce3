import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { houseNow, roomCells } from '@/server/history/queries';
import { aDatabase } from '@/tests/support/a-database';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Where it is about noon: there is a morning to count in. */
const ZONE = zoneAtNoon();

let database: Awaited<ReturnType<typeof aDatabase>>;
let midnight: number;
let now: number;
beforeAll(async () => {
  database = await aDatabase();
  const { rows } = await database.pool.query<{ now: number; midnight: number }>(
    `SELECT (extract(epoch FROM now()) * 1000)::float8 AS now,
            (extract(epoch FROM date_trunc('day', now() AT TIME ZONE '${ZONE}') AT TIME ZONE '${ZONE}') * 1000)::float8 AS midnight`,
  );
  ({ now, midnight } = rows[0] ?? { now: 0, midnight: 0 });
  await database.pool.query(`
    CREATE TABLE telemetry.reading_all PARTITION OF telemetry.reading DEFAULT;
    INSERT INTO room (id, name) VALUES (1, 'Hall'), (2, 'Garden');
    INSERT INTO sensor (id, name, room_id) VALUES ('meter', 'Meter', 1), ('roof', 'Roof', NULL), ('old', 'Old', 1),
      ('vane', 'Vane', 2);
    UPDATE sensor SET archived_at = now() WHERE id = 'old';
    INSERT INTO series (id, sensor_id, quantity, channel, unit) VALUES
      (1, 'meter', 'power', NULL, 'W'), (2, 'meter', 'energy', NULL, 'kWh'), (3, 'meter', 'energy_returned', NULL, 'kWh'),
      (4, 'roof', 'power', NULL, 'W'), (5, 'roof', 'energy_production', NULL, 'kWh'), (6, 'old', 'power', NULL, 'W'),
      (7, 'vane', 'wind_direction', NULL, '°')`);
});
afterEach(() => database.pool.query('TRUNCATE telemetry.reading, telemetry.latest'));
afterAll(() => database.drop());

type Given = readonly [series: number, at: number, value: number];

async function measured(readings: readonly Given[]): Promise<void> {
  const columns = [0, 1, 2].map((place) => readings.map((reading) => reading[place]));
  await database.pool.query(
    `INSERT INTO telemetry.reading (series_id, time, tie, value, quality, raw_partition, raw_offset, version)
     SELECT series, to_timestamp(at / 1e3), n, value, 0, 0, n, 1
       FROM unnest($1::int[], $2::float8[], $3::float8[]) WITH ORDINALITY AS new(series, at, value, n)`,
    columns,
  );
  await database.pool.query(
    `INSERT INTO telemetry.latest (series_id, time, value, clock, seen_at, changed_at)
     SELECT DISTINCT ON (series_id) series_id, time, value, clock, time, time FROM telemetry.reading
     ORDER BY series_id, time DESC`,
  );
}

const house = (from = now - HOUR, columns = 60) =>
  houseNow(database, { from, to: now, columns }, ZONE, 'all');

describe('today', () => {
  it('is what the counters counted since the last value before midnight', async () => {
    await measured([
      [2, midnight - HOUR, 1_000],
      [2, midnight - 1, 1_001],
      [2, midnight + HOUR, 1_001.5],
      [2, now, 1_004],
      [3, midnight - 1, 50],
      [3, now, 50.5],
      [5, midnight - 1, 7],
      [5, now, 9],
    ]);

    expect((await house()).today).toEqual({ used: 4.5, imported: 3, returned: 0.5, produced: 2 });
  });

  it('begins with the first value of a counter that began today, and goes on after a counter was set back', async () => {
    await measured([
      [2, midnight + 1, 400],
      [2, now, 401],
      [5, midnight - 1, 900],
      [5, now - 20 * MINUTE, 0.25],
      [5, now, 0.5],
    ]);

    expect((await house()).today).toEqual({ used: 1.5, imported: 1, returned: null, produced: 0.5 });
  });

  it('leaves out what a counter said by mistake', async () => {
    await measured([
      [2, midnight - 1, 100],
      [2, midnight + HOUR, 103],
      [2, midnight + HOUR + 2 * MINUTE, 0],
      [2, midnight + HOUR + 4 * MINUTE, 103],
      [2, midnight + 2 * HOUR, 104],
      [2, now, 105],
    ]);

    expect((await house()).today.imported).toBe(5);
  });

  it('is unknown without a counter', async () => {
    expect((await house()).today).toEqual({ used: null, imported: null, returned: null, produced: null });
  });
});

describe('the span of the house', () => {
  it('adds up what came in and what was made', async () => {
    const at = (minutes: number) => now - HOUR + minutes * MINUTE + 1_000;
    const minutes = Array.from({ length: 60 }, (_, minute) => minute);
    await measured(
      minutes.flatMap((minute): Given[] => [
        [1, at(minute), -100],
        [4, at(minute), 350],
      ]),
    );

    const { span } = await house();

    expect(span?.points).toHaveLength(60);
    expect(span?.points.slice(1).every(([, load, solar]) => load === 250 && solar === 350)).toBe(true);
  });
});

describe('the cells of a room', () => {
  it('tell means of the last day, lowest and highest since midnight, an hour ago and the energy of today', async () => {
    await measured([
      [1, now - 26 * HOUR, 9_999],
      [1, now - 61 * MINUTE, 100],
      [1, now - 1 * MINUTE, 200],
      [1, now, 400],
      [2, midnight - 1, 10],
      [2, now, 12.5],
      [6, now, 7],
    ]);

    const [cell, ...others] = await roomCells(database, 1, ZONE);

    expect(others).toEqual([]);
    expect(cell).toMatchObject({
      sensorId: 'meter',
      quantity: 'power',
      hourAgo: 100,
      highest: 400,
      kwhToday: 2.5,
    });
    const means = cell?.means.filter((mean) => mean !== null) ?? [];
    expect(cell?.means).toHaveLength(96);
    expect(Math.max(...means)).toBeLessThanOrEqual(400);
    expect(means).toContain(100);
  });

  it('mean directions around the circle, and say nothing of lowest and highest', async () => {
    const quarter = now - 8 * HOUR - ((now - 8 * HOUR) % (15 * MINUTE));
    await measured([
      [7, quarter + 1 * MINUTE, 350],
      [7, quarter + 2 * MINUTE, 20],
      [7, quarter + 31 * MINUTE, 90],
      [7, now, 180],
    ]);

    const cells = await roomCells(database, 2, ZONE);

    expect(cells).toMatchObject([{ quantity: 'wind_direction', lowest: null, highest: null, hourAgo: null }]);
    const means = cells[0]?.means.filter((mean) => mean !== null);
    expect(means).toEqual([5, 90, 180].map((direction) => expect.closeTo(direction, 9)));
  });

  it('are of the sensors in no room where none is named', async () => {
    await measured([[4, now, 5]]);
    expect((await roomCells(database, null, ZONE)).map(({ sensorId }) => sensorId)).toEqual(['roof']);
  });
});

function zoneAtNoon(): string {
  const ahead = 12 - new Date().getUTCHours();
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}
