import type { Measure } from '@/contracts/reading';
import { isObject, type JsonObject, own } from './json-object';
import { measureFrom } from './sent-value';
import { addOnMeasures, INVALID_PROBE, stateWord } from './shelly-gen1-values';

const MOST_METERS = 12;

/** What a device says of itself as a whole: the same values as on its topics, in the same channels, with a time. */
export function infoMeasures(info: JsonObject): Measure[] {
  const wifi = partOf(info, 'wifi_sta');
  const battery = partOf(info, 'bat');
  const sensor = partOf(info, 'sensor');
  const state = own(sensor, 'is_valid') === false ? undefined : own(sensor, 'state');
  return [
    ...temperatureOf(info),
    ...valveOf(info),
    ...validOf(partOf(info, 'hum'), 'humidity', '%'),
    ...validOf(partOf(info, 'lux'), 'illuminance', 'lx'),
    ...(typeof state === 'string' ? stateWord('state', state) : []),
    ...motionOf(sensor),
    ...validOf(battery, 'battery', '%'),
    ...measureFrom(own(battery, 'voltage'), { quantity: 'battery_voltage', unit: 'V', channel: null }),
    ...addOnMeasures(partOf(info, 'ext_temperature')),
    ...addOnMeasures(partOf(info, 'ext_humidity')),
    ...metersOf(info),
    ...measureFrom(own(info, 'voltage'), { quantity: 'voltage', unit: 'V', channel: null }),
    ...measureFrom(own(wifi, 'rssi'), { quantity: 'signal_strength', unit: 'dBm', channel: null }),
    ...measureFrom(own(info, 'uptime'), { quantity: 'uptime', unit: 's', channel: null }),
  ];
}

/** Of what is plugged in, `tmp` is the warmth inside the case. */
function temperatureOf(info: JsonObject): Measure[] {
  const inside = Object.hasOwn(info, 'overtemperature') || Object.hasOwn(info, 'meters');
  const temperature = partOf(info, 'tmp');
  if (own(temperature, 'is_valid') === false) return [];
  const channel = inside ? 'device' : null;
  return measureFrom(own(temperature, 'tC'), { quantity: 'temperature', unit: '°C', channel }).filter(
    ({ value }) => value !== INVALID_PROBE,
  );
}

/** A radiator valve's own thermometer, in the unit set on it. */
function valveOf(info: JsonObject): Measure[] {
  const temperature = partOf(listOf(info, 'thermostats')[0] ?? {}, 'tmp');
  const unit = own(temperature, 'units') === 'F' ? '°F' : '°C';
  return validOf(temperature, 'temperature', unit);
}

function motionOf(sensor: JsonObject): Measure[] {
  const motion = own(sensor, 'motion');
  return typeof motion === 'boolean' && own(sensor, 'is_valid') !== false
    ? stateWord('motion', String(motion))
    : [];
}

function validOf(part: JsonObject, quantity: string, unit: string): Measure[] {
  if (own(part, 'is_valid') === false) return [];
  return measureFrom(own(part, 'value'), { quantity, unit, channel: null }).filter(
    ({ value }) => value !== INVALID_PROBE && value !== -1,
  );
}

function metersOf(info: JsonObject): Measure[] {
  const component = ['relays', 'lights', 'rollers'].find((name) => Array.isArray(own(info, name)));
  const meters = component === undefined ? [] : listOf(info, 'meters');
  const name = nameOf(info, component ?? '');
  // The Shelly 2 has one meter for both relays.
  const isShared = component === 'relays' && meters.length === 1 && listOf(info, 'relays').length > 1;
  return [
    ...meters.flatMap((meter, index) => {
      if (own(meter, 'is_valid') === false) return [];
      const channel = isShared ? null : `${name}:${index}`;
      return [
        ...measureFrom(own(meter, 'power'), { quantity: 'power', unit: 'W', channel }),
        ...measureFrom(own(meter, 'total'), { quantity: 'energy', unit: 'Wmin', channel }),
      ];
    }),
    ...listOf(info, 'emeters').flatMap((meter, index) => phaseOf(meter, `emeter:${index}`)),
    ...listOf(info, 'adcs').flatMap((adc, index) =>
      measureFrom(own(adc, 'voltage'), { quantity: 'voltage', unit: 'V', channel: `adc:${index}` }),
    ),
  ];
}

/** What its topics call a light depends on its mode: `white/0`, `color/0`. */
function nameOf(info: JsonObject, component: string): string {
  const mode = own(info, 'mode');
  return component === 'lights' && (mode === 'white' || mode === 'color') ? mode : component.slice(0, -1);
}

function phaseOf(meter: JsonObject, channel: string): Measure[] {
  if (own(meter, 'is_valid') === false) return [];
  return [
    ...measureFrom(own(meter, 'power'), { quantity: 'power', unit: 'W', channel }),
    ...measureFrom(own(meter, 'reactive'), { quantity: 'reactive_power', unit: 'var', channel }),
    ...measureFrom(own(meter, 'voltage'), { quantity: 'voltage', unit: 'V', channel }),
    ...measureFrom(own(meter, 'current'), { quantity: 'current', unit: 'A', channel }),
    ...measureFrom(own(meter, 'pf'), { quantity: 'power_factor', unit: '', channel }),
    ...measureFrom(own(meter, 'total'), { quantity: 'energy', unit: 'Wh', channel }),
    ...measureFrom(own(meter, 'total_returned'), { quantity: 'energy_returned', unit: 'Wh', channel }),
  ];
}

function partOf(info: JsonObject, name: string): JsonObject {
  const part = own(info, name);
  return isObject(part) ? part : {};
}

function listOf(info: JsonObject, name: string): readonly JsonObject[] {
  const list = own(info, name);
  return Array.isArray(list) ? list.slice(0, MOST_METERS).map((item) => (isObject(item) ? item : {})) : [];
}
