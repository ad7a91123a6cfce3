import { expect, it } from 'vitest';
import { numberAt, numberOfText, readingAt, textOfNumber } from '@/components/provenance/asked-number';

it('a point of a chart is a reading where each is drawn, else a column', () => {
  const at = 1_790_000_000_123.456;

  expect(numberAt([at, 21, 21, 21, 1], 0)).toEqual({ kind: 'reading', at: 1_790_000_000_123_456 });
  expect(numberAt([at, 21, 21, 21, 0], 60_000)).toEqual({ kind: 'reading', at: 1_790_000_000_123_456 });
  expect(numberAt([1_790_000_000_000, 21, 20, 22, 30], 900_000)).toEqual({
    ...{ kind: 'column', from: 1_790_000_000_000, to: 1_790_000_900_000 },
  });
});

it('an address names it, and nothing that is none', () => {
  for (const asked of [readingAt(1_790_000_000_123.456), { kind: 'column', from: 5, to: 9 } as const])
    expect(numberOfText(textOfNumber(asked))).toEqual(asked);
  for (const text of [null, '', 'x', '-5', '5-', '9-5', '5-5', '1'.repeat(17), '1e9', '1.5'])
    expect(numberOfText(text)).toBeUndefined();
});
