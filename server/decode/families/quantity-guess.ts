import { quantityOfUnit } from '@/contracts/quantity-names';
import { unitSymbol } from '@/contracts/unit-spelling';
import { remembering } from './remembering';
import { isSetting } from './setting-words';

type ByName = readonly (readonly [name: RegExp, quantity: string])[];

const BATTERY = /batt|\bbat\b|vbat|vdd/;
// C1: what begins anew each day or month is no lifetime counter.
const BEGINS_ANEW = /daily|today|yesterday|month|week|year|hourly|(?:last|this|per) hour|period/;
const RETURNED = /return|export|inject|produc|feed/;

// Cars and fans have a speed and a direction, too.
const WIND = /wind|weather|anemo/;

const ENERGY: ByName = [
  [BEGINS_ANEW, ''],
  [RETURNED, 'energy_returned'],
];
const SHARE: ByName = [
  [BATTERY, 'battery'],
  [/moist|soil|volumetric water|\bvwc\b/, 'moisture'],
  [/hum(?!an|idif)|\brh\b/, 'humidity'],
  [/power.?factor|\bpf\b|cos.?phi/, 'power_factor'],
];
const VOLUME: ByName = [
  [BEGINS_ANEW, ''],
  [/gas/, 'gas'],
  [/tank|level/, 'tank_volume'],
  [/water/, 'water'],
];
const PARTS: ByName = [
  [/co2|carbon.?diox/, 'co2'],
  [/voc/, 'voc'],
  [/\bco\b|carbon.?mono/, 'carbon_monoxide'],
];
const MASS: ByName = [
  [/pm\D?2\D?5/, 'pm25'],
  [/pm\D?10/, 'pm10'],
  [/pm\D?4/, 'pm4'],
  [/pm\D?1/, 'pm1'],
  [/voc/, 'voc'],
];
const SPEED: ByName = [
  [/gust/, 'wind_gust'],
  [WIND, 'wind_speed'],
];
const LENGTH: ByName = [
  [/rain|precip/, 'rain'],
  [/dist|level|depth|height/, 'distance'],
];

const all = (units: readonly string[], names: ByName) => units.map((unit) => [unit, names] as const);

/** A unit's symbol → what its name says more exactly than the unit alone, the first that fits; '' where it is nothing of Hearth's. */
const BY_UNIT: ReadonlyMap<string, ByName> = new Map([
  ...all(['°C', '°F', 'K'], [[/dew/, 'dew_point']]),
  ...all(['kWh', 'Wh', 'MWh', 'mWh', 'J', 'kJ', 'MJ', 'GJ'], ENERGY),
  // What a vapour alone would press.
  ...all(['hPa', 'Pa', 'kPa'], [[/vapou?r/, '']]),
  ...all(['V', 'mV', 'kV'], [[BATTERY, 'battery_voltage']]),
  ...all(['%', 'fraction'], SHARE),
  ...all(['m³', 'L', 'ft³', 'gal', 'CCF'], VOLUME),
  ...all(['ppm', 'ppb'], PARTS),
  ...all(['µg/m³', 'mg/m³'], MASS),
  ...all(['m/s', 'km/h', 'mph', 'kn', 'ft/s'], SPEED),
  ...all(['mm', 'cm', 'm', 'in', 'ft'], LENGTH),
  ...all(['dB(A)'], [[/noise|sound/, 'sound_level']]),
  ...all(['kg', 'g', 'lb'], [[/weight|mass/, 'weight']]),
  ...all(['°'], [[WIND, 'wind_direction']]),
  ...all([''], [[/\bph$/, 'ph']]),
]);

const toldBy = remembering((unit) => ({
  names: BY_UNIT.get(unitSymbol(unit)) ?? [],
  quantity: quantityOfUnit(unit),
}));

/** What is measured in a unit under a name; undefined where they don't tell. */
export function quantityGuess(unit: string, name: string): string | undefined {
  const words = name
    .slice(0, 200)
    .replace(/([a-z]{2})([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[_-]+/g, ' ');
  const told = toldBy(unit);
  const named = told?.names.find(([fits]) => fits.test(words));
  const quantity = named === undefined ? told?.quantity : named[1] || undefined;
  return isSetting(words, quantity) ? undefined : quantity;
}
