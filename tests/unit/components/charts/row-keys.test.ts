import { expect, it } from 'vitest';
import { rowKeys } from '@/components/charts/row-keys';

const keys = (rows: readonly string[]) => rowKeys(rows, (row) => row);

it('tells rows of one name apart, and leaves each its key when newer ones come', () => {
  const before = keys(['b', 'a', 'a']);

  expect(new Set(before).size).toBe(3);
  expect(keys(['a', 'c', 'b', 'a', 'a']).slice(2)).toEqual(before);
});
