import { wander } from '@/server/demo/house/random';
import { energyBetween, type Profile, powerAt } from './profile';

/** Quantities of one sensor at one moment, in canonical units. */
export type Values = Readonly<Record<string, number>>;

/** What a kind of sensor measures: a pure function, so a restarted simulation goes on where it was. */
export type Behaviour = (moment: Moment) => Values;

export interface Moment {
  readonly seed: number;
  /** ms since 1970, shifted by the zone's offset: midnight is a multiple of a day. */
  readonly localMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Counters began then: 1 January 2026. */
const METERS_BEGAN_MS = 1_767_225_600_000;

export const BEHAVIOURS = {
  climate: ({ seed, localMs }) => {
    const temperature = roomTemperature(seed, localMs);
    return {
      temperature,
      humidity: humidityAt(seed, localMs, temperature),
      battery: batteryAt(seed, localMs),
    };
  },
  outdoor: ({ seed, localMs }) => {
    const temperature = 9 + 5 * daily(localMs, 15) + 2 * wander(seed, localMs, 3 * HOUR_MS);
    const humidity = between(20, 100, 78 - 3 * (temperature - 9) + 4 * wander(seed + 1, localMs, HOUR_MS));
    const pressure = 1013 + 9 * wander(seed + 2, localMs, 9 * HOUR_MS);
    return { temperature, humidity, pressure };
  },
  air: ({ seed, localMs }) => {
    const temperature = roomTemperature(seed, localMs);
    const asleep = Math.max(0, daily(localMs, 4));
    const co2 = 450 + 700 * asleep + 120 * (1 + wander(seed + 3, localMs, 25 * MINUTE_MS));
    return { co2, temperature, humidity: humidityAt(seed, localMs, temperature) };
  },
  fridge: ({ seed, localMs }) => metered(seed, localMs, fridge(seed)),
  kettle: ({ seed, localMs }) => metered(seed, localMs, kettle(seed)),
  house: ({ seed, localMs }) => metered(seed, localMs, house(seed)),
} satisfies Record<string, Behaviour>;

export type Kind = keyof typeof BEHAVIOURS;

function roomTemperature(seed: number, localMs: number): number {
  return 20.6 + (seed % 5) * 0.4 + 0.9 * daily(localMs, 18) + 0.35 * wander(seed, localMs, 20 * MINUTE_MS);
}

/** Warm air holds more water: the same room is drier when it is warmer. */
function humidityAt(seed: number, localMs: number, temperature: number): number {
  return between(20, 95, 48 - 2.4 * (temperature - 21) + 5 * wander(seed + 7, localMs, 2 * HOUR_MS));
}

/** From full to 4 % in 384 days, then a new cell. */
function batteryAt(seed: number, localMs: number): number {
  return 100 - ((localMs / DAY_MS + seed) % 384) / 4;
}

function metered(seed: number, localMs: number, profile: Profile): Values {
  const draws = powerAt(profile, localMs);
  const power = draws * (1 + 0.01 * wander(seed + 11, localMs, 5_000));
  return {
    power,
    energy: energyBetween(profile, METERS_BEGAN_MS, localMs),
    voltage: 231 + 2.5 * wander(seed + 13, localMs, 4 * MINUTE_MS),
  };
}

function fridge(seed: number): Profile {
  const periodMs = (36 + (seed % 14)) * MINUTE_MS;
  return {
    periodMs,
    baseWatts: 1.5,
    pulses: [{ atMs: 0, lengthMs: 0.36 * periodMs, watts: 70 + (seed % 401) / 10 }],
  };
}

function kettle(seed: number): Profile {
  const later = (seed % 20) * MINUTE_MS;
  const boils = [7, 10.5, 13, 16, 20].map((hour) => ({
    atMs: hour * HOUR_MS + later,
    lengthMs: (2 + (seed % 7) / 3) * MINUTE_MS,
    watts: 1800 + (seed % 449),
  }));
  return { periodMs: DAY_MS, baseWatts: 0.4, pulses: boils };
}

function house(seed: number): Profile {
  const during = (from: number, to: number, watts: number) => ({
    atMs: from * HOUR_MS,
    lengthMs: (to - from) * HOUR_MS,
    watts,
  });
  const pulses = [
    during(6.5, 8, 620),
    during(12, 12.75, 1400),
    during(17.5, 22.5, 480),
    during(18, 19, 1900),
  ];
  return { periodMs: DAY_MS, baseWatts: 120 + (seed % 997) / 10, pulses };
}

/** -1 … 1 once a day, highest at `peakHour`. */
function daily(localMs: number, peakHour: number): number {
  return Math.cos((2 * Math.PI * (localMs - peakHour * HOUR_MS)) / DAY_MS);
}

function between(least: number, most: number, value: number): number {
  return Math.min(most, Math.max(least, value));
}
