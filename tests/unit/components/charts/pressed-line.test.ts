import { expect, it } from 'vitest';
import { lineAt } from '@/components/charts/pressed-line';
import type { DrawnLine } from '@/components/history/lines';
import type { SpanPoint } from '@/contracts/span-point';

const column = (at: number, mean: number | null): SpanPoint => [at, mean, mean, mean, 2];

function aLine(key: string, points: readonly SpanPoint[], bucketMs = 0): DrawnLine {
  const statistics = {
    ...{ count: 0, mean: null, lowest: null, highest: null, complete: 1, rhythmMs: null },
  };
  return {
    ...{ key, sensorId: key, quantity: 'temperature', channel: null, unit: '°C', axis: '°C', name: key },
    ...{ colour: 'red', dash: undefined },
    span: { from: 0, to: 1_000, bucketMs, meanKind: 'mean', points, gaps: [], implausible: [], statistics },
  };
}

const low = aLine('low', [column(0, 10), column(400, 10), column(800, null)], 400);
const high = aLine('high', [column(100, 30), column(900, 30)]);
const drawn = {
  window: { from: 0, to: 1_000 },
  plot: { left: 50, width: 500 },
  verticalOf: () => ({ lowest: 0, highest: 40, height: 232 }),
};
const pressed = (x: number, y: number) => {
  const found = lineAt({ x: 50 + x / 2, y }, [low, high], drawn);
  return found && [found.line.key, found.point[0]];
};

it('a press is on the nearest line: on the column it lies in, or on the nearest of single readings', () => {
  expect(pressed(500, 180)).toEqual(['low', 400]);
  expect(pressed(399, 180)).toEqual(['low', 0]);
  expect(pressed(450, 40)).toEqual(['high', 100]);
  expect(pressed(600, 40)).toEqual(['high', 900]);
});

it('a line that breaks there is not meant, and beside the picture there is none', () => {
  expect(pressed(850, 180)).toEqual(['high', 900]);
  expect(pressed(-20, 180)).toBeUndefined();
});
