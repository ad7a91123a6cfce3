import { quantityOf } from '@/contracts/quantities';
import type { Values } from './behaviour';

export interface Message {
  readonly topic: string;
  readonly payload: string;
}

/** What one message of a format teaches: the neutral form that `npm run admin -- mapping apply` reads. */
export interface MappingForm {
  readonly topic: string;
  readonly format: 'number' | 'json';
  readonly readings: readonly { readonly path?: string; readonly quantity: string; readonly unit: string }[];
}

/** How a family of devices says its values. A new family is a new row here. */
export interface Format {
  readonly messages: (base: string, values: Values) => readonly Message[];
  readonly mappings: (base: string, quantities: readonly string[]) => readonly MappingForm[];
}

/** A topic a value, the number alone: `publish(topic, String(t).c_str())`. */
const plain: Format = {
  messages: (base, values) =>
    Object.entries(values).map(([quantity, value]) => ({
      topic: `${base}/${quantity}`,
      payload: rounded(quantity, value).toFixed(places(quantity)),
    })),
  mappings: (base, quantities) =>
    quantities.map((quantity) => ({
      topic: `${base}/${quantity}`,
      format: 'number',
      readings: [{ quantity, unit: unitOf(quantity) }],
    })),
};

/** One topic, every value in one JSON object. */
const json: Format = {
  messages: (base, values) => {
    const said = Object.entries(values).map(([quantity, value]) => [quantity, rounded(quantity, value)]);
    return [{ topic: base, payload: JSON.stringify(Object.fromEntries(said)) }];
  },
  mappings: (base, quantities) => {
    const readings = quantities.map((quantity) => ({
      path: `/${quantity}`,
      quantity,
      unit: unitOf(quantity),
    }));
    return [{ topic: base, format: 'json', readings }];
  },
};

/** What somebody soldered and wrote at home: names of one letter, tenths as whole numbers. Nobody knows it beforehand. */
const homemade: Format = {
  messages: (base, { temperature = 21, humidity = 45, co2 = 600 }) => [
    {
      topic: base,
      payload: JSON.stringify({
        t: Math.round(temperature * 10),
        h: Math.round(humidity * 10),
        co2: Math.round(co2),
        bat: 2.98,
        rssi: -55 - Math.round(humidity / 10),
      }),
    },
  ],
  mappings: () => [],
};

export const FORMATS = { plain, json, homemade } satisfies Record<string, Format>;
export type FormatName = keyof typeof FORMATS;

function places(quantity: string): number {
  return (quantityOf(quantity)?.decimals ?? 2) + 1;
}

function rounded(quantity: string, value: number): number {
  return Number(value.toFixed(places(quantity)));
}

function unitOf(quantity: string): string {
  return quantityOf(quantity)?.unit ?? '';
}
