import { type Conversion, SAME } from './conversion';
import { quantityOf } from './quantities';
import { unitSymbol } from './unit-spelling';

/** What a unit becomes: the canonical unit, how, and which values can be. */
export interface Canonical {
  readonly unit: string;
  readonly conversion: Conversion;
  readonly hard: readonly [min: number, max: number];
}

const times = (factor: number): Conversion => ({ ...SAME, times: factor });
const over = (divisor: number): Conversion => ({ ...SAME, over: divisor });
const shifted = (after: number): Conversion => ({ ...SAME, after });

type Row = Readonly<Record<string, Conversion>>;

const FRACTION: Row = { fraction: times(100) };

/** Canonical unit → accepted units. */
const BY_CANONICAL: Readonly<Record<string, Row>> = {
  W: { mW: over(1000), kW: times(1000), MW: times(1_000_000) },
  kWh: {
    mWh: over(1_000_000),
    Wh: over(1000),
    MWh: times(1000),
    J: over(3_600_000),
    kJ: over(3600),
    MJ: over(3.6),
    GJ: { ...SAME, times: 1000, over: 3.6 },
    Wmin: over(60_000),
  },
  VA: { kVA: times(1000) },
  var: { kvar: times(1000) },
  kvarh: { varh: over(1000) },
  V: { mV: over(1000), kV: times(1000) },
  A: { mA: over(1000) },
  Hz: { kHz: times(1000) },
  '%': FRACTION,
  '°C': { '°F': { before: -32, times: 5, over: 9, after: 0 }, K: shifted(-273.15) },
  hPa: {
    Pa: over(100),
    kPa: times(10),
    MPa: times(10_000),
    bar: times(1000),
    mbar: SAME,
    cbar: times(10),
    mmHg: times(1.333223874),
    inHg: times(33.86388667),
    psi: times(68.947572932),
  },
  ppm: { ppb: over(1000) },
  'µg/m³': { 'mg/m³': times(1000) },
  'g/m³': { 'mg/m³': over(1000) },
  lx: { klx: times(1000) },
  'm³': {
    L: over(1000),
    'ft³': times(0.0283168466),
    CCF: times(2.83168466),
    gal: times(0.0037854118),
  },
  L: { 'm³': times(1000), 'ft³': times(28.3168466), gal: times(3.7854118) },
  'L/min': {
    'L/h': over(60),
    'L/s': times(60),
    'gal/min': times(3.7854118),
    'm³/h': { ...SAME, times: 1000, over: 60 },
    'm³/min': times(1000),
  },
  s: { ms: over(1000), min: times(60), h: times(3600), d: times(86_400) },
  mm: { cm: times(10), in: times(25.4) },
  'mm/h': { 'in/h': times(25.4) },
  'm/s': {
    'km/h': over(3.6),
    mph: times(0.44704),
    kn: times(0.514444),
    'ft/s': times(0.3048),
    'yd/s': times(0.9144),
  },
  '°': { rad: { ...SAME, times: 180, over: Math.PI } },
  m: { cm: over(100), mm: over(1000), km: times(1000), in: times(0.0254), ft: times(0.3048) },
  kg: { g: over(1000), t: times(1000), lb: times(0.45359237), oz: times(0.028349523125) },
  'µS/cm': { 'mS/cm': times(1000), 'S/m': times(10_000) },
  'Bq/m³': { 'pCi/L': times(37) },
  'kbit/s': { 'bit/s': over(1000), 'Mbit/s': times(1000), 'Gbit/s': times(1_000_000) },
};

/** Quantities that take more than their canonical unit's row. */
const BY_QUANTITY: Readonly<Record<string, Row>> = {
  power_factor: { '%': over(100), fraction: SAME },
  // At 25 °C and 1013.25 hPa: 24.45 L a mole, 28.01 g a mole.
  carbon_monoxide: { ppb: over(1000), 'mg/m³': { ...SAME, times: 24.45, over: 28.01 } },
};

/** voc is the one quantity with two canonical units: parts and mass. */
const VOC_PARTS = { unit: 'ppm', hard: [0, 60] } as const;
const VOC_MASS = { unit: 'µg/m³', hard: [0, 60_000] } as const;

/** How a unit of a quantity becomes canonical; undefined when it can't. */
export function canonicalOf(quantityId: string, spelling: string): Canonical | undefined {
  const quantity = quantityOf(quantityId);
  if (quantity === undefined) return undefined;
  const symbol = unitSymbol(spelling);
  if (quantityId === 'voc') return conversionTo(VOC_PARTS, symbol) ?? conversionTo(VOC_MASS, symbol);
  return conversionTo(quantity, symbol, BY_QUANTITY[quantityId]);
}

/** The units that a quantity takes, its canonical one first: for messages to people. */
export function acceptedUnits(quantityId: string): readonly string[] {
  const unit = quantityOf(quantityId)?.unit ?? '';
  const mass = quantityId === 'voc' ? ['µg/m³', 'mg/m³'] : [];
  const others = BY_QUANTITY[quantityId] ?? BY_CANONICAL[unit] ?? {};
  return [unit, ...Object.keys(others), ...mass].filter((symbol) => symbol !== '');
}

function conversionTo(
  canonical: { readonly unit: string; readonly hard: readonly [number, number] },
  symbol: string,
  row: Row = BY_CANONICAL[canonical.unit] ?? {},
): Canonical | undefined {
  const { unit, hard } = canonical;
  if (symbol === unitSymbol(unit)) return { unit, hard, conversion: SAME };
  const conversion = Object.hasOwn(row, symbol) ? row[symbol] : undefined;
  return conversion === undefined ? undefined : { unit, hard, conversion };
}
