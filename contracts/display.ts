import { type Conversion, inverse } from './conversion';
import { canonicalOf } from './units';

/** How a quantity is shown: what its canonical value becomes, in which unit, with how many decimals. */
export interface DisplayUnit {
  readonly unit: string;
  readonly decimals: number;
  /** From the canonical unit. */
  readonly conversion: Conversion;
}

/** By quantity, where it isn't the canonical unit. */
export type DisplayUnits = Readonly<Record<string, DisplayUnit>>;

type Shown = Readonly<Record<string, readonly [unit: string, decimals: number]>>;

/** What people choose together. */
export interface DisplayKind {
  readonly id: string;
  readonly label: string;
  /** By the choice's name; the first is taken by those who never chose. */
  readonly choices: Readonly<Record<string, Shown>>;
}

export const DISPLAY_KINDS: readonly DisplayKind[] = [
  {
    id: 'temperature',
    label: 'Temperature',
    choices: { '°C': {}, '°F': { temperature: ['°F', 1], dew_point: ['°F', 1] } },
  },
  {
    id: 'pressure',
    label: 'Pressure',
    choices: {
      hPa: {},
      mbar: { pressure: ['mbar', 1] },
      kPa: { pressure: ['kPa', 2] },
      bar: { pressure: ['bar', 3] },
      mmHg: { pressure: ['mmHg', 1] },
      inHg: { pressure: ['inHg', 2] },
      psi: { pressure: ['psi', 2] },
    },
  },
  {
    id: 'wind',
    label: 'Wind',
    choices: {
      'm/s': {},
      'km/h': { wind_speed: ['km/h', 1], wind_gust: ['km/h', 1] },
      mph: { wind_speed: ['mph', 1], wind_gust: ['mph', 1] },
      kn: { wind_speed: ['kn', 1], wind_gust: ['kn', 1] },
    },
  },
  {
    id: 'rain',
    label: 'Rain',
    choices: { mm: {}, in: { rain: ['in', 2], rain_rate: ['in/h', 2] } },
  },
  {
    id: 'water',
    label: 'Water',
    choices: {
      L: { water: ['L', 0] },
      'm³': {},
      gal: { water: ['gal', 0], water_flow: ['gal/min', 1], tank_volume: ['gal', 0] },
    },
  },
  { id: 'gas', label: 'Gas', choices: { 'm³': {}, 'ft³': { gas: ['ft³', 1] } } },
  {
    id: 'distance',
    label: 'Distance',
    choices: { m: {}, cm: { distance: ['cm', 0] }, ft: { distance: ['ft', 1] }, in: { distance: ['in', 0] } },
  },
  { id: 'weight', label: 'Weight', choices: { kg: {}, lb: { weight: ['lb', 1] } } },
  { id: 'radon', label: 'Radon', choices: { 'Bq/m³': {}, 'pCi/L': { radon: ['pCi/L', 1] } } },
];

/** A choice for each kind, by its id. */
export type DisplayChoice = Readonly<Record<string, string>>;

/** What a home begins with: the units of a part of the world, by kind. What is left out is each kind's first. */
export const UNIT_PRESETS = {
  metric: { label: 'Metric', units: {} },
  us: {
    label: 'United States',
    units: {
      temperature: '°F',
      pressure: 'inHg',
      wind: 'mph',
      rain: 'in',
      water: 'gal',
      gas: 'ft³',
      distance: 'ft',
      weight: 'lb',
      radon: 'pCi/L',
    },
  },
  uk: { label: 'United Kingdom', units: { pressure: 'mbar', wind: 'mph' } },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly units: DisplayChoice }>>;
export type UnitPreset = keyof typeof UNIT_PRESETS;

/** One choice for each kind: what is unknown or missing becomes the first. */
export function wholeChoice(chosen: DisplayChoice): DisplayChoice {
  return Object.fromEntries(
    DISPLAY_KINDS.map(({ id, choices }) => {
      const names = Object.keys(choices);
      return [id, names.find((name) => name === chosen[id]) ?? names[0] ?? ''];
    }),
  );
}

/** How each quantity is shown to whoever chose so. */
export function displayUnits(chosen: DisplayChoice): DisplayUnits {
  const whole = wholeChoice(chosen);
  const rows = DISPLAY_KINDS.flatMap(({ id, choices }) => Object.entries(choices[whole[id] ?? ''] ?? {}));
  return Object.fromEntries(
    rows.map(([quantity, [unit, decimals]]) => {
      const canonical = canonicalOf(quantity, unit);
      if (canonical === undefined) throw new Error(`${quantity} can't be shown in ${unit}`);
      return [quantity, { unit, decimals, conversion: inverse(canonical.conversion) }];
    }),
  );
}
