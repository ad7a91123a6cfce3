import { describe, expect, it } from 'vitest';
import { distinctRows, rowsOf } from '@/server/history/batch-rows';
import { aMeasure, aReading } from '@/tests/support/builders';

const rowsFor = (...readings: Parameters<typeof rowsOf>[0]) =>
  distinctRows(rowsOf(readings).values.map((value) => ({ seriesId: 1, value })));

describe('the rows of a batch', () => {
  it('hold each key once, with what came last', () => {
    const reading = aReading({ measures: [aMeasure({ value: 1 })] });

    const rows = rowsFor(reading, aReading(), { ...reading, measures: [aMeasure({ value: 2 })] });

    expect(rows).toHaveLength(2);
    expect(rows.find(({ value }) => value.value === 2)).toBeDefined();
    expect(rows.find(({ value }) => value.value === 1)).toBeUndefined();
  });

  it('prefer the newer generation, whatever comes last', () => {
    const reading = aReading();
    const replayed = { ...reading, replay: 3, measures: [aMeasure({ value: 99 })] };

    expect(rowsFor(replayed, reading).map(({ value }) => value.value)).toEqual([99]);
  });

  it('leave out what the broker had kept, but not what it says of availability', () => {
    const { values, replayed, said } = rowsOf([aReading({ replayed: true, availability: 'online' })]);

    expect(values).toEqual([]);
    expect(replayed).toBe(1);
    expect(said.get('kitchen')).toMatchObject([{ state: 'online' }]);
  });

  it('know the series of each value, with and without a channel', () => {
    const measures = [aMeasure(), aMeasure({ channel: '' }), aMeasure({ channel: 'a' }), aMeasure()];

    expect(rowsOf([aReading({ measures })]).series.size).toBe(3);
  });
});
