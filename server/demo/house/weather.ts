import { between, DAY_MS, daily, HOUR_MS, MINUTE_MS } from './clock';
import { wander } from './random';

export interface Weather {
  readonly temperature: number;
  readonly humidity: number;
  readonly pressure: number;
  readonly illuminance: number;
  readonly windSpeed: number;
}

const YEAR_DAYS = 365.25;
const LATITUDE = (51 * Math.PI) / 180;
const FULL_SUN_LUX = 98_000;

/** The weather outside at a moment of the house's clock: a pure function, as everything of this house. */
export function weatherAt(seed: number, localMs: number): Weather {
  const temperature = outdoorTemperature(seed, localMs);
  const sun = sunAt(seed, localMs);
  return {
    temperature,
    humidity: between(
      30,
      100,
      82 - 2.2 * (temperature - seasonal(localMs)) + 6 * wander(seed + 1, localMs, 2 * HOUR_MS),
    ),
    pressure: 1012 + 11 * wander(seed + 2, localMs, 17 * HOUR_MS),
    illuminance: FULL_SUN_LUX * sun,
    windSpeed: Math.abs(
      3 + 3 * wander(seed + 3, localMs, 3 * HOUR_MS) + wander(seed + 4, localMs, 3 * MINUTE_MS),
    ),
  };
}

export function outdoorTemperature(seed: number, localMs: number): number {
  return seasonal(localMs) + 3.2 * daily(localMs, 15) + 2.4 * wander(seed, localMs, 7 * HOUR_MS);
}

/** 0 … 1 of what a roof gets at most: the height of the sun, less the clouds. */
export function sunAt(seed: number, localMs: number): number {
  const height = sunHeight(localMs);
  if (height <= 0) return 0;
  const cover = between(0, 1, 0.45 + 0.45 * wander(seed + 5, localMs, 5 * HOUR_MS));
  const gaps = 0.5 + 0.5 * wander(seed + 6, localMs, 11 * MINUTE_MS);
  return height * (1 - cover * (0.55 + 0.3 * gaps));
}

/** The sine of the sun's height over the horizon. */
function sunHeight(localMs: number): number {
  const declination = -0.409 * Math.cos((2 * Math.PI * (dayOfYear(localMs) + 10)) / YEAR_DAYS);
  const hourAngle = (2 * Math.PI * (localMs % DAY_MS)) / DAY_MS - Math.PI;
  return (
    Math.sin(LATITUDE) * Math.sin(declination) +
    Math.cos(LATITUDE) * Math.cos(declination) * Math.cos(hourAngle)
  );
}

function seasonal(localMs: number): number {
  return 10.5 - 8.5 * Math.cos((2 * Math.PI * (dayOfYear(localMs) - 20)) / YEAR_DAYS);
}

function dayOfYear(localMs: number): number {
  return (localMs / DAY_MS) % YEAR_DAYS;
}
