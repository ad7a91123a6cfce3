import type { Measure } from '@/contracts/reading';
import { contactIn } from './contact-words';
import { isObject, type JsonObject, own } from './json-object';
import { measureFrom, type SentAs } from './sent-value';

/** A value on a topic of its own, and what the device sends there where it has none. */
export interface Scalar extends SentAs {
  readonly invalid?: number;
}

type Field = Omit<Scalar, 'channel'>;

export const INVALID_PROBE = 999;

const METERED: Readonly<Record<string, Field>> = {
  power: { quantity: 'power', unit: 'W' },
  // Begins anew when the device restarts, as a counter may.
  energy: { quantity: 'energy', unit: 'Wmin' },
};

// `energy` and `returned_energy` count since the last start or report; the totals are what lasts.
const EMETER: Readonly<Record<string, Field>> = {
  power: { quantity: 'power', unit: 'W' },
  reactive_power: { quantity: 'reactive_power', unit: 'var' },
  voltage: { quantity: 'voltage', unit: 'V' },
  current: { quantity: 'current', unit: 'A' },
  pf: { quantity: 'power_factor', unit: '' },
  total: { quantity: 'energy', unit: 'Wh' },
  total_returned: { quantity: 'energy_returned', unit: 'Wh' },
};

const COMPONENTS: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  relay: METERED,
  light: METERED,
  white: METERED,
  color: METERED,
  roller: METERED,
  emeter: EMETER,
};

const INDEXED: Readonly<Record<string, Scalar>> = {
  ext_temperature: { quantity: 'temperature', unit: '°C', channel: 'ext', invalid: INVALID_PROBE },
  ext_humidity: { quantity: 'humidity', unit: '%', channel: 'ext', invalid: INVALID_PROBE },
  adc: { quantity: 'voltage', unit: 'V', channel: 'adc' },
};

/** The Shelly 2 has one meter for both. */
const OF_BOTH_RELAYS: Readonly<Record<'relay/power' | 'relay/energy', Scalar>> = {
  'relay/power': { quantity: 'power', unit: 'W', channel: null },
  'relay/energy': { quantity: 'energy', unit: 'Wmin', channel: null },
};

const INDEX = /^\d{1,3}$/;

/** What a topic below the device's carries; undefined for what is nothing to measure. */
export function scalarOf(subject: string): Scalar | undefined {
  // °F comes beside it, on temperature_f.
  if (subject === 'temperature') return { quantity: 'temperature', unit: '°C', channel: 'device' };
  if (subject === 'voltage') return { quantity: 'voltage', unit: 'V', channel: null };
  if (subject === 'relay/power' || subject === 'relay/energy') return OF_BOTH_RELAYS[subject];
  const [component = '', index = '', name, ...deeper] = subject.split('/');
  if (!INDEX.test(index) || deeper.length > 0) return undefined;
  if (name === undefined) {
    const indexed = Object.hasOwn(INDEXED, component) ? INDEXED[component] : undefined;
    return indexed && { ...indexed, channel: `${indexed.channel}:${index}` };
  }
  const fields = Object.hasOwn(COMPONENTS, component) ? COMPONENTS[component] : undefined;
  const field = fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
  return field && { ...field, channel: `${component}:${index}` };
}

/** What a battery sensor's topic carries. */
export function sensorScalarOf(subject: string, temperatureUnit: string): Scalar | undefined {
  switch (subject) {
    case 'sensor/temperature':
      return { quantity: 'temperature', unit: temperatureUnit, channel: null, invalid: INVALID_PROBE };
    case 'sensor/humidity':
      return { quantity: 'humidity', unit: '%', channel: null, invalid: INVALID_PROBE };
    case 'sensor/battery':
      return { quantity: 'battery', unit: '%', channel: null, invalid: -1 };
    case 'sensor/lux':
      return { quantity: 'illuminance', unit: 'lx', channel: null, invalid: -1 };
    default:
      return undefined;
  }
}

const SOMEONE = new Map([
  ['true', 1],
  ['false', 0],
  ['1', 1],
  ['0', 0],
]);

/** A door's `open` or `close`; whether somebody moved. */
export function stateWord(subject: 'state' | 'motion', word: string): Measure[] {
  return subject === 'state'
    ? measureFrom(contactIn(word), { quantity: 'contact', unit: '', channel: null })
    : measureFrom(SOMEONE.get(word), { quantity: 'occupancy', unit: '', channel: null });
}

const MOST_PROBES = 20;

/** All probes of the add-on, `{"0":{"hwID":…,"tC":…}}`. */
export function addOnMeasures(probes: JsonObject): Measure[] {
  return Object.keys(probes)
    .filter((index) => INDEX.test(index))
    .slice(0, MOST_PROBES)
    .flatMap((index) => {
      const probe = own(probes, index);
      if (!isObject(probe)) return [];
      const channel = `ext:${index}`;
      return [
        ...measureFrom(own(probe, 'tC'), { quantity: 'temperature', unit: '°C', channel }),
        ...measureFrom(own(probe, 'hum'), { quantity: 'humidity', unit: '%', channel }),
      ].filter(({ value }) => value !== INVALID_PROBE);
    });
}
