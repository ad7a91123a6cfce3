import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SeriesSpan } from '@/contracts/history';
import { seriesSpan } from '@/server/history/queries';
import { type AKitchen, aKitchen, FROM, type Given, KITCHEN, NOISE, SECOND, WIND } from './a-kitchen';
import { expectLike } from './like-columns';

let database: AKitchen;
beforeAll(async () => {
  database = await aKitchen();
});
afterEach(() => database.pool.query('TRUNCATE telemetry.reading'));
afterAll(() => database.drop());

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
    await database.measured([[FROM + 500.25, 21.5]]);

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
    await database.measured(every(SECOND, 61));

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
    await database.measured(
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
    await database.measured(
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
    await database.measured([...every(SECOND, 20), ...every(SECOND, 20, later)]);

    const found = await span(later + 19 * SECOND);

    expect(found.gaps).toEqual([[FROM + 19 * SECOND, later]]);
    expect(breaks(found)).toEqual([FROM + 22 * SECOND]);
    expect(found.statistics.rhythmMs).toBe(SECOND);
  });

  it('break the line between columns, once, and in the rising order of time', async () => {
    const later = FROM + 9_000 * SECOND;
    await database.measured([...every(SECOND, 3_000), ...every(SECOND, 3_000, later)]);

    const found = await span(later + 2_999 * SECOND);

    expect(found.gaps).toEqual([[FROM + 2_999 * SECOND, later]]);
    expect(breaks(found)).toHaveLength(1);
    const times = found.points.map(([at]) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(found.statistics.complete).toBeCloseTo(0.5, 2);
  });

  it('at the beginning and the end are named, and the last point is the newest reading', async () => {
    const first = FROM + 1_000 * SECOND;
    await database.measured(every(SECOND, 100, first));

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
    await database.measured(every(SECOND, 60, now - 60 * SECOND));

    const found = await span(now + 3_600 * SECOND, 600, now - 60 * SECOND);

    expect(found.gaps).toEqual([]);
    expect(found.statistics.complete).toBe(1);
  });
});

describe('implausible values', () => {
  it.each([100, 5_000])('are marks, part of nothing else, among %i readings', async (count) => {
    await database.measured([...every(SECOND, count), [FROM + 50.5 * SECOND, 1e9, true]]);

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
          await database.measured(readings);
          const to = FROM + 40 * 3_600_000;

          const found = await span(to, columns);

          expectLike(found, readings, { from: FROM, to, columns });
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
    await database.measured(readings);
    const to = FROM + 90_000 * SECOND;

    const found = await span(to, 100);

    expectLike(found, readings, { from: FROM, to, columns: 100 });
    expect(found.statistics).toMatchObject({
      lowest: { value: 0, at: FROM },
      highest: { value: 6, at: FROM + 6 * SECOND },
    });
    expect(found.implausible).toEqual(readings.slice(-200).map(([at, value]) => [at, value]));
  });
});
