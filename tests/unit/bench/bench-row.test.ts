import { expect, it } from 'vitest';
import { atLeast, atMost, percentile } from '@/bench/bench-row';
import { table } from '@/bench/table';

it('is missed above a limit from above and below a limit from below', () => {
  expect(atMost('latency', 12, 'ms', 12)).toMatchObject({ ratio: 1, ok: true });
  expect(atMost('latency', 13, 'ms', 12).ok).toBe(false);
  expect(atLeast('rate', 30, 'msg/s', 30)).toMatchObject({ ratio: 1, ok: true });
  expect(atLeast('rate', 29, 'msg/s', 30).ok).toBe(false);
});

it('is missed when nothing could be measured', () => {
  expect(atMost('latency', percentile([], 0.5), 'ms', 12).ok).toBe(false);
});

it('takes the value below which the share of the samples lies', () => {
  const samples = Array.from({ length: 100 }, (_, index) => 100 - index);

  expect(percentile(samples, 0.5)).toBe(51);
  expect(percentile(samples, 0.99)).toBe(100);
});

it('prints one row a figure, names to the left and figures in columns', () => {
  expect(table([atMost('latency', 9.5, 'ms', 12), atLeast('rate', 41_000, 'msg/s', 30_000)])).toBe(
    [
      '                value         limit  ratio',
      'latency        9.5 ms         12 ms   0.79  ok',
      'rate     41 000 msg/s  30 000 msg/s   1.37  ok',
    ].join('\n'),
  );
});
