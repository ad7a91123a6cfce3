import { describe, expect, it } from 'vitest';
import { type Line, LOADS } from '@/server/demo/house/appliances';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@/server/demo/house/clock';
import { createHouse } from '@/server/demo/house/house';

const SINCE = Date.UTC(2026, 10, 19);
const OPTIONS = { seed: 7, since: SINCE, offsetMs: HOUR_MS };
const LINES: readonly Line[] = [...LOADS, 'solar'];

/** kWh that the power adds up to, by small steps. */
function addedUp(powerAt: (at: number) => number, from: number, to: number): number {
  const step = SECOND_MS;
  let wattMs = 0;
  for (let at = from; at < to; at += step) wattMs += powerAt(at + step / 2) * step;
  return wattMs / 3.6e9;
}

describe('the house of the demo', () => {
  it('is the same for the same seed, in whatever order it is asked', () => {
    const forward = createHouse(OPTIONS);
    const backward = createHouse(OPTIONS);
    const moments = Array.from({ length: 60 }, (_, index) => SINCE + index * 3.1 * HOUR_MS);
    const facts = (house: ReturnType<typeof createHouse>, at: number) => [
      house.net(at),
      house.imported(at),
      house.energy('kettle', at),
      house.weather(at),
    ];

    const inOrder = moments.map((at) => facts(forward, at));
    const inReverse = moments.toReversed().map((at) => facts(backward, at));

    expect(inReverse.toReversed()).toEqual(inOrder);
  });

  it('is another one for another seed', () => {
    const at = SINCE + 2 * DAY_MS + 11 * HOUR_MS;

    expect(createHouse({ ...OPTIONS, seed: 8 }).net(at)).not.toBe(createHouse(OPTIONS).net(at));
  });

  it.each(LINES)('counts of %s exactly what its power adds up to', (line) => {
    const house = createHouse(OPTIONS);
    const from = SINCE + 30 * HOUR_MS;
    const to = from + DAY_MS;

    const counted = house.energy(line, to) - house.energy(line, from);

    expect(counted).toBeGreaterThan(0);
    expect(counted).toBeCloseTo(
      addedUp((at) => house.power(line, at), from, to),
      4,
    );
  });

  it('has a meter that sees all loads less the sun, at every moment', () => {
    const house = createHouse(OPTIONS);
    for (let at = SINCE; at < SINCE + 2 * DAY_MS; at += 7 * MINUTE_MS) {
      const loads = LOADS.reduce((sum, load) => sum + house.power(load, at), 0);

      expect(house.net(at)).toBeCloseTo(loads - house.power('solar', at), 9);
    }
  });

  it('imports less exports what the loads took less what the sun gave', () => {
    const house = createHouse(OPTIONS);
    const at = SINCE + 6 * DAY_MS + 13 * HOUR_MS;
    const loads = LOADS.reduce((sum, load) => sum + house.energy(load, at), 0);

    expect(house.imported(at) - house.exported(at)).toBeCloseTo(loads - house.energy('solar', at), 9);
    expect(house.exported(at)).toBeGreaterThan(0);
  });

  it('has counters that never go back and powers that are never negative', () => {
    const house = createHouse(OPTIONS);
    let before = { imported: 0, exported: 0, fridge: 0 };
    for (let at = SINCE; at < SINCE + 3 * DAY_MS; at += 37 * SECOND_MS) {
      const now = {
        imported: house.imported(at),
        exported: house.exported(at),
        fridge: house.energy('fridge', at),
      };
      expect(now.imported).toBeGreaterThanOrEqual(before.imported);
      expect(now.exported).toBeGreaterThanOrEqual(before.exported);
      expect(now.fridge).toBeGreaterThanOrEqual(before.fridge);
      expect(Math.min(...LINES.map((line) => house.power(line, at)))).toBeGreaterThanOrEqual(0);
      before = now;
    }
  });

  it('has no sun at night and some by day', () => {
    const house = createHouse(OPTIONS);
    const midnight = SINCE + 2 * DAY_MS - OPTIONS.offsetMs;

    expect(house.power('solar', midnight + HOUR_MS)).toBe(0);
    expect(house.power('solar', midnight + 12 * HOUR_MS)).toBeGreaterThan(100);
  });

  it('names every moment at which a kettle is switched, cut into spans anywhere', () => {
    const house = createHouse(OPTIONS);
    const whole = house.switches('kettle', SINCE, SINCE + 3 * DAY_MS);
    const halves = [
      ...house.switches('kettle', SINCE, SINCE + 1.4 * DAY_MS),
      ...house.switches('kettle', SINCE + 1.4 * DAY_MS, SINCE + 3 * DAY_MS),
    ];

    expect(whole.length).toBeGreaterThan(20);
    expect(halves).toEqual(whole);
  });
});
