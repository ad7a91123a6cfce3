import { describe, expect, it } from 'vitest';
import { lettersOf } from '@/server/readings/unreadable-letters';

const BATCH = { topic: 'hearth.readings.v1', partition: 3 };
const unreadable = (count: number, key = 'kitchen') =>
  Array.from({ length: count }, (_, offset) => ({
    record: { offset, key: Buffer.from(key) },
    why: { detail: 'not JSON', traces: {} },
  }));

describe('letters of a batch', () => {
  it('say where the record stands, and leave its bytes there', () => {
    const [letter] = lettersOf('history', BATCH, unreadable(1));

    expect(letter).toMatchObject({ key: 'kitchen', value: null });
    expect(letter?.headers).toEqual({
      code: 'SCHEMA',
      detail: 'hearth.readings.v1/3@0: not JSON',
      stage: 'history',
    });
  });

  it('are ten a source, and the last stands for the rest', () => {
    const letters = lettersOf('history', BATCH, [...unreadable(500), ...unreadable(1, 'hall')]);

    expect(letters).toHaveLength(11);
    const standing = letters.reduce((all, { headers }) => all + Number(headers?.standsFor ?? 1), 0);
    expect(standing).toBe(501);
  });
});
