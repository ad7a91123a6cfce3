import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sensorFacts, sensorList, seriesSpan } from '@/server/history/queries';
import { learnDays } from '@/server/history/sensor-days';
import { startDays } from '@/server/history/start-days';
import { removeSensors } from '@/server/registry/commands';
import { aDatabase } from '@/tests/support/a-database';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const NOW = Date.UTC(2026, 10, 23, 12);

let database: Awaited<ReturnType<typeof aDatabase>>;
beforeAll(async () => {
  database = await aDatabase();
  await database.pool.query('CREATE TABLE telemetry.reading_all PARTITION OF telemetry.reading DEFAULT');
});
beforeEach(() =>
  database.pool.query(
    `TRUNCATE room, sensor, device, binding, mapping, mapping_version, series CASCADE;
     TRUNCATE telemetry.reading, telemetry.latest, telemetry.rhythm, telemetry.sensor_day;
     INSERT INTO room (id, name) VALUES (1, 'Hall'), (2, 'Attic');
     INSERT INTO sensor (id, name, room_id) VALUES ('climate', 'Climate', 1), ('plug', 'Plug', 2);
     INSERT INTO series (id, sensor_id, quantity, unit) VALUES
       (1, 'climate', 'temperature', '°C'), (2, 'climate', 'battery', '%'), (3, 'plug', 'power', 'W')`,
  ),
);
afterAll(() => database.drop());

/** A reading each `everyMs` from so long before now, up to so long before now. */
async function measured(
  seriesId: number,
  { everyMs, from, to = 0, tie = seriesId }: { everyMs: number; from: number; to?: number; tie?: number },
): Promise<void> {
  await database.pool.query(
    `INSERT INTO telemetry.reading (series_id, time, tie, value, quality, raw_partition, raw_offset, version)
     SELECT $1, to_timestamp(at / 1000.0), $5 + row_number() OVER (), 20, 0, 0, 1, 1
       FROM generate_series($2::bigint, $3::bigint, $4::bigint) AS at`,
    [seriesId, NOW - from, NOW - to, everyMs, tie],
  );
  await database.pool.query(
    `INSERT INTO telemetry.latest SELECT series_id, max(time), 20, 0, max(time), max(time)
       FROM telemetry.reading WHERE series_id = $1 GROUP BY series_id`,
    [seriesId],
  );
}

const factsOf = async (id: string) => (await sensorFacts(database, 'all')).find((each) => each.id === id);
const rhythmOf = async (id: string) =>
  (await sensorList(database, 'all')).sensors.find((each) => each.id === id)?.series[0]?.rhythmMs;

describe('a sensor’s last day', () => {
  it('counts its messages, of whatever series, and is as complete as its page says', async () => {
    // One message brings both; the battery alone comes in six more.
    await measured(1, { everyMs: 10 * MINUTE_MS, from: 2 * DAY_MS, to: 6 * HOUR_MS, tie: 100_000 });
    await measured(2, { everyMs: HOUR_MS, from: 5 * HOUR_MS, to: 0, tie: 900_000 });
    await learnDays(database, NOW, 10);

    const day = (await factsOf('climate'))?.day;
    const series = { sensorId: 'climate', quantity: 'temperature', channel: null };
    const span = { from: NOW - DAY_MS, to: NOW, columns: 480 };
    const { statistics } = await seriesSpan(database, series, span, 'all');

    expect(day).toMatchObject({ messages: 18 * 6 + 6, since: NOW - DAY_MS, learntAt: NOW });
    expect(day?.complete).toBeCloseTo(0.75, 2);
    expect(statistics.complete).toBe(day?.complete);
  });

  it('of a young sensor begins with its first reading; what never spoke has none', async () => {
    await measured(3, { everyMs: MINUTE_MS, from: 2 * HOUR_MS });
    await learnDays(database, NOW, 10);

    expect((await factsOf('plug'))?.day).toEqual({
      messages: 121,
      since: NOW - 2 * HOUR_MS,
      learntAt: NOW,
      complete: 1,
    });
    expect((await factsOf('climate'))?.day).toBeNull();
  });

  it('is learnt anew after a minute, the longest known first; not of what is archived', async () => {
    await database.pool.query("INSERT INTO sensor (id, name, archived_at) VALUES ('old', 'Old', now())");
    const learn = (afterMs: number, most = 10) => learnDays(database, NOW + afterMs, most);

    expect(await learn(0, 1)).toBe(1);
    expect(await learn(1_000)).toBe(1);
    expect(await learn(59_000)).toBe(0);
    expect(await learn(60_500)).toBe(1);
    expect(await learn(62_000)).toBe(1);
  });

  it('is learnt sooner of one that only began', async () => {
    await learnDays(database, NOW, 10);
    await measured(3, { everyMs: MINUTE_MS, from: 0, to: -MINUTE_MS });

    expect(await learnDays(database, NOW + 19_000, 10)).toBe(0);
    expect(await learnDays(database, NOW + 21_000, 10)).toBe(1);
  });

  it('is known of two thousand sensors in a home that has them', async () => {
    await database.pool.query(
      `INSERT INTO sensor (id, name) SELECT 'many-' || n, n FROM generate_series(1, 2000) AS n;
       INSERT INTO series (id, sensor_id, quantity, unit)
         SELECT 1000 + row_number() OVER (), id, 'power', 'W' FROM sensor WHERE id LIKE 'many-%';
       INSERT INTO telemetry.reading (series_id, time, tie, value, quality, raw_partition, raw_offset, version)
         SELECT series.id, now() - n * interval '1 minute', n, 1, 0, 0, 1, 1
           FROM series CROSS JOIN generate_series(1, 5) AS n WHERE sensor_id LIKE 'many-%'`,
    );
    const now = Date.now();
    for (let learnt = 500; learnt === 500; ) learnt = await learnDays(database, now, 500);

    const facts = await sensorFacts(database, 'all');
    expect(facts.filter(({ day }) => day?.messages === 5)).toHaveLength(2_000);
  });
});

describe('a rhythm', () => {
  it('is reckoned at once, and kept where it is settled', async () => {
    await measured(1, { everyMs: 10_000, from: 40 * MINUTE_MS });
    await measured(3, { everyMs: 30_000, from: 40 * MINUTE_MS });
    expect([await rhythmOf('climate'), await rhythmOf('plug')]).toEqual([10_000, 30_000]);
    await learnDays(database, NOW, 10);

    const { rows } = await database.pool.query('SELECT * FROM telemetry.rhythm');
    // Forty minutes of every thirty seconds are not two hundred readings.
    expect(rows).toEqual([{ series_id: 1, ms: 10_000 }]);
    expect([await rhythmOf('climate'), await rhythmOf('plug')]).toEqual([10_000, 30_000]);
  });

  it('becomes another one when its sensor’s does', async () => {
    await measured(1, { everyMs: 10_000, from: DAY_MS, to: DAY_MS - 50 * MINUTE_MS });
    await learnDays(database, NOW, 10);
    await database.pool.query('DELETE FROM telemetry.latest WHERE series_id = 1');
    await measured(1, { everyMs: MINUTE_MS, from: 4 * HOUR_MS, tie: 50_000 });
    await learnDays(database, NOW + 2 * MINUTE_MS, 10);

    expect(await rhythmOf('climate')).toBe(MINUTE_MS);
  });
});

describe('what lists say of a sensor', () => {
  it('is who reads it and what its device says of itself; a mapping where no device is bound', async () => {
    await database.pool.query(
      `INSERT INTO device (id, family, natural_key, model, firmware) VALUES
         (1, 'tasmota', 'before', 'Old plug', '12.0'), (2, 'tasmota', 'plug', 'Plug S', '14.2.0(tasmota)');
       INSERT INTO binding (sensor_id, device_id, valid_from, valid_to) VALUES
         ('plug', 1, '2026-01-01Z', '2026-02-01Z'), ('plug', 2, '2026-02-01Z', NULL);
       INSERT INTO mapping (id, key) VALUES (1, 'climate a');
       INSERT INTO mapping_sensor (mapping_id, sensor_id) VALUES (1, 'climate');
       INSERT INTO mapping_version (mapping_id, version, valid_from, definition) VALUES (1, 1, '2026-01-01Z', '{}')`,
    );

    expect(await factsOf('plug')).toMatchObject({
      family: 'tasmota',
      model: 'Plug S',
      firmware: '14.2.0(tasmota)',
    });
    expect(await factsOf('climate')).toMatchObject({ family: 'mapping', model: null, firmware: null });
    await database.pool.query(
      "INSERT INTO mapping_version (mapping_id, version, valid_from, definition) VALUES (1, 2, '2026-01-02Z', NULL)",
    );
    expect(await factsOf('climate')).toMatchObject({ family: null });
  });

  it('is a newest reading that can’t be, until one that can follows', async () => {
    const came = (time: number, value: number, quality: number) =>
      database.pool.query(
        `INSERT INTO telemetry.reading (series_id, time, tie, value, quality, raw_partition, raw_offset, version)
         VALUES (1, to_timestamp($1 / 1000.0), 1, $2, $3, 0, 1, 1)`,
        [time, value, quality],
      );
    await came(NOW - 2_000, 20, 0);
    await came(NOW - 1_000, 327.7, 1);
    await learnDays(database, NOW, 10);
    expect((await factsOf('climate'))?.implausible).toEqual({
      quantity: 'temperature',
      channel: null,
      unit: '°C',
      value: 327.7,
      measuredAt: NOW - 1_000,
    });
    await came(NOW, 21, 0);
    await learnDays(database, NOW + MINUTE_MS + 500, 10);

    expect((await factsOf('climate'))?.implausible).toBeNull();
  });

  it('is said of the rooms alone that are seen, and of no archived sensor', async () => {
    const ids = async (sight: 'all' | readonly number[]) =>
      (await sensorFacts(database, sight)).map(({ id }) => id).sort();

    expect([await ids('all'), await ids([2]), await ids([])]).toEqual([['climate', 'plug'], ['plug'], []]);
    await database.pool.query("UPDATE sensor SET archived_at = now() WHERE id = 'plug'");
    expect(await ids('all')).toEqual(['climate']);
  });

  it('goes with the sensor', async () => {
    await measured(1, { everyMs: 10_000, from: HOUR_MS });
    await learnDays(database, NOW, 10);
    await removeSensors(database, ['climate']);

    const { rows } = await database.pool.query(
      "SELECT FROM telemetry.rhythm UNION ALL SELECT FROM telemetry.sensor_day WHERE sensor_id = 'climate'",
    );
    expect(rows).toEqual([]);
  });
});

it('stops between two sensors when it is told to', async () => {
  const stopping = new AbortController();
  stopping.abort();

  expect(await learnDays(database, NOW, 10, stopping.signal)).toBe(0);
});

it('is learnt by one process alone, however many there are', async () => {
  const log = pino({ level: 'silent' });
  const pace = { firstAfterMs: 1, lookEveryMs: 20 };
  const both = [startDays({ database, log }, pace), startDays({ database, log }, pace)];
  try {
    await vi.waitFor(async () => {
      const { rows } = await database.pool.query(
        `SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
          WHERE datname = current_database() AND locktype = 'advisory' AND objid = ${0x68646179}`,
      );
      const learnt = await database.pool.query('SELECT FROM telemetry.sensor_day');
      expect([rows.length, learnt.rowCount]).toEqual([1, 2]);
    });
  } finally {
    for (const one of both) await one.stop();
  }
});

it('is learnt again and again, also after a look that failed, which is told once', async () => {
  const told: unknown[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => told.push(line) });
  await database.pool.query('ALTER TABLE telemetry.sensor_day RENAME TO away');
  const days = startDays({ database, log }, { firstAfterMs: 1, lookEveryMs: 20 });
  try {
    await vi.waitFor(() => expect(told).toHaveLength(1));
    await database.pool.query('ALTER TABLE telemetry.away RENAME TO sensor_day');

    await vi.waitFor(async () => {
      const { rows } = await database.pool.query('SELECT FROM telemetry.sensor_day');
      expect(rows).toHaveLength(2);
    });
    expect(told).toHaveLength(1);
  } finally {
    await days.stop();
  }
});
