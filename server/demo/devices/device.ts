import type { House } from '../house/house';

export interface Message {
  readonly topic: string;
  readonly payload: string;
  /** Kept by the broker, as the real device asks for. */
  readonly retain?: true;
}

/** Where and when a device lives. */
export interface World {
  readonly house: House;
  /** The home's, IANA: some devices say local time. */
  readonly timeZone: string;
  /** When the demo was begun, ms since 1970. */
  readonly began: number;
}

/** One that publishes. What it says at a moment follows from the moment, so past and present are one. */
export interface DemoDevice {
  /** Its connection; those behind a gateway share one. */
  readonly clientId: string;
  /** How often it speaks. */
  readonly rhythm: { readonly pastMs: number; readonly liveMs: number };
  /** Told when it connects, and at the beginning of its past. */
  readonly greetings?: (world: World) => readonly Message[];
  /** What the broker is to say when it vanishes. */
  readonly will?: Message;
  /** Moments after `from` up to `to` at which it speaks besides: something has been switched. */
  readonly events?: (world: World, from: number, to: number) => readonly number[];
  readonly messages: (world: World, at: number) => readonly Message[];
}

/** What Hearth is taught of a sensor, in the words of a mapping file. */
export interface DemoSensor {
  readonly id: string;
  readonly name: string;
  readonly room: string;
  /** What feeds it, where its family is read without a mapping. */
  readonly device?: { readonly family: 'tasmota' | 'zigbee2mqtt'; readonly key: string };
  readonly mappings?: readonly DemoMapping[];
}

export interface DemoMapping {
  readonly topic: string;
  readonly format: 'number' | 'json';
  readonly timePath?: string;
  readonly timeFormat?: 'unix_s';
  readonly readings: readonly {
    readonly path?: string;
    readonly quantity: string;
    readonly unit: string;
    readonly channel?: string;
  }[];
}

export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
