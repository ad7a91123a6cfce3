/** Icons that a person may choose for a sensor: names of Lucide's. */
export const SENSOR_ICONS = [
  'car',
  'coffee',
  'fan',
  'heater',
  'house',
  'lamp',
  'microwave',
  'monitor',
  'refrigerator',
  'router',
  'shower-head',
  'snowflake',
  'sun',
  'tv',
  'utensils',
  'utility-pole',
  'washing-machine',
] as const;
export type SensorIconName = (typeof SENSOR_ICONS)[number];

/**
 * What kind of thing a sensor is, and with it what its values may be (`believable.ts`). `meter`: at the grid, its power is what comes in, below zero what goes out. `solar`: its power
 * is what it makes. `battery`: its power is what it gives, below zero what it takes.
 */
export const PROFILES = [
  'meter',
  'solar',
  'battery',
  'device',
  'climate',
  'outdoor',
  'cold',
  'heating',
  'other',
] as const;
export type Profile = (typeof PROFILES)[number];
