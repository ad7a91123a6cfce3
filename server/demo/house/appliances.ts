import { between, DAY_MS, daily, HOUR_MS, MINUTE_MS } from './clock';
import { curve, type Stretch, steady } from './load';
import { seededRandom } from './random';
import { outdoorTemperature, sunAt } from './weather';

/** What the house's power goes to. `rest` is what no plug counts: lights, cooking, standby. */
export const LOADS = [
  'fridge',
  'freezer',
  'kettle',
  'dishwasher',
  'washingMachine',
  'television',
  'desk',
  'heatPump',
  'rest',
] as const;
export type Load = (typeof LOADS)[number];
export type Line = Load | 'solar';

/** A day of the house's clock: its number since 1970, and chance of its own for every line. */
interface Day {
  readonly number: number;
  readonly seed: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly chance: () => number;
}

const GRID_MS = 5 * MINUTE_MS;
const ROOF_WATTS = 5_600;
const WANTED_INSIDE = 20.5;

const PLANS: Readonly<Record<Line, (day: Day) => readonly Stretch[]>> = {
  fridge: (day) => compressor(day, { cycles: 30, watts: 78, share: 0.34, standby: 1.2 }),
  freezer: (day) => compressor(day, { cycles: 24, watts: 64, share: 0.4, standby: 0.8 }),
  kettle: ({ chance, weekday }) => {
    const first = isWeekend(weekday) ? 8.6 : 6.7;
    const boils = [first, 10.4, 13.1, 16.2, 20.3].map((hour) => {
      const from = (hour + 0.5 * chance()) * HOUR_MS;
      return steady(from, from + (2 + 1.8 * chance()) * MINUTE_MS, 2_140, 14);
    });
    return [steady(0, DAY_MS, 0.4), ...boils];
  },
  dishwasher: ({ chance }) => {
    const runs = chance() < 0.85;
    const from = (20.6 + 0.6 * chance()) * HOUR_MS;
    const wash = [pulse(15, 1_880, 20), pulse(36, 62, 12), pulse(12, 1_860, 20), pulse(26, 18, 2)];
    return [steady(0, DAY_MS, 0.6), ...(runs ? inTurn(from, wash) : [])];
  },
  washingMachine: ({ chance, weekday }) => {
    const runs = [1, 3, 6].includes(weekday) || chance() < 0.25;
    const from = (9.4 + 1.5 * chance()) * HOUR_MS;
    const wash = [pulse(17, 2_040, 25), pulse(44, 170, 80), pulse(6, 95, 40), pulse(11, 430, 60)];
    return [steady(0, DAY_MS, 0.9), ...(runs ? inTurn(from, wash) : [])];
  },
  television: ({ chance, weekday }) => {
    const evening = (19 + 0.5 * chance()) * HOUR_MS;
    const night = (22.2 + 0.7 * chance()) * HOUR_MS;
    const afternoon = isWeekend(weekday) ? [steady(14.2 * HOUR_MS, 15.8 * HOUR_MS, 104, 9)] : [];
    return [steady(0, DAY_MS, 0.7), ...afternoon, steady(evening, night, 108, 9)];
  },
  desk: ({ chance, weekday }) => {
    const from = (8.3 + 0.4 * chance()) * HOUR_MS;
    const to = (16.8 + 0.8 * chance()) * HOUR_MS;
    const work = [steady(from, 12.2 * HOUR_MS, 88, 16), steady(13 * HOUR_MS, to, 92, 16)];
    return [steady(0, DAY_MS, 3.1, 0.3), ...(isWeekend(weekday) ? [] : work)];
  },
  heatPump: ({ number, seed, chance }) => {
    const water = (13 + 0.5 * chance()) * HOUR_MS;
    return [
      ...curve(DAY_MS, GRID_MS, (ms) => heatingWatts(seed, number * DAY_MS + ms)),
      steady(water, water + 36 * MINUTE_MS, 1_720, 24),
    ];
  },
  rest: ({ chance, weekday }) => {
    const dinner = (18 + 0.6 * chance()) * HOUR_MS;
    const lunch = isWeekend(weekday) ? [steady(12.1 * HOUR_MS, 12.7 * HOUR_MS, 1_350, 40)] : [];
    return [
      steady(0, DAY_MS, 92, 6),
      steady(6.4 * HOUR_MS, 8 * HOUR_MS, 120, 8),
      steady(17 * HOUR_MS, 22.8 * HOUR_MS, 165, 12),
      ...lunch,
      steady(dinner, dinner + 42 * MINUTE_MS, 1_620, 60),
    ];
  },
  solar: ({ number, seed }) => curve(DAY_MS, GRID_MS, (ms) => ROOF_WATTS * sunAt(seed, number * DAY_MS + ms)),
};

/** What a line does on a day: the same for the same seed, whenever it is asked. */
export function dayPlan(line: Line, seed: number, number: number): readonly Stretch[] {
  const own = Math.imul(number, 0x9e3779b1) ^ Math.imul(PLAN_NUMBERS.indexOf(line) + 1, 0x85ebca6b);
  return PLANS[line]({ number, seed, weekday: (number + 4) % 7, chance: seededRandom(seed ^ own) });
}

const PLAN_NUMBERS: readonly Line[] = [...LOADS, 'solar'];

function isWeekend(weekday: number): boolean {
  return weekday === 0 || weekday === 6;
}

interface Compressor {
  readonly cycles: number;
  readonly watts: number;
  readonly share: number;
  readonly standby: number;
}

function compressor(day: Day, { cycles, watts, share, standby }: Compressor): readonly Stretch[] {
  const period = DAY_MS / cycles;
  const runs = Array.from({ length: cycles }, (_, cycle) => {
    const from = (cycle + 0.25 * day.chance()) * period;
    return steady(from, from + period * share * (0.85 + 0.3 * day.chance()), watts + 6 * day.chance(), 2);
  });
  return [steady(0, DAY_MS, standby), ...runs];
}

/** Less at night, more the colder it is; nothing above the heating's limit. */
function heatingWatts(seed: number, localMs: number): number {
  const lacking = WANTED_INSIDE - 4 - outdoorTemperature(seed, localMs);
  return lacking <= 0 ? 0 : between(0, 2_600, 62 * lacking * (1 + 0.25 * daily(localMs, 8)));
}

function pulse(minutes: number, watts: number, ripple: number) {
  return { lengthMs: minutes * MINUTE_MS, watts, ripple };
}

function inTurn(from: number, pulses: readonly ReturnType<typeof pulse>[]): readonly Stretch[] {
  let at = from;
  return pulses.map(({ lengthMs, watts, ripple }) => {
    const begun = at;
    at += lengthMs;
    return steady(begun, at, watts, ripple);
  });
}
