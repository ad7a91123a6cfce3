import { quantityOf } from '@/contracts/quantities';

/** What a field seems to be. */
export interface FieldGuess {
  readonly quantity: string;
  /** As it is sent; '' where the quantity has none. */
  readonly unit: string;
  /** Where it is sent in tenths or hundredths. */
  readonly scale?: number;
}

type Row = readonly [name: RegExp, quantity: string, unit: string];

const NAMES: readonly Row[] = [
  [/^(t|temp|temperature|tc|celsius|tmp)$/, 'temperature', '°C'],
  [/^(h|hum|humidity|rh|feuchte)$/, 'humidity', '%'],
  [/^(p|power|watts?|w|apower|leistung)$/, 'power', 'W'],
  [/^(energy|kwh|total|e)$/, 'energy', 'kWh'],
  [/^(v|u|volt|voltage)$/, 'voltage', 'V'],
  [/^(i|amps?|current)$/, 'current', 'A'],
  [/^(pressure|press|hpa|baro|qnh)$/, 'pressure', 'hPa'],
  [/^(e?co2|ppm)$/, 'co2', 'ppm'],
  [/^(t?voc)$/, 'voc', 'ppb'],
  [/^pm2?_?5$|^pm25$/, 'pm25', 'µg/m³'],
  [/^pm10$/, 'pm10', 'µg/m³'],
  [/^(lux|light|illuminance|lx)$/, 'illuminance', 'lx'],
  [/^(bat|batt|battery|vbat)$/, 'battery', '%'],
  [/^(rssi|signal|dbm)$/, 'signal_strength', 'dBm'],
  [/^(moisture|soil)$/, 'moisture', '%'],
  [/^(uptime|up)$/, 'uptime', 's'],
];

const PARTS = [0.1, 0.01, 0.001];
const LEAST_CELL_VOLTS = 1;
const MOST_CELL_VOLTS = 5;

/** By what a field is called and what it holds; undefined where they don't tell. */
export function guessField(path: string, text: string): FieldGuess | undefined {
  const name = (path.split('/').at(-1) ?? '').toLowerCase();
  const [, quantity, unit = ''] = NAMES.find(([pattern]) => pattern.test(name)) ?? [];
  if (quantity === undefined) return undefined;
  const value = Number(text.replace(',', '.'));
  if (!Number.isFinite(value)) return undefined;
  // A cell's voltage has decimals, its charge mostly none.
  if (
    quantity === 'battery' &&
    !Number.isInteger(value) &&
    value > LEAST_CELL_VOLTS &&
    value < MOST_CELL_VOLTS
  )
    return known('battery_voltage', 'V');
  const scale = scaleFor(quantity, value);
  return { ...known(quantity, unit), ...(scale !== undefined && { scale }) };
}

function known(quantity: string, unit: string): FieldGuess {
  return { quantity, unit: quantityOf(quantity)?.unit === '' ? '' : unit };
}

/** What can't be at home, but could in tenths, hundredths or thousandths of a whole number. */
function scaleFor(quantity: string, value: number): number | undefined {
  const usual = quantityOf(quantity)?.usual;
  if (usual == null || !Number.isInteger(value)) return undefined;
  const fits = (scale: number) => value * scale >= usual[0] && value * scale <= usual[1];
  return fits(1) ? undefined : PARTS.find(fits);
}
