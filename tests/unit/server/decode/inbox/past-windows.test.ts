import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pastWindows } from '@/server/decode/inbox/past-windows';

it('reads all of a short past', () => {
  expect(pastWindows([{ partition: 1, first: 10, last: 19 }])).toEqual({
    isWhole: true,
    windows: [{ partition: 1, from: 10, count: 10 }],
  });
});

it('reads pieces of a long one, its begin and its end among them, and never more than is good', () => {
  const span = fc
    .record({ partition: fc.nat(9), first: fc.nat(1e6), length: fc.nat(1e6) })
    .map(({ partition, first, length }) => ({ partition, first, last: first + length }));
  fc.assert(
    fc.property(fc.array(span, { minLength: 1, maxLength: 20 }), (spans) => {
      const { windows } = pastWindows(spans);

      expect(windows.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(6_000);
      for (const { partition } of spans) {
        const own = spans.filter((each) => each.partition === partition);
        const read = windows.filter((each) => each.partition === partition);
        expect(Math.min(...read.map(({ from }) => from))).toBe(Math.min(...own.map(({ first }) => first)));
        expect(Math.max(...read.map(({ from, count }) => from + count - 1))).toBe(
          Math.max(...own.map(({ last }) => last)),
        );
      }
    }),
  );
});
