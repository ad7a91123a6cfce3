import type { Profile } from './sensor-looks';
import { canonicalOf } from './units';

/** Lowest and highest value that can be believed, canonical unit, inclusive. */
export type Range = readonly [min: number, max: number];

/** Whose word it is. Of one series a person's goes before its sensor's profile, and that before the quantity's own range. */
export type RangeSource = 'person' | 'profile';

/** What can be believed of one series, as its sensor's pages show it. */
export interface BelievableSeries {
  readonly quantity: string;
  readonly channel: string | null;
  readonly unit: string;
  /** By the sensor's profile, else by the quantity. */
  readonly usual: Range;
  /** A person's word; null: nobody said. */
  readonly own: Range | null;
}

/** What somebody says of one series of a sensor. */
export interface RangeWish {
  readonly quantity: string;
  /** Null: the series without one. */
  readonly channel: string | null;
  /** Null: what the profile or the quantity says holds again. */
  readonly limits: Range | null;
  /** Of the past, too: since when values were measured, ms since 1970; null: from now on alone. */
  readonly since: number | null;
}

/** What a range would make of the values that are stored. */
export interface RangeJudgement {
  /** Marked as not believable now, and within it. */
  readonly released: number;
  /** Readings now, and outside it. */
  readonly marked: number;
  /** When the first of these was measured, ms since 1970; null: there are none. */
  readonly since: number | null;
}

const AIR = { pressure: [300, 1_100] } as const;
const PROFILE_RANGES: Readonly<Partial<Record<Profile, Readonly<Record<string, Range>>>>> = {
  // A DS18B20 that has just been switched on says 85 °C.
  climate: { temperature: [-40, 84.9], ...AIR },
  outdoor: { temperature: [-60, 70], ...AIR },
  cold: { temperature: [-60, 40] },
  heating: { temperature: [-55, 600] },
};

/** What a kind of sensor says of its quantities, by quantity. */
export function rangesOfProfile(profile: string | null): ReadonlyMap<string, Range> {
  return new Map(Object.entries(PROFILE_RANGES[profile as Profile] ?? {}));
}

/** What a series may be where nobody said otherwise. */
export function usualRange(quantity: string, unit: string, profile: string | null): Range {
  return rangesOfProfile(profile).get(quantity) ?? canonicalOf(quantity, unit)?.hard ?? EVERYTHING;
}

const EVERYTHING: Range = [-Number.MAX_VALUE, Number.MAX_VALUE];

/**
 * What sensors send where they have no value, within what is possible: an integer that is full. What lies outside a quantity's
 * range anyway (-127 °C, 655.35 %) needs no line.
 */
const SENTINELS: Readonly<Record<string, readonly number[]>> = {
  temperature: [327.67, 327.7],
  illuminance: [65_535],
};

export function isSentinel(quantity: string, value: number): boolean {
  return SENTINELS[quantity]?.includes(value) === true;
}
