import type { Leaf } from '@/contracts/mapping-preview';

/** What a field of this name mostly is. */
const NAMES: readonly (readonly [pattern: RegExp, quantity: string, unit: string])[] = [
  [/^(t|temp|temperature|tc|celsius)$/, 'temperature', '°C'],
  [/^(h|hum|humidity|rh)$/, 'humidity', '%'],
  [/^(p|power|watt|watts|w|apower)$/, 'power', 'W'],
  [/^(energy|kwh|total|e)$/, 'energy', 'kWh'],
  [/^(v|u|volt|voltage)$/, 'voltage', 'V'],
  [/^(i|amp|amps|current)$/, 'current', 'A'],
  [/^(pressure|press|hpa|baro)$/, 'pressure', 'hPa'],
  [/^(co2|eco2)$/, 'co2', 'ppm'],
  [/^(lux|light|illuminance)$/, 'illuminance', 'lx'],
  [/^(bat|batt|battery)$/, 'battery', '%'],
];

/** A field of a message, and what it seems to be; undefined quantity: nobody can say. */
export interface Recognised {
  readonly leaf: Leaf;
  readonly quantity: string | undefined;
  readonly unit: string;
}

/** The numbers in a message, by what their fields are called. Of a message that is a number nothing can be said. */
export function recognise(leaves: readonly Leaf[]): readonly Recognised[] {
  return leaves
    .filter(({ isNumeric }) => isNumeric)
    .map((leaf) => {
      const name = leaf.pointer.split('/').at(-1)?.toLowerCase() ?? '';
      const [, quantity, unit = ''] = NAMES.find(([pattern]) => pattern.test(name)) ?? [];
      return { leaf, quantity, unit };
    });
}
