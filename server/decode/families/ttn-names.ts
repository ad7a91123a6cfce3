import { PLAIN_NAMES, UNIT_WORDS } from '@/contracts/quantity-names';
import { canonicalOf } from '@/contracts/units';
import { phaseLetter } from './phase-letters';
import { quantityGuess } from './quantity-guess';
import { remembering } from './remembering';

/** What a name in a decoded payload means, where nothing tells a unit. */
export interface Meaning {
  readonly quantity: string;
  readonly unit: string;
  /** The index that CayenneLPP gives to each of a device's sensors. */
  readonly index?: string;
  /** The name itself says the unit. */
  readonly unitSaid?: true;
}

// Whose plain names are enough; others leave open the unit, or since when it is counted.
const SAID_BY_NAME: ReadonlySet<string> = new Set([
  'temperature',
  'dew_point',
  'humidity',
  'pressure',
  'illuminance',
  'co2',
  'pm1',
  'pm25',
  'pm10',
  'moisture',
  'wind_speed',
  'wind_direction',
  'battery',
  'voltage',
  'current',
  'power',
  'power_factor',
  'frequency',
]);
// What is measured → how it is called besides, in small letters with blanks between words.
const SPOKEN: readonly (readonly [quantity: string, unit: string, names: string])[] = [
  [
    'temperature',
    '°C',
    'tempc, air temperature, air temp, ambient temperature, external temperature, sensor temperature, water temperature, water temp, soil temperature, soil temp, temp soil, leaf temperature',
  ],
  ['humidity', '%', 'hum, humi, relative humidity, relativehumidity, rh, air humidity, air hum'],
  ['pressure', 'hPa', 'air pressure, barometric pressure, atmospheric pressure, barometer'],
  ['illuminance', 'lx', 'light, illumination, luminosity, light intensity, lightintensity, ambient light'],
  ['co2', 'ppm', 'co2 concentration'],
  ['pm1', 'µg/m³', 'pm1 0'],
  ['pm4', 'µg/m³', 'pm4, pm4 0'],
  ['pm10', 'µg/m³', 'pm10 0'],
  ['moisture', '%', 'water soil, soil humidity, vwc'],
  ['wind_speed', 'm/s', 'windspeed'],
  ['battery', '%', 'bat, batt, battery percentage, batterylevel'],
  [
    'battery_voltage',
    'V',
    'bat v, batv, battery voltage, batteryvoltage, bat voltage, batt voltage, vbat, v bat, vbatt, vbattery',
  ],
  ['battery_voltage', 'mV', 'vdd, batmv'],
  ['voltage', 'V', 'ac voltage, mains voltage, line voltage'],
  ['current', 'A', 'ac current'],
  ['power', 'W', 'active power'],
  ['ph', '', 'ph'],
];

const NAMES: ReadonlyMap<string, Meaning> = new Map([
  ...PLAIN_NAMES.filter(([, quantity]) => SAID_BY_NAME.has(quantity)).map(
    ([name, quantity, unit]) => [name, { quantity, unit }] as const,
  ),
  ...SPOKEN.flatMap(([quantity, unit, names]) =>
    names.split(', ').map((name) => [name, { quantity, unit }] as const),
  ),
]);
// CayenneLPP's kinds that mean something of their own.
const OF_LPP: ReadonlyMap<string, Meaning> = new Map([
  ['energy', { quantity: 'energy', unit: 'kWh' }],
  ['concentration', { quantity: 'co2', unit: 'ppm' }],
  ['direction', { quantity: 'wind_direction', unit: '°' }],
]);
// What means something only where its unit is said.
const WITH_UNIT =
  /^(?:[a-z]+ ){0,2}(?:energy|distance|rain|rainfall|weight|gust|conductivity|water|gas)(?: [a-z]+)?$/;
// What is counted anew, or says how it was, differs or is told of.
const NOT_AS_IT_IS = /alarm|min\b|max\b|change|delta|interval|today|daily/;

/** Names of probes that sensors are told apart by: `TempC_SHT`, `temp_DS18B20`. */
const PROBE = /^(.+) (?:sht|ds|ntc|tmp|pt|dht|bm[ep]|sht\w+|ds18\w+|bm[ep]\w+)\d*$/;
const INDEXED = /^(.+?) ?(?:chn|ch|channel|probe|sensor)? ?(\d{1,3})$/;
const UNIT_LAST = /^(.+) ([a-z]+\d?)$/;

/** What a field of a decoded payload measures by its name; undefined where that says nothing. `arePhases`: an `_a` at its end is one. */
export function meaningOf(field: string, arePhases: boolean): Meaning | undefined {
  return arePhases ? amongPhases(field) : byItself(field);
}

const byItself = remembering((field) => understood(field, false));
const amongPhases = remembering((field) => understood(field, true));

function understood(field: string, arePhases: boolean): Meaning | undefined {
  const name = inWords(field);
  const [, probed = ''] = PROBE.exec(name) ?? [];
  return (
    NAMES.get(name) ??
    ofPhase(name, arePhases) ??
    withUnit(name) ??
    NAMES.get(probed) ??
    withUnit(probed) ??
    withIndex(name, field)
  );
}

const PHASE = /^(?:(?:phase ?([abc123])|l([123])) )?(.+?)(?: (?:phase ?([abc123])|l([123])))?$/;
const BARE_PHASE = /^(.+) ([abc])$/;
const BARE_SECOND_PHASE = /(?:voltage|current|power)_?b$/i;
const ELECTRICAL = ['voltage', 'current', 'power', 'power_factor', 'frequency'];

/** Whether the names of an object's fields tell phases apart by letters alone: then the A of `current_a` is no ampere. */
export function tellPhases(fields: readonly string[]): boolean {
  return fields.some((field) => BARE_SECOND_PHASE.test(field));
}

/** C10: `voltage_l1`, `phase_b_current`. */
function ofPhase(name: string, areBare: boolean): Meaning | undefined {
  const [, first, firstLine, inside = '', last, lastLine] = PHASE.exec(name) ?? [];
  const [, bareName = '', bare] = (areBare ? BARE_PHASE.exec(name) : null) ?? [];
  const named = first ?? firstLine ?? last ?? lastLine;
  const phase = phaseLetter(named ?? bare ?? '');
  const rest = named === undefined ? bareName : inside;
  const meaning = phase === undefined ? undefined : (NAMES.get(rest) ?? withUnit(rest));
  return meaning === undefined || phase === undefined || !ELECTRICAL.includes(meaning.quantity)
    ? undefined
    : { ...meaning, index: phase };
}

function withIndex(name: string, field: string): Meaning | undefined {
  const [, kind = '', index = ''] = INDEXED.exec(name) ?? [];
  // Only CayenneLPP puts a line between the two.
  const indexed = NAMES.get(kind) ?? withUnit(kind) ?? (field.includes('_') ? OF_LPP.get(kind) : undefined);
  return indexed && { ...indexed, index };
}

/** `acCurrent_mA` and `pressure_pa` say their unit themselves. */
function withUnit(name: string): Meaning | undefined {
  const [, base = '', word = ''] = UNIT_LAST.exec(name) ?? [];
  const unit = UNIT_WORDS.get(word);
  if (unit === undefined) return undefined;
  const known = NAMES.get(base)?.quantity;
  const quantity = known === undefined ? ofUnit(base, unit) : quantityIn(known, unit);
  if (quantity === undefined || canonicalOf(quantity, unit) === undefined) return undefined;
  return { quantity, unit, unitSaid: true };
}

function ofUnit(base: string, unit: string): string | undefined {
  return WITH_UNIT.test(base) && !NOT_AS_IT_IS.test(base) ? quantityGuess(unit, base) : undefined;
}

/** A battery in volts is its voltage. */
function quantityIn(quantity: string, unit: string): string {
  return quantity === 'battery' && unit !== '%' ? 'battery_voltage' : quantity;
}

/** `airTemperature` and `Air-Temperature` are `air temperature`, `temperatureC` is `temperature c`, `energy_kWh` `energy kwh`. */
function inWords(field: string): string {
  const pieces = field.slice(0, 60).split(/[^a-zA-Z0-9]+/);
  return pieces.flatMap(wordsIn).join(' ').toLowerCase().trim();
}

const UNIT_AT_THE_END = /^(.*[a-z])([kKhH]Pa|m[VA]|k?Wh|[CFVAW])$/;

function wordsIn(piece: string): readonly string[] {
  if (UNIT_WORDS.has(piece.toLowerCase())) return [piece];
  const [, base = piece, unit] = UNIT_AT_THE_END.exec(piece) ?? [];
  const words = base.replace(/([a-z])([A-Z][a-z])/g, '$1 $2');
  return unit === undefined ? [words] : [words, unit];
}
