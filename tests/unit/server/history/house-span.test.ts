import { describe, expect, it } from 'vitest';
import type { SeriesSpan } from '@/contracts/history';
import type { SpanPoint } from '@/contracts/span-point';
import { houseSpan, inColumns } from '@/server/history/house-span';

const at = (time: number, mean: number | null, count = 1): SpanPoint => [
  time,
  mean,
  mean,
  mean,
  mean === null ? 0 : count,
];

describe('values in columns', () => {
  it('are means of what was measured in each', () => {
    expect(inColumns([at(0, 1), at(5, 3, 3), at(10, 7)], 0, 10, 2)).toEqual([2.5, 7]);
  });

  it('hold on until the next one', () => {
    expect(inColumns([at(5, 4), at(35, 6)], 0, 10, 5)).toEqual([4, 4, 4, 6, 6]);
  });

  it('are unknown before the first one, and from where the line breaks', () => {
    expect(inColumns([at(12, 4), at(22, null), at(41, 5)], 0, 10, 5)).toEqual([null, 4, null, null, 5]);
  });
});

describe('what the house took', () => {
  const spanOf = (points: readonly SpanPoint[], gaps: SeriesSpan['gaps'] = []) =>
    ({ points, gaps }) as SeriesSpan;
  const request = { from: 0, to: 30, columns: 3 };

  it('is what came from the grid and the roof, also while some of it goes out again', () => {
    const meter = spanOf([at(0, 300), at(10, -500), at(20, 0)]);
    const solar = [spanOf([at(0, 0), at(10, 1_500), at(20, 200)]), spanOf([at(20, 50)], [[0, 20]])];

    expect(houseSpan({ meter, solar, batteries: [] }, request).points).toEqual([
      [0, 300, 0],
      [10, 1_000, 1_500],
      [20, 250, 250],
    ]);
  });

  it('is unknown without the meter; a silent inverter makes nothing', () => {
    const meter = spanOf([at(0, 300), at(10, null)]);
    const solar = [spanOf([at(0, 40), at(5, null)])];

    expect(houseSpan({ meter, solar, batteries: [] }, request).points).toEqual([
      [0, 340, 40],
      [10, null, null],
      [20, null, null],
    ]);
  });

  it('has no hole at its beginning, where a series only has not spoken yet', () => {
    const meter = spanOf([at(0, -100)]);
    const late = [at(12, 400)];

    const loads = (solar: SeriesSpan) =>
      houseSpan({ meter, solar: [solar], batteries: [] }, request).points.map(([, load]) => load);

    expect(loads(spanOf(late))).toEqual([300, 300, 300]);
    expect(loads(spanOf(late, [[0, 12]]))).toEqual([-100, 300, 300]);
  });

  it('counts what a battery gives and takes', () => {
    const meter = spanOf([at(0, 100)]);
    const batteries = [spanOf([at(0, 400), at(10, -60)])];
    expect(houseSpan({ meter, solar: [], batteries }, request).points.map(([, load]) => load)).toEqual([
      500, 40, 40,
    ]);
  });
});
