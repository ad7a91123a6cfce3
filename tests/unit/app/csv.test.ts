import { expect, it } from 'vitest';
import { csvOf } from '@/app/api/v1/csv';

it('quotes every cell, and gives a spreadsheet nothing to run', () => {
  expect(
    csvOf([
      ['who', 'what'],
      ['a "b", c', '=1+1'],
      ['-x', '@y\nz'],
    ]),
  ).toBe('"who","what"\r\n"a ""b"", c","\'=1+1"\r\n"\'-x","\'@y\nz"\r\n');
});
