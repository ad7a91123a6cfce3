import { describe, expect, it } from 'vitest';
import { beginSpan, goOn, type LiveValue } from '@/components/charts/live-span';
import { statisticsOf, viewOf } from '@/components/charts/span-view';
import type { SeriesSpan } from '@/contracts/history';
import type { MeanKind } from '@/contracts/mean';

const T = Date.parse('2026-11-23T13:00:00Z');
const second = (n: number) => T + n * 1_000;

const aSpan = (points: SeriesSpan['points'], own: Partial<SeriesSpan> = {}): SeriesSpan => ({
  from: T,
  to: second(60),
  bucketMs: 0,
  meanKind: 'mean',
  points,
  gaps: [],
  implausible: [],
  statistics: {
    count: points.length,
    mean: null,
    lowest: null,
    highest: null,
    complete: 1,
    rhythmMs: 10_000,
  },
  ...own,
});
const reading = (n: number, value: number) => [second(n), value, value, value, 1] as const;
const came = (n: number, value: number, own: Partial<LiveValue> = {}): LiveValue => ({
  at: second(n),
  value,
  implausible: false,
  merged: false,
  ...own,
});
const times = (rows: SeriesSpan['points']) => rows.map(([at, mean]) => [(at - T) / 1_000, mean]);

describe('a span of single readings', () => {
  it('is out of date once its rhythm can be known, and never for that when it is', () => {
    const values = Array.from({ length: 20 }, (_, index) => came(index * 10, 20));
    const { statistics } = aSpan([]);

    const unknown = aSpan([], { statistics: { ...statistics, rhythmMs: null } });

    expect(goOn(beginSpan(unknown), values.slice(1)).outdated).toBe(false);
    expect(goOn(beginSpan(unknown), values).outdated).toBe(true);
    expect(goOn(beginSpan(aSpan([])), values).outdated).toBe(false);
  });

  it('goes on with what comes', () => {
    const span = goOn(beginSpan(aSpan([reading(0, 20), reading(10, 21)])), [came(20, 22), came(30, 23)]);

    expect(times(span.rows)).toEqual([
      [0, 20],
      [10, 21],
      [20, 22],
      [30, 23],
    ]);
    expect(span.newest).toEqual({ at: second(30), value: 23 });
  });

  it('puts a late reading where it was measured and keeps the newest', () => {
    const span = goOn(beginSpan(aSpan([reading(0, 20), reading(10, 21)])), [came(5, 19)]);

    expect(times(span.rows)).toEqual([
      [0, 20],
      [5, 19],
      [10, 21],
    ]);
    expect(span.newest?.value).toBe(21);
    expect(span.outdated).toBe(false);
  });

  it('breaks the line where nothing came for three times the rhythm', () => {
    const span = goOn(beginSpan(aSpan([reading(0, 20), reading(10, 21)])), [came(41, 22)]);

    expect(times(span.rows)).toEqual([
      [0, 20],
      [10, 21],
      [25.5, null],
      [41, 22],
    ]);
    expect(span.gaps).toEqual([[second(10), second(41)]]);
  });

  it('is outdated by a late reading in a gap, by a merged one, and by more than a chart can show', () => {
    const withGap = aSpan([reading(0, 20), reading(60, 21)], { gaps: [[second(0), second(60)]] });
    const flood = Array.from({ length: 1_300 }, (_, index) => came(11 + index / 100, 22));

    expect(goOn(beginSpan(withGap), [came(30, 20)]).outdated).toBe(true);
    expect(goOn(beginSpan(aSpan([reading(0, 20)])), [came(10, 20, { merged: true })]).outdated).toBe(true);
    expect(goOn(beginSpan(aSpan([reading(0, 20)])), flood).outdated).toBe(true);
  });

  it('shows an implausible value and leaves it out of the line', () => {
    const span = goOn(beginSpan(aSpan([reading(0, 20)])), [came(10, 1e6, { implausible: true })]);

    expect(times(span.rows)).toEqual([[0, 20]]);
    expect(span.implausible).toEqual([[second(10), 1e6]]);
  });
});

describe('a span of columns', () => {
  const columns = aSpan(
    [
      [second(0), 20, 19, 21, 6],
      [second(60), 22, 21, 23, 5],
    ],
    { bucketMs: 60_000 },
  );

  it('takes what comes into its column, and begins the next', () => {
    const span = goOn(beginSpan(columns), [came(115, 28), came(130, 24)]);

    expect(span.rows.slice(1)).toEqual([
      [second(60), 23, 21, 28, 6],
      [second(120), 24, 24, 24, 1],
    ]);
  });

  it('means directions around the circle and levels by their energy, in the column and over all', () => {
    const columnsOf = (meanKind: MeanKind, ...points: SeriesSpan['points'][number][]) =>
      goOn(beginSpan(aSpan(points, { bucketMs: 60_000, meanKind })), [came(65, 20)]);
    const wind = columnsOf(
      'circular_mean',
      [second(0), 90, null, null, 9, 0],
      [second(60), 340, null, null, 1, 1],
    );
    const noise = columnsOf('energy_mean', [second(0), 20, 20, 20, 2], [second(60), 40, 40, 40, 1]);
    const statistics = (span: typeof wind) => statisticsOf(viewOf(span, T, second(120)), span);

    expect(wind.rows[1]?.slice(1, 5)).toEqual([expect.closeTo(0, 9), null, null, 2]);
    // The first column's winds cancel out: their mean tells nothing, and weighs nothing.
    expect(statistics(wind)).toMatchObject({
      mean: expect.closeTo(0, 9),
      lowest: null,
      highest: null,
      count: 11,
    });
    expect(noise.rows[1]).toEqual([second(60), expect.closeTo(10 * Math.log10(5_050), 9), 20, 40, 2]);
    expect(statistics(noise).mean).toBeCloseTo(10 * Math.log10((3 * 100 + 10_000) / 4), 9);
  });

  it('takes a late reading into the column it was measured in', () => {
    const span = goOn(beginSpan(columns), [came(30, 27)]);

    expect(span.rows[0]).toEqual([second(0), 21, 19, 27, 7]);
  });

  it('ends on the newest value, not on the mean of its column', () => {
    const view = viewOf(goOn(beginSpan(columns), [came(115, 28)]), T, second(120));

    expect(view.rows.at(-1)).toEqual([second(115), 28, 28, 28, 0]);
  });
});

describe('what is seen of it', () => {
  it('leaves out what has left the picture, but for one row at the edge', () => {
    const readings = Array.from({ length: 7 }, (_, index) => reading(index * 10, index));

    expect(times(viewOf(beginSpan(aSpan(readings)), second(35), second(70)).rows)).toEqual([
      [30, 3],
      [40, 4],
      [50, 5],
      [60, 6],
    ]);
  });

  it('has a gap until now once nothing came for too long, and again none when something comes', () => {
    const span = beginSpan(aSpan([reading(0, 20), reading(10, 21)]));

    expect(viewOf(span, T, second(40)).gaps).toEqual([]);
    expect(viewOf(span, T, second(41)).gaps).toEqual([[second(10), second(41)]]);
  });

  it('is one gap where nothing was ever measured', () => {
    const view = viewOf(beginSpan(aSpan([], { gaps: [[T, second(60)]] })), T, second(60));

    expect(view.gaps).toEqual([[T, second(60)]]);
    expect(statisticsOf(view, { extremes: [] })).toMatchObject({ count: 0, mean: null, complete: null });
  });

  it('is one gap still where what comes was measured long before', () => {
    const span = goOn(beginSpan(aSpan([], { gaps: [[T, second(60)]] })), [came(-3_600, 20)]);

    expect(viewOf(span, second(1), second(61)).gaps).toEqual([[second(1), second(61)]]);
  });

  it('has two gaps where a reading lies between them', () => {
    const gaps = [
      [T, second(20)],
      [second(20), second(50)],
    ] as const;
    const view = viewOf(beginSpan(aSpan([reading(20, 1), reading(50, 2)], { gaps })), T, second(55));

    expect(view.gaps).toEqual(gaps);
  });

  it('counts what is shown, to the moment where the server told it', () => {
    const span = beginSpan(
      aSpan(
        [
          [second(0), 20, 19, 21, 3],
          [second(60), 24, 22, 26, 1],
        ],
        {
          bucketMs: 60_000,
          statistics: {
            count: 4,
            mean: 21,
            lowest: { value: 19, at: second(7) },
            highest: { value: 26, at: second(61) },
            complete: 1,
            rhythmMs: 10_000,
          },
        },
      ),
    );
    const view = viewOf(span, T, second(70));

    expect(statisticsOf(view, span)).toEqual({
      count: 4,
      mean: 21,
      lowest: { value: 19, at: second(7) },
      highest: { value: 26, at: second(61) },
      complete: 1,
      gaps: 0,
    });
  });
});
