import type { Measure } from '@/contracts/reading';
import { isObject, type JsonObject, own } from './json-object';
import { measureFrom } from './sent-value';

interface Field {
  readonly quantity: string;
  readonly unit: string;
}

// Today, Yesterday and Period begin anew: they are no lifetime counters. ImportActive is Total again.
const FIELDS: Readonly<Record<string, Field>> = {
  Total: { quantity: 'energy', unit: 'kWh' },
  ExportActive: { quantity: 'energy_returned', unit: 'kWh' },
  Power: { quantity: 'power', unit: 'W' },
  ApparentPower: { quantity: 'apparent_power', unit: 'VA' },
  ReactivePower: { quantity: 'reactive_power', unit: 'var' },
  Factor: { quantity: 'power_factor', unit: '' },
  Frequency: { quantity: 'frequency', unit: 'Hz' },
  Voltage: { quantity: 'voltage', unit: 'V' },
  Current: { quantity: 'current', unit: 'A' },
};
const TARIFFS: Readonly<Record<string, string>> = {
  TotalTariff: 'energy',
  ExportTariff: 'energy_returned',
};

/** What an energy meter says: one value, one of each phase or outlet, or one under each name. */
export function energyMeasures(energy: JsonObject): Measure[] {
  const measures = Object.entries(FIELDS).flatMap(([key, field]) =>
    eachOf(own(energy, key)).flatMap(([channel, value]) => measureFrom(value, { ...field, channel })),
  );
  const tariffs = Object.entries(TARIFFS).flatMap(([key, quantity]) => {
    const values = own(energy, key);
    if (!Array.isArray(values)) return [];
    return values.flatMap((value, index) =>
      measureFrom(value, { quantity, unit: 'kWh', channel: `tariff:${index + 1}` }),
    );
  });
  const neutral = measureFrom(own(energy, 'CurrentNeutral'), {
    quantity: 'current',
    unit: 'A',
    channel: 'N',
  });
  return [...measures, ...tariffs, ...neutral];
}

function eachOf(value: unknown): readonly (readonly [channel: string | null, value: unknown])[] {
  if (Array.isArray(value)) return value.map((item, index) => [String(index + 1), item]);
  return isObject(value) ? Object.entries(value) : [[null, value]];
}
