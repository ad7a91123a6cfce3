import { describe, expect, it } from 'vitest';
import { believed } from '@/server/decode/believable';
import { type BelievableRange, createRangeHistory } from '@/server/decode/range-history';
import { aMeasure, aReading } from '@/tests/support/builders';

const NOON_MS = Date.UTC(2026, 10, 30, 12);
let ids = 0;

function aRange(given: Partial<BelievableRange>): BelievableRange {
  ids += 1;
  const about = { id: ids, sensorId: 'kitchen', quantity: 'temperature', channel: null };
  return { ...about, limits: [0, 40], source: 'person', validFrom: NOON_MS * 1000, ...given };
}

function qualityOf(
  measure: Parameters<typeof aMeasure>[0],
  ranges: readonly BelievableRange[] = [],
  atMs = NOON_MS,
) {
  const history = createRangeHistory();
  history.limit(ranges);
  return believed(aReading({ measures: [aMeasure(measure)] }), history, atMs).measures[0]?.quality;
}

describe('what can be believed', () => {
  it('is what whoever read it believes, but for what sensors send where they have no value', () => {
    expect(qualityOf({ value: 21 })).toBeUndefined();
    expect(qualityOf({ value: 900, quality: 'implausible' })).toBe('implausible');
    expect(qualityOf({ value: 327.67 })).toBe('implausible');
    expect(qualityOf({ quantity: 'illuminance', unit: 'lx', value: 65_535 })).toBe('implausible');
  });

  it('is narrowed by the sensor’s profile, and widened by no profile', () => {
    const cold = aRange({ source: 'profile', limits: [-60, 40] });
    const heating = aRange({ source: 'profile', limits: [-55, 600] });

    expect(qualityOf({ value: 50 }, [cold])).toBe('implausible');
    expect(qualityOf({ value: 40 }, [cold])).toBeUndefined();
    expect(qualityOf({ value: 327.7 }, [heating])).toBeUndefined();
    expect(qualityOf({ value: 90, quality: 'implausible' }, [heating])).toBe('implausible');
  });

  it('is what a person says, before all else', () => {
    const ranges = [aRange({ limits: [-60, 900] }), aRange({ source: 'profile', limits: [0, 40] })];

    expect(qualityOf({ value: 850, quality: 'implausible' }, ranges)).toBeUndefined();
    expect(qualityOf({ value: 901 }, ranges)).toBe('implausible');
  });

  it('is another from a moment on, until it is taken back', () => {
    const hour = 3_600_000;
    const later = (NOON_MS + hour) * 1000;
    const ranges = [aRange({ limits: null, validFrom: later }), aRange({ limits: [0, 30] })];

    expect(qualityOf({ value: 35 }, ranges, NOON_MS - 1)).toBeUndefined();
    expect(qualityOf({ value: 35 }, ranges, NOON_MS)).toBe('implausible');
    expect(qualityOf({ value: 35 }, ranges, NOON_MS + hour)).toBeUndefined();
  });

  it('is said of a channel, of the values without one, or of all', () => {
    const ofFlow = aRange({ channel: 'flow', limits: [0, 90] });
    const ofNone = aRange({ channel: '', limits: [0, 30] });

    expect(qualityOf({ value: 80, channel: 'flow' }, [ofFlow, ofNone])).toBeUndefined();
    expect(qualityOf({ value: 80 }, [ofFlow, ofNone])).toBe('implausible');
    expect(qualityOf({ value: 80, channel: 'return' }, [ofFlow, ofNone])).toBeUndefined();
    expect(qualityOf({ value: 80, channel: 'return' }, [aRange({})])).toBe('implausible');
  });

  it('leaves a reading as it is where nothing changes', () => {
    const reading = aReading();

    expect(believed(reading, createRangeHistory(), NOON_MS)).toBe(reading);
  });
});
