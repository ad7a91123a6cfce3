import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveOn } from '@/server/history/latest-value';
import { valuesOf } from '@/server/history/measured-value';
import { aMeasure, aReading } from '@/tests/support/builders';

function aValue(time: number, value: number, given: { receivedAt?: number; implausible?: boolean } = {}) {
  const measures = [aMeasure({ value, ...(given.implausible && { quality: 'implausible' as const }) })];
  const [made] = valuesOf(aReading({ measuredAt: time, receivedAt: given.receivedAt ?? time, measures }));
  if (made === undefined) throw new Error('a reading without a value');
  return made;
}

describe('the newest value', () => {
  it('stays when something older comes, which is late', () => {
    const { latest, late } = moveOn(undefined, [
      aValue(100, 1),
      aValue(50, 2, { receivedAt: 101 }),
      aValue(70, 3),
    ]);

    expect(latest).toMatchObject({ time: 100, value: 1, seenAt: 101, changedAt: 100 });
    expect(late).toEqual({ from: 50, to: 70 });
  });

  it('keeps the moment of its last change while it stays the same', () => {
    const { latest } = moveOn(undefined, [aValue(1, 5), aValue(2, 6), aValue(3, 6)]);

    expect(latest).toMatchObject({ value: 6, time: 3, changedAt: 2 });
  });

  it('is none while all that came is implausible', () => {
    expect(moveOn(undefined, [aValue(1, 5, { implausible: true })])).toEqual({
      latest: undefined,
      late: undefined,
    });
  });

  it('is the same however the values are cut into batches', () => {
    const values = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 2 }), fc.boolean()),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(values, fc.nat(20), (given, cut) => {
        const all = given.map(([time, value, implausible]) => aValue(time, value, { implausible }));
        const first = moveOn(undefined, all.slice(0, cut));

        const parted = moveOn(first.latest, all.slice(cut)).latest;

        // Signs of life before the first plausible value are not kept anywhere.
        expect(parted && { ...parted, seenAt: 0 }).toEqual(withoutSeen(moveOn(undefined, all).latest));
      }),
    );
  });
});

function withoutSeen<Latest extends object>(latest: Latest | undefined) {
  return latest && { ...latest, seenAt: 0 };
}
