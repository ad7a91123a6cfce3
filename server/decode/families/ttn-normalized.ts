import type { Measure } from '@/contracts/reading';
import { contactIn } from './contact-words';
import { isObject, type JsonObject, own } from './json-object';
import { measureFrom } from './sent-value';

const SOIL = { channel: 'soil' } as const;
const WATER = { channel: 'water' } as const;
const WHOLE = { channel: null } as const;
const OCCUPANCY = { quantity: 'occupancy', unit: '', ...WHOLE } as const;
const CONTACT = { quantity: 'contact', unit: '', ...WHOLE } as const;

// The network's own form, whose units are fixed.
const NORMALIZED = [
  ['air.temperature', { quantity: 'temperature', unit: '°C', ...WHOLE }],
  ['air.relativeHumidity', { quantity: 'humidity', unit: '%', ...WHOLE }],
  ['air.pressure', { quantity: 'pressure', unit: 'hPa', ...WHOLE }],
  ['air.co2', { quantity: 'co2', unit: 'ppm', ...WHOLE }],
  ['air.lightIntensity', { quantity: 'illuminance', unit: 'lx', ...WHOLE }],
  ['wind.speed', { quantity: 'wind_speed', unit: 'm/s', ...WHOLE }],
  ['wind.direction', { quantity: 'wind_direction', unit: '°', ...WHOLE }],
  ['rain.intensity', { quantity: 'rain_rate', unit: 'mm/h', ...WHOLE }],
  ['rain.cumulative', { quantity: 'rain', unit: 'mm', ...WHOLE }],
  ['soil.moisture', { quantity: 'moisture', unit: '%', ...SOIL }],
  ['soil.temperature', { quantity: 'temperature', unit: '°C', ...SOIL }],
  ['soil.pH', { quantity: 'ph', unit: '', ...SOIL }],
  // dS/m.
  ['soil.ec', { quantity: 'conductivity', unit: 'mS/cm', ...SOIL }],
  ['water.temperature.current', { quantity: 'temperature', unit: '°C', ...WATER }],
  ['metering.water.total', { quantity: 'water', unit: 'L', ...WHOLE }],
  ['metering.energy.total', { quantity: 'energy', unit: 'Wh', ...WHOLE }],
  ['battery', { quantity: 'battery_voltage', unit: 'V', ...WHOLE }],
] as const;

/** One measurement of the normalized payload. */
export function normalizedMeasures(measurement: JsonObject): Measure[] {
  const at = (path: string) =>
    path
      .split('.')
      .reduce<unknown>((from, key) => (isObject(from) ? own(from, key) : undefined), measurement);
  const isMoving = at('action.motion.detected');
  return [
    ...NORMALIZED.flatMap(([path, sent]) => measureFrom(at(path), sent)),
    ...(typeof isMoving === 'boolean' ? measureFrom(Number(isMoving), OCCUPANCY) : []),
    ...measureFrom(contactIn(at('action.contactState')), CONTACT),
  ];
}
