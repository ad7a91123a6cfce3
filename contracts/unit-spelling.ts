/** Spellings that devices use beside the unit's own symbol. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  '': ['none', 'lqi', 'ph', 'index', 'aqi', 'bool', 'UV index', 'UVI'],
  '°C': ['C', 'degC', 'deg C', 'Cel', 'Celsius', 'degree celsius', 'degrees celsius', 'oC', 'C°'],
  '°F': ['F', 'degF', 'deg F', 'Fahrenheit', 'degree fahrenheit', 'degrees fahrenheit', 'oF'],
  K: ['Kelvin', 'degK'],
  W: ['Watt', 'Watts'],
  kW: ['Kilowatt', 'Kilowatts'],
  V: ['Volt', 'Volts'],
  mV: ['Millivolt', 'Millivolts'],
  A: ['Ampere', 'Amperes', 'Amp', 'Amps'],
  mA: ['Milliampere', 'Milliamp'],
  Hz: ['Hertz'],
  Wmin: ['Watt-minute', 'Watt-minutes', 'W-min', 'W·min'],
  Wh: ['W·h', 'Watt-hour', 'Watt-hours'],
  kWh: ['kW·h', 'kW-h', 'Kilowatt-hour', 'Kilowatt-hours'],
  var: ['VAR', 'VAr', 'Var'],
  kvar: ['kVAR', 'kVAr'],
  varh: ['VArh', 'VARh'],
  kvarh: ['kVArh', 'kVARh'],
  '%': ['percent', 'percentage', '%RH', '%rH', '%EL', 'pct', 'RH%', 'Prozent'],
  fraction: ['ratio', '/', '1', 'm³/m³'],
  hPa: ['hectopascal', 'mb'],
  Pa: ['pascal'],
  mbar: ['millibar', 'millibars', 'Millibar', 'Mbar', 'mBar', 'MBAR'],
  cbar: [],
  mmHg: ['mm Hg', 'mmhg', 'MMHG', 'Torr'],
  inHg: ['in Hg'],
  psi: ['lbf/in2'],
  lx: ['Lux', 'lm/m2', 'lm/m^2'],
  klx: ['kLux', 'Kilolux'],
  L: ['l', 'litre', 'litres', 'liter', 'liters', 'dm³', 'dm^3'],
  'm³': ['m3', 'M3', 'm^3', 'cbm', 'cubic metre', 'cubic meter'],
  'ft³': ['ft3', 'ft^3', 'CF', 'cuft'],
  gal: ['gallon', 'gallons', 'USgal', 'gal(US)'],
  'L/min': ['lpm', 'l/m'],
  'L/s': ['l/sec'],
  'm³/h': ['m3/h', 'm^3/h', 'm3/hr', 'cbm/h'],
  'm³/min': ['m3/min', 'm^3/min'],
  'g/m³': ['g/m3', 'g/m^3'],
  'µg/m³': ['ug/m3', 'ug/m^3', 'ug/m³', 'µg/m^3', 'mcg/m3'],
  'mg/m³': ['mg/m3', 'mg/m^3'],
  'W/m²': ['W/m2', 'W/m^2', 'W/sqm'],
  'm/s': ['mps', 'meter/s', 'm s-1'],
  'km/h': ['kmh', 'kph', 'km/hr'],
  mph: ['MPH', 'Mph', 'mi/h', 'mile/h', 'miles/h'],
  kn: ['kt', 'kts', 'knot', 'knots'],
  'ft/s': ['fps'],
  'yd/s': [],
  in: ['inch', 'inches', '"'],
  '°': ['deg', 'degree', 'degrees'],
  'µS/cm': ['uS/cm'],
  'dB(A)': ['dBA', 'dB'],
  s: ['sec', 'second', 'seconds'],
  min: ['mins', 'minute', 'minutes', 'Minute', 'Minutes'],
  h: ['hour', 'hours', 'hr'],
  d: ['day', 'days'],
  m: ['metre', 'meter', 'metres', 'meters', 'Metre', 'Meter', 'Metres', 'Meters'],
  kg: ['kilogram'],
  g: ['gram'],
  lb: ['lbs', 'pound'],
  dBm: ['dbm'],
  'Bq/m³': ['Bq/m3', 'Bq/m^3'],
  'kbit/s': ['kbps', 'kb/s'],
  'Mbit/s': ['Mbps'],
  MW: [],
  mW: [],
  J: ['Joule', 'Joules', 'Ws', 'W·s'],
  kJ: [],
  MJ: [],
  GJ: [],
  MWh: [],
  mWh: [],
  VA: ['Voltampere', 'Volt-ampere'],
  kVA: [],
  kPa: [],
  bar: [],
  ppm: [],
  ppb: [],
  CCF: [],
  cm: [],
  km: [],
  ft: [],
  oz: [],
  t: [],
  rad: [],
  'in/h': ['in/hr'],
  'mm/h': ['mm/hr'],
  'L/h': ['lph', 'l/hr'],
  'gal/min': ['gpm', 'GPM'],
  'pCi/L': [],
  'S/m': [],
};

const BY_SPELLING = spellings();

/** The unit's own symbol for a spelling; the tidied spelling itself when the unit is unknown. */
export function unitSymbol(spelling: string): string {
  const key = tidy(spelling);
  return BY_SPELLING.get(key) ?? BY_SPELLING.get(looser(key)) ?? key;
}

export function sameUnit(one: string, other: string): boolean {
  return unitSymbol(one) === unitSymbol(other);
}

// NFKC makes ℃ of °C, ³ of 3 and one letter of µ and μ; what looks like a degree sign becomes one. µg⋅m⁻³ is µg/m³.
function tidy(spelling: string): string {
  return spelling
    .replace(/[º˚]/g, '°')
    .normalize('NFKC')
    .replace(/[\s\0\uFEFF]/g, '')
    .replace(/[⋅·]([a-z]+)[−-]([1-3])$/i, (_, below: string, power: string) =>
      power === '1' ? `/${below}` : `/${below}${power}`,
    );
}

// M and m are mega and milli: what begins with one is never read in another case.
function looser(key: string): string {
  return /^m/i.test(key) ? key : key.toLowerCase();
}

function spellings(): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  const exact = Object.entries(ALIASES).flatMap(([symbol, others]) =>
    [symbol, ...others].map((spelling) => [tidy(spelling), symbol] as const),
  );
  for (const [key, symbol] of exact) known.set(key, symbol);
  for (const [key, symbol] of exact) if (!known.has(looser(key))) known.set(looser(key), symbol);
  return known;
}
