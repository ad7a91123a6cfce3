import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SeriesSpan } from '@/contracts/history';
import { newestReadings, seriesSpan } from '@/server/history/queries';
import { aDatabase } from '@/tests/support/a-database';

const FROM = Date.UTC(2026, 9, 31, 12);
const SECOND = 1_000;
const WIND = { id: 2, sensorId: 'kitchen', quantity: 'wind_direction', channel: null };
const NOISE = { id: 3, sensorId: 'kitchen', quantity: 'sound_level', channel: null };
const KITCHEN = { sensorId: 'kitchen', quantity: 'temperature', channel: null };

type Given = readonly [atMs: number, value: number, implausible?: boolean];

let database: Awaited<ReturnType<typeof aDatabase>>;
beforeAll(async () => {
  database = await aDatabase();
  await database.pool.query(`
    INSERT INTO sensor (id, name) VALUES ('kitchen', 'Kitchen');
    INSERT INTO series (id, sensor_id, quantity, channel, unit) VALUES
      (1, 'kitchen', 'temperature', NULL, '°C'), (2, 'kitchen', 'wind_direction', NULL, '°'),
      (3, 'kitchen', 'sound_level', NULL, 'dB(A)');
    CREATE TABLE telemetry.reading_2026_10 PARTITION OF telemetry.reading FOR VALUES FROM ('2026-10-01Z') TO ('2026-11-01Z');
    CREATE TABLE telemetry.reading_2026_11 PARTITION OF telemetry.reading FOR VALUES FROM ('2026-11-01Z') TO ('2026-12-01Z')`);
});
afterEach(() => database.pool.query('TRUNCATE telemetry.reading'));
afterAll(() => database.drop());

/** Readings of the kitchen in the order in which they came. */
async function measured(readings: readonly Given[], seriesId = 1): Promise<void> {
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
}

const span = (to: number, columns = 600, from = FROM) =>
  seriesSpan(database, KITCHEN, { from, to, columns }, 'all');
const every = (ms: number, count: number, from = FROM): Given[] =>
  Array.from({ length: count }, (_, index) => [from + index * ms, index % 7]);
const breaks = ({ points }: SeriesSpan) => points.filter(([, mean]) => mean === null).map(([at]) => at);

describe('a span with nothing or little in it', () => {
  it('is one gap when nothing was measured', async () => {
    const empty = await span(FROM + 60 * SECOND);

    expect(empty).toMatchObject({ points: [], implausible: [], gaps: [[FROM, FROM + 60 * SECOND]] });
    expect(empty.statistics).toEqual({
      count: 0,
      mean: null,
      lowest: null,
      highest: null,
      complete: 0,
      rhythmMs: null,
    });
  });

  it('is empty for a series that is not there', async () => {
    const nothing = await seriesSpan(
      database,
      { ...KITCHEN, channel: '7' },
      { from: FROM, to: FROM + 1, columns: 600 },
      'all',
    );

    expect(nothing.points).toEqual([]);
  });

  it('is one point for one reading', async () => {
    await measured([[FROM + 500.25, 21.5]]);

    const { points, bucketMs, statistics } = await span(FROM + 60 * SECOND);

    expect(points).toEqual([[FROM + 500.25, 21.5, 21.5, 21.5, 1]]);
    expect(bucketMs).toBe(0);
    expect(statistics).toMatchObject({
      count: 1,
      mean: 21.5,
      lowest: { value: 21.5, at: FROM + 500.25 },
      rhythmMs: null,
    });
  });

  it('gives every reading where there are no more than columns, both ends included', async () => {
    await measured(every(SECOND, 61));

    const { points, bucketMs } = await span(FROM + 60 * SECOND);

    expect(points.map(([at]) => at)).toEqual(every(SECOND, 61).map(([at]) => at));
    expect(bucketMs).toBe(0);
  });
});

describe('the mean', () => {
  const few = 3_600;
  /** More than are read at once: PostgreSQL makes the columns. */
  const many = 65_200;

  it.each([few, many])('of %i directions goes around the circle, and none is lowest', async (count) => {
    await measured(
      Array.from({ length: count }, (_, index) => [FROM + index * SECOND, index % 2 ? 350 : 20]),
      WIND.id,
    );

    const found = await seriesSpan(
      database,
      WIND,
      { from: FROM, to: FROM + count * SECOND, columns: 60 },
      'all',
    );

    const [, mean, lowest, highest, , agreement] = found.points[1] ?? [];
    expect(mean).toBeCloseTo(5, 1);
    expect([lowest, highest]).toEqual([null, null]);
    expect(agreement).toBeCloseTo(Math.cos((15 * Math.PI) / 180), 3);
    expect(found.statistics).toMatchObject({ count, lowest: null, highest: null });
    expect(found.statistics.mean).toBeCloseTo(5, 9);
  });

  it.each([few, many])('of %i levels is that of their energies', async (count) => {
    await measured(
      Array.from({ length: count }, (_, index) => [FROM + index * SECOND, index % 2 ? 40 : 60]),
      NOISE.id,
    );

    const { statistics, points } = await seriesSpan(
      database,
      NOISE,
      {
        from: FROM,
        to: FROM + count * SECOND,
        columns: 60,
      },
      'all',
    );

    expect(statistics.mean).toBeCloseTo(10 * Math.log10((1e4 + 1e6) / 2), 9);
    expect(statistics.lowest?.value).toBe(40);
    expect(points[1]?.[1]).toBeCloseTo(57.03, 1);
  });
});

describe('gaps', () => {
  it('break the line after three times the rhythm, among few readings', async () => {
    const later = FROM + 100 * SECOND;
    await measured([...every(SECOND, 20), ...every(SECOND, 20, later)]);

    const found = await span(later + 19 * SECOND);

    expect(found.gaps).toEqual([[FROM + 19 * SECOND, later]]);
    expect(breaks(found)).toEqual([FROM + 22 * SECOND]);
    expect(found.statistics.rhythmMs).toBe(SECOND);
  });

  it('break the line between columns, once, and in the rising order of time', async () => {
    const later = FROM + 9_000 * SECOND;
    await measured([...every(SECOND, 3_000), ...every(SECOND, 3_000, later)]);

    const found = await span(later + 2_999 * SECOND);

    expect(found.gaps).toEqual([[FROM + 2_999 * SECOND, later]]);
    expect(breaks(found)).toHaveLength(1);
    const times = found.points.map(([at]) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(found.statistics.complete).toBeCloseTo(0.5, 2);
  });

  it('at the beginning and the end are named, and the last point is the newest reading', async () => {
    const first = FROM + 1_000 * SECOND;
    await measured(every(SECOND, 100, first));

    const found = await span(FROM + 3_000 * SECOND);

    expect(found.gaps).toEqual([
      [FROM, first],
      [first + 99 * SECOND, FROM + 3_000 * SECOND],
    ]);
    expect(found.points.at(0)?.[0]).toBe(first);
    expect(found.points.at(-1)?.[0]).toBe(first + 99 * SECOND);
  });

  it('do not lie in the future', async () => {
    const now = Date.now();
    await database.pool.query(`CREATE TABLE IF NOT EXISTS telemetry.reading_now PARTITION OF telemetry.reading
      FOR VALUES FROM ('2026-12-01Z') TO ('2100-01-01Z')`);
    await measured(every(SECOND, 60, now - 60 * SECOND));

    const found = await span(now + 3_600 * SECOND, 600, now - 60 * SECOND);

    expect(found.gaps).toEqual([]);
    expect(found.statistics.complete).toBe(1);
  });
});

describe('implausible values', () => {
  it.each([100, 5_000])('are marks, part of nothing else, among %i readings', async (count) => {
    await measured([...every(SECOND, count), [FROM + 50.5 * SECOND, 1e9, true]]);

    const { implausible, statistics, points } = await span(FROM + count * SECOND);

    expect(implausible).toEqual([[FROM + 50.5 * SECOND, 1e9]]);
    expect(statistics).toMatchObject({ count, highest: { value: 6 } });
    expect(Math.max(...points.map(([, , , highest]) => highest ?? 0))).toBe(6);
  });
});

describe('reduction', () => {
  const reading = fc.tuple(
    fc.integer({ min: 0, max: 40 * 3_600_000 }),
    // A zero below zero is the same value, written otherwise.
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0),
    fc.boolean(),
  );

  it('says of every column what the readings in it say, across months', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(reading, { minLength: 0, maxLength: 300 }),
        fc.integer({ min: 1, max: 60 }),
        async (offsets, columns) => {
          const readings = offsets.map(([at, value, bad]): Given => [FROM + at, value, bad]);
          await database.pool.query('TRUNCATE telemetry.reading');
          await measured(readings);
          const to = FROM + 40 * 3_600_000;

          const found = await span(to, columns);

          expectLike(found, readings, columns, to);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('more readings than are read at once', () => {
  it('are reduced to the same columns by PostgreSQL', async () => {
    const readings = [
      ...every(SECOND, 66_000),
      ...every(SECOND, 250, FROM + 80_000 * SECOND).map(([at, value]): Given => [at + 1, value + 1e9, true]),
    ];
    await measured(readings);
    const to = FROM + 90_000 * SECOND;

    const found = await span(to, 100);

    expectLike(found, readings, 100, to);
    expect(found.statistics).toMatchObject({
      lowest: { value: 0, at: FROM },
      highest: { value: 6, at: FROM + 6 * SECOND },
    });
    expect(found.implausible).toEqual(readings.slice(-200).map(([at, value]) => [at, value]));
  });
});

/** What one would write without a database: every reading into its column, one after the other. */
function expectLike(found: SeriesSpan, readings: readonly Given[], columns: number, to: number): void {
  const good = readings.filter(([, , bad]) => !bad);
  const values = good.map(([, value]) => value);
  expect(found.statistics.count).toBe(good.length);
  expect(found.statistics.lowest?.value ?? null).toBe(
    values.length === 0 ? null : values.reduce((a, b) => Math.min(a, b)),
  );
  expect(found.statistics.highest?.value ?? null).toBe(
    values.length === 0 ? null : values.reduce((a, b) => Math.max(a, b)),
  );
  expect(found.bucketMs === 0).toBe(readings.length <= columns);
  if (readings.length > columns) expectColumns(found, good, columns, to);
}

function expectColumns(found: SeriesSpan, good: readonly Given[], columns: number, to: number): void {
  const width = Math.floor((to - FROM) / columns) + 1;
  const expected = new Map<number, number[]>();
  for (const [at, value] of good) {
    const start = FROM + Math.floor((at - FROM) / width) * width;
    const own = expected.get(start);
    if (own === undefined) expected.set(start, [value]);
    else own.push(value);
  }
  const points = found.points.filter(([, mean]) => mean !== null);
  expect(points.length).toBeLessThanOrEqual(columns);
  expect(points.map(([start, , lowest, highest, count]) => [start, lowest, highest, count])).toEqual(
    [...expected]
      .sort(([a], [b]) => a - b)
      .map(([start, own]) => [start, Math.min(...own), Math.max(...own), own.length]),
  );
  for (const [start, mean] of points) {
    const own = expected.get(start) ?? [];
    expect(mean).toBeCloseTo(own.reduce((sum, value) => sum + value, 0) / own.length, 3);
  }
  const moments = good.map(([at]) => at).sort((a, b) => a - b);
  const gaps = moments.slice(1).map((at, index) => at - (moments[index] ?? 0));
  const longest = [...gaps].sort((a, b) => b - a);
  const rhythm = moments.length < 3 ? null : longest[Math.ceil((gaps.length - 1) / 100)];
  expect(found.statistics.rhythmMs).toBe(rhythm);
}

describe('newest readings', () => {
  it('come newest first, and say which of them were late', async () => {
    await measured([
      [FROM, 1],
      [FROM + 2 * SECOND, 2],
      [FROM + SECOND, 3],
      [FROM + 3 * SECOND, 4, true],
    ]);

    const newest = await newestReadings(database, KITCHEN, 3, 'all');

    expect(newest).toEqual([
      { measuredAt: FROM + 3 * SECOND, value: 4, implausible: true, late: false, clock: 'device' },
      { measuredAt: FROM + 2 * SECOND, value: 2, implausible: false, late: false, clock: 'device' },
      { measuredAt: FROM + SECOND, value: 3, implausible: false, late: true, clock: 'device' },
    ]);
  });
});
