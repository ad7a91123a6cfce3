import { unitSymbol } from '@/contracts/unit-spelling';

type ByName = readonly (readonly [name: RegExp, quantity: string])[];

/** Whatever it is called. */
const ANY = /./;
const BATTERY = /batt|\bbat\b|vbat|vdd/;
// C1: what begins anew each day or month is no lifetime counter.
const BEGINS_ANEW = /daily|today|yesterday|month|week|hour|period/;
const RETURNED = /return|export|inject|produc|feed/;

const ENERGY: ByName = [
  [BEGINS_ANEW, ''],
  [RETURNED, 'energy_returned'],
  [ANY, 'energy'],
];
const SHARE: ByName = [
  [BATTERY, 'battery'],
  [/moist|soil/, 'moisture'],
  [/hum|\brh\b/, 'humidity'],
  [/power.?factor|\bpf\b|cos.?phi/, 'power_factor'],
];
const VOLUME: ByName = [
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
  [/wind|speed/, 'wind_speed'],
];
const LENGTH: ByName = [
  [/rain|precip/, 'rain'],
  [/dist|level|depth|height/, 'distance'],
];

const any = (quantity: string): ByName => [[ANY, quantity]];
const all = (units: readonly string[], names: ByName) => units.map((unit) => [unit, names] as const);

/** A unit's symbol → what it may measure, the first whose name fits. */
const BY_UNIT: ReadonlyMap<string, ByName> = new Map([
  ...all(
    ['°C', '°F', 'K'],
    [
      [/dew/, 'dew_point'],
      [ANY, 'temperature'],
    ],
  ),
  ...all(['W', 'kW', 'MW', 'mW'], any('power')),
  ...all(['VA', 'kVA'], any('apparent_power')),
  ...all(['var', 'kvar'], any('reactive_power')),
  ...all(['kvarh', 'varh'], any('energy_reactive')),
  ...all(['kWh', 'Wh', 'MWh', 'mWh', 'J', 'kJ', 'MJ', 'GJ'], ENERGY),
  ...all(
    ['V', 'mV', 'kV'],
    [
      [BATTERY, 'battery_voltage'],
      [ANY, 'voltage'],
    ],
  ),
  ...all(['A', 'mA'], any('current')),
  ...all(['Hz'], any('frequency')),
  ...all(['%', 'fraction'], SHARE),
  ...all(['hPa', 'Pa', 'kPa', 'MPa', 'bar', 'mbar', 'mmHg', 'inHg', 'psi'], any('pressure')),
  ...all(['lx', 'klx'], any('illuminance')),
  ...all(['W/m²'], any('irradiance')),
  ...all(['m³', 'L', 'ft³', 'gal', 'CCF'], VOLUME),
  ...all(['L/min', 'L/h', 'L/s', 'm³/h', 'gal/min'], any('water_flow')),
  ...all(['ppm', 'ppb'], PARTS),
  ...all(['µg/m³', 'mg/m³'], MASS),
  ...all(['g/m³'], any('absolute_humidity')),
  ...all(['m/s', 'km/h', 'mph', 'kn', 'ft/s'], SPEED),
  ...all(['mm', 'cm', 'm', 'in', 'ft'], LENGTH),
  ...all(['mm/h', 'in/h'], any('rain_rate')),
  ...all(['dBm'], any('signal_strength')),
  ...all(['dB(A)'], [[/noise|sound/, 'sound_level']]),
  ...all(['µS/cm', 'mS/cm'], any('conductivity')),
  ...all(['Bq/m³', 'pCi/L'], any('radon')),
  ...all(['kg', 'g', 'lb'], [[/weight|mass/, 'weight']]),
  ...all(['°'], [[/wind|dir/, 'wind_direction']]),
  ...all([''], [[/\bph$/, 'ph']]),
]);

/** What is measured in a unit under a name; undefined where they don't tell. */
export function quantityGuess(unit: string, name: string): string | undefined {
  const words = name.slice(0, 200).toLowerCase().replace(/[_-]+/g, ' ');
  const candidates = BY_UNIT.get(unitSymbol(unit)) ?? [];
  return candidates.find(([fits]) => fits.test(words))?.[1] || undefined;
}

/** What is measured in a unit whatever it is called; undefined where only a name tells. */
export function quantityOfUnit(unit: string): string | undefined {
  return BY_UNIT.get(unitSymbol(unit))?.find(([fits]) => fits === ANY)?.[1];
}
