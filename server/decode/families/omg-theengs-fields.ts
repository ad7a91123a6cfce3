import type { Measure } from '@/contracts/reading';
import { withoutRepeats } from '../without-repeats';
import { contactIn } from './contact-words';
import { type JsonObject, own, textOf } from './json-object';
import { measureFrom, type SentAs } from './sent-value';

type Field = Omit<SentAs, 'channel'>;

// The first of a quantity counts: Fahrenheit where nothing says Celsius.
const FIELDS: Readonly<Record<string, Field>> = {
  tempc: { quantity: 'temperature', unit: '°C' },
  tempf: { quantity: 'temperature', unit: '°F' },
  hum: { quantity: 'humidity', unit: '%' },
  dp: { quantity: 'dew_point', unit: '°C' },
  tempc2_dp: { quantity: 'dew_point', unit: '°C' },
  tempf2_dp: { quantity: 'dew_point', unit: '°F' },
  pres: { quantity: 'pressure', unit: 'hPa' },
  moi: { quantity: 'moisture', unit: '%' },
  fer: { quantity: 'conductivity', unit: 'µS/cm' },
  lux: { quantity: 'illuminance', unit: 'lx' },
  lvl_cm: { quantity: 'distance', unit: 'cm' },
  co2: { quantity: 'co2', unit: 'ppm' },
  pm25: { quantity: 'pm25', unit: 'µg/m³' },
  pm10: { quantity: 'pm10', unit: 'µg/m³' },
  batt: { quantity: 'battery', unit: '%' },
  volt: { quantity: 'battery_voltage', unit: 'V' },
  power: { quantity: 'power', unit: 'W' },
  energy: { quantity: 'energy', unit: 'kWh' },
  current: { quantity: 'current', unit: 'A' },
  voltage: { quantity: 'voltage', unit: 'V' },
  rssi: { quantity: 'signal_strength', unit: 'dBm' },
};
// What a meter counts stands beside its unit.
const WITH_UNIT: readonly (readonly [key: string, unitKey: string, quantity: string])[] = [
  ['avg', 'avgu', 'power'],
  ['sum', 'sumu', 'energy'],
  ['weight', 'unit', 'weight'],
];
const PROBE = /^temp([cf])(\d{1,2})$/;
const MOST_PROBES = 16;

/** What a Bluetooth device said, as far as this frame has it. */
export function beaconMeasures(document: JsonObject): Measure[] {
  const isRuuvi = textOf(document, 'model_id')?.startsWith('RuuviTag') ?? false;
  const plain = Object.entries(FIELDS).flatMap(([key, field]) => {
    const value = own(document, key);
    // What began anew with each use is no counter.
    const isNone =
      key === 'energy' ? own(document, 'session') !== undefined : isRuuvi && isUnmeasured(key, value);
    return isNone ? [] : measureFrom(value, { ...field, channel: null });
  });
  const metered = WITH_UNIT.flatMap(([key, unitKey, quantity]) => {
    const unit = textOf(document, unitKey, 20);
    return unit === undefined ? [] : measureFrom(own(document, key), { quantity, unit, channel: null });
  });
  return withoutRepeats([...plain, ...metered, ...probeMeasures(document), ...states(document)]);
}

function probeMeasures(document: JsonObject): Measure[] {
  const probes = Object.keys(document).flatMap((key) => {
    const [, scale, channel] = PROBE.exec(key) ?? [];
    return scale === undefined || channel === undefined ? [] : [{ key, scale, channel }];
  });
  // Celsius first.
  return probes
    .sort((one, other) => one.scale.localeCompare(other.scale))
    .slice(0, 2 * MOST_PROBES)
    .flatMap(({ key, scale, channel }) =>
      measureFrom(own(document, key), {
        quantity: 'temperature',
        unit: scale === 'c' ? '°C' : '°F',
        channel,
      }),
    );
}

function states(document: JsonObject): Measure[] {
  // How far a blind is open, and whether it moves.
  if (own(document, 'type') === 'WCVR') return [];
  const word = contactIn(own(document, 'contact'));
  const open = word === undefined ? own(document, 'open') : word === 0;
  const motion = own(document, 'motion') ?? own(document, 'presence');
  return [
    ...(typeof open === 'boolean'
      ? measureFrom(open ? 0 : 1, { quantity: 'contact', unit: '', channel: null })
      : []),
    ...(typeof motion === 'boolean'
      ? measureFrom(motion ? 1 : 0, { quantity: 'occupancy', unit: '', channel: null })
      : []),
  ];
}

const WIRED: Readonly<Record<string, Field>> = { ...FIELDS, pa: { quantity: 'pressure', unit: 'Pa' } };

/** What a probe says that is wired to a gateway. */
export function wiredMeasures(document: JsonObject): Measure[] {
  return withoutRepeats(
    Object.entries(WIRED).flatMap(([key, field]) =>
      measureFrom(own(document, key), { ...field, channel: null }),
    ),
  );
}

/** The ends of a RuuviTag's scales are its words for nothing measured. */
function isUnmeasured(key: string, value: unknown): boolean {
  if (typeof value !== 'number') return false;
  if (key === 'hum') return value > 100;
  if (key === 'tempc' || key === 'tempf') return key === 'tempc' ? Math.abs(value) >= 127.9 : value >= 262.3;
  return (key === 'pres' && value >= 1155.34) || (key === 'volt' && value >= 65);
}
