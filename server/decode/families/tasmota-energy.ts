import type { Measure } from '@/contracts/reading';
import { type JsonObject, own } from './json-object';
import { measureFrom } from './sent-value';

interface Field {
  readonly key: string;
  readonly quantity: string;
  readonly unit: string;
}

// Today, Yesterday and Period begin anew: they are no lifetime counters. ImportActive is Total again.
const FIELDS: readonly Field[] = [
  { key: 'Total', quantity: 'energy', unit: 'kWh' },
  { key: 'ExportActive', quantity: 'energy_returned', unit: 'kWh' },
  { key: 'Power', quantity: 'power', unit: 'W' },
  { key: 'ApparentPower', quantity: 'apparent_power', unit: 'VA' },
  { key: 'ReactivePower', quantity: 'reactive_power', unit: 'var' },
  { key: 'Factor', quantity: 'power_factor', unit: '' },
  { key: 'Frequency', quantity: 'frequency', unit: 'Hz' },
  { key: 'Voltage', quantity: 'voltage', unit: 'V' },
  { key: 'Current', quantity: 'current', unit: 'A' },
];
const TARIFFS: readonly Field[] = [
  { key: 'TotalTariff', quantity: 'energy', unit: 'kWh' },
  { key: 'ExportTariff', quantity: 'energy_returned', unit: 'kWh' },
];

/** What an energy meter says: one value, one of each phase or outlet, or one under each name. */
export function energyMeasures(energy: JsonObject): Measure[] {
  const measures: Measure[] = [];
  for (const { key, quantity, unit } of FIELDS) {
    const value = own(energy, key);
    if (typeof value !== 'object') measures.push(...measureFrom(value, { quantity, unit, channel: null }));
    else
      for (const [channel, each] of eachOf(value))
        measures.push(...measureFrom(each, { quantity, unit, channel }));
  }
  for (const { key, quantity, unit } of TARIFFS) {
    const values = own(energy, key);
    for (const [index, value] of Array.isArray(values) ? values.entries() : [])
      measures.push(...measureFrom(value, { quantity, unit, channel: `tariff:${index + 1}` }));
  }
  const neutral = { quantity: 'current', unit: 'A', channel: 'N' };
  return [...measures, ...measureFrom(own(energy, 'CurrentNeutral'), neutral)];
}

/** Of phases and outlets their numbers, else the names that they were given. */
function eachOf(values: object | null): readonly (readonly [channel: string, value: unknown])[] {
  if (Array.isArray(values)) return values.map((item, index) => [String(index + 1), item]);
  return Object.entries(values ?? {});
}
