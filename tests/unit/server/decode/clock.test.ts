import { describe, expect, it } from 'vitest';
import { measuredAt } from '@/server/decode/clock';

const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;
const RECEIVED = Date.UTC(2026, 10, 21) * 1000 + 7;

describe('measuredAt', () => {
  it('takes the moment of receipt to the microsecond when the device sent no time', () => {
    expect(measuredAt(undefined, RECEIVED)).toEqual({ at: RECEIVED, clock: 'receipt' });
  });

  it("takes the device's own time", () => {
    const micros = RECEIVED - 5 * SECOND;

    expect(measuredAt({ micros, kind: 'explicit' }, RECEIVED)).toEqual({ at: micros, clock: 'device' });
  });

  it('says when a zone was applied', () => {
    const micros = RECEIVED - 5 * SECOND;

    expect(measuredAt({ micros, kind: 'zoned' }, RECEIVED)).toEqual({ at: micros, clock: 'corrected' });
  });

  it.each([
    [-30 * DAY, 'device'],
    [-30 * DAY - 1, 'suspect'],
    [120 * SECOND, 'device'],
    [120 * SECOND + 1, 'suspect'],
  ])('believes a stamp %d µs from receipt: %s', (difference, clock) => {
    const micros = RECEIVED + difference;

    expect(measuredAt({ micros, kind: 'explicit' }, RECEIVED)).toEqual({
      at: clock === 'device' ? micros : RECEIVED,
      clock,
    });
  });

  it('believes nothing before 2015, even shortly before receipt', () => {
    const received = Date.UTC(2015, 0, 2) * 1000;
    const micros = Date.UTC(2014, 11, 31) * 1000;

    expect(measuredAt({ micros, kind: 'explicit' }, received)).toEqual({ at: received, clock: 'suspect' });
  });
});
