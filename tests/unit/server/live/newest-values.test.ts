import { beforeEach, expect, it } from 'vitest';
import {
  FLAG_IMPLAUSIBLE,
  FLAG_LATE,
  FLAG_MERGED,
  FLAG_RECEIPT_TIME,
  type Sample,
} from '@/contracts/socket-events';
import { createNewestValues, type NewestValues } from '@/server/live/newest-values';
import { aMeasure, aReading } from '@/tests/support/builders';

let values: NewestValues;
let sequence = 0;

beforeEach(() => {
  values = createNewestValues();
  sequence = 0;
});

it('keeps the newest value of a series by measured time, not by arrival', () => {
  take(20, 21.5);
  take(10, 18);

  expect(values.snapshot(undefined)).toEqual([['kitchen', 'temperature', null, 20, 21.5, 0]]);
});

it('takes the later of two readings of one moment', () => {
  take(20, 1);
  take(20, 2);

  expect(values.snapshot(undefined).map(([, , , , value]) => value)).toEqual([2]);
});

it('flags as late what was measured before the newest value', () => {
  expect([take(20, 1), take(10, 2), take(30, 3)].map(flagsOf)).toEqual([0, FLAG_LATE, 0]);
});

it('flags as late what was measured before history’s newest value', () => {
  values.seed([['kitchen', 'temperature', null, 50, 21, 0]]);

  expect(flagsOf(take(40, 20))).toBe(FLAG_LATE);
  expect(values.snapshot(undefined)).toEqual([['kitchen', 'temperature', null, 50, 21, 0]]);
});

it('does not flag as late what history knew already when it gave its newest value', () => {
  values.seed([['kitchen', 'temperature', null, 50, 21, 0]]);

  expect(flagsOf(take(40, 20, { known: true }))).toBe(0);
  expect(flagsOf(take(30, 20, { known: true }))).toBe(FLAG_LATE);
});

it('leaves an implausible value out of the newest', () => {
  take(10, 20);
  const implausible = take(20, 9_999, { quality: 'implausible' });

  expect(flagsOf(implausible)).toBe(FLAG_IMPLAUSIBLE);
  expect(values.snapshot(undefined).map(([, , , , value]) => value)).toEqual([20]);
});

it('says whose time it is not', () => {
  const clocks = (['device', 'corrected', 'receipt', 'suspect'] as const).map((clock) =>
    flagsOf(values.take(aReading({ clock, sensorId: clock }), 1, false).samples[0]),
  );

  expect(clocks).toEqual([0, 0, FLAG_RECEIPT_TIME, FLAG_RECEIPT_TIME]);
});

it('takes no value from a message the broker had stored, but its availability', () => {
  const taken = values.take(aReading({ replayed: true, availability: 'offline', measuredAt: 7 }), 1, false);

  expect(taken).toEqual({ samples: [], availability: ['kitchen', 'offline', 7] });
});

it('gives who fell behind the newest value of each series touched since, also where only a late one came', () => {
  take(100, 1);
  take(100, 2, { channel: 'outside' });
  const since = sequence;
  take(50, 3);
  values.take(aReading({ sensorId: 'attic', measuredAt: 5, clock: 'device' }), since, false);

  expect(values.mergedSince(since, undefined).samples).toEqual([
    ['kitchen', 'temperature', null, 100, 1, FLAG_MERGED],
  ]);
});

it('looks only at the sensors asked for', () => {
  take(1, 1);
  values.take(aReading({ sensorId: 'attic' }), 9, false);

  expect(values.snapshot(['attic', 'nobody']).map(([sensorId]) => sensorId)).toEqual(['attic']);
});

function take(
  measuredAt: number,
  value: number,
  own: { channel?: string; quality?: 'implausible'; known?: boolean } = {},
): Sample | undefined {
  sequence += 1;
  const { channel = null, quality, known = false } = own;
  const measure = aMeasure({ value, channel, ...(quality && { quality }) });
  return values.take(aReading({ measuredAt, clock: 'device', measures: [measure] }), sequence, known)
    .samples[0];
}

function flagsOf(sample: Sample | undefined): number | undefined {
  return sample?.[5];
}

it('are what history says where the past was changed up to them, and none where it has none', () => {
  take(20, 216);
  const changed = {
    series: { sensorId: 'kitchen', quantity: 'temperature', channel: null },
    from: 5,
    to: 20,
  };
  expect(values.reaches({ ...changed, to: 19 })).toBe(false);
  expect(values.reaches({ ...changed, series: null })).toBe(true);
  expect(values.reaches(changed)).toBe(true);

  values.settle([['kitchen', 'temperature', null, 20, 21.6, 0]], [changed]);
  expect(values.snapshot(undefined).map(([, , , , value]) => value)).toEqual([21.6]);

  values.settle([], [changed]);
  expect(values.snapshot(undefined)).toEqual([]);
  take(10, 18);
  expect(values.snapshot(undefined).map(([, , , , value]) => value)).toEqual([18]);
});

it('are those that were released after the newest known, and of sensors that nobody knew', () => {
  take(20, 216);
  const released = {
    series: { sensorId: 'kitchen', quantity: 'temperature', channel: null },
    from: 30,
    to: 30,
  };
  const taught = { ...released, series: { sensorId: 'hall', quantity: 'power', channel: null } };
  expect([released, taught].map((changed) => values.reaches(changed))).toEqual([true, true]);

  values.settle(
    [
      ['kitchen', 'temperature', null, 30, 85, 0],
      ['hall', 'power', null, 30, 40, 0],
    ],
    [released, taught],
  );

  expect(values.snapshot(undefined).map(([id, , , at, value]) => [id, at, value])).toEqual([
    ['kitchen', 30, 85],
    ['hall', 30, 40],
  ]);
});
