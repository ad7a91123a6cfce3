import type { DeviceName } from './device';
import { quantityOf } from './quantities';

/** What is added to a counter's value, canonical unit. */
export interface CounterOffset {
  readonly quantity: string;
  /** The sensor's. */
  readonly channel: string | null;
  readonly offset: number;
}

/** A counter that both devices have: where the old one's ended, and where the new one's begins. */
export interface SwappedCounter {
  readonly quantity: string;
  readonly channel: string | null;
  readonly unit: string;
  readonly ended: number;
  readonly begins: number;
}

/** What there is to know before a device continues a sensor. Moments are ms since 1970. */
export interface SwapPlan {
  readonly sensor: { readonly id: string; readonly name: string };
  readonly device: DeviceName & { readonly name: string | null };
  /** When it was first heard feeding nothing else: since then its past may be the sensor's. */
  readonly heardSince: number;
  /** The sensor's newest value; null: it never had one. */
  readonly sensorUntil: number | null;
  /** The devices that feed the sensor until then. */
  readonly before: readonly DeviceName[];
  /** Mappings that feed the sensor besides: they go on. */
  readonly mappings: readonly string[];
  readonly counters: readonly SwappedCounter[];
  /** The login by which the new device comes; null: none that is known. */
  readonly login: string | null;
}

export interface SwapWish {
  readonly sensorId: string;
  readonly device: DeviceName;
  /** From which moment of receipt on its messages are the sensor's, ms since 1970; null: from now on. */
  readonly since: number | null;
  readonly offsets: readonly CounterOffset[];
}

/** What became of a swap. */
export interface Swapped {
  readonly id: number;
  /** The old device's login that feeds nothing any more and still lets it in. */
  readonly idleLogin: { readonly id: string; readonly name: string } | null;
}

/** What became of a sensor whose swap was taken back. */
export interface SwapTakenBack {
  /** False where the device before feeds another sensor by now, or fed this one no longer. */
  readonly hasDevice: boolean;
}

/** A device that took another one's place, as the sensor's pages tell of it. */
export interface SwapLine {
  readonly id: number;
  /** When its first message was received that counts, ms since 1970. */
  readonly at: number;
  readonly device: string;
  /** The devices before it, as they are called. */
  readonly before: readonly string[];
  readonly offsets: readonly CounterOffset[];
  /** It is the newest, and still holds. */
  readonly isUndoable: boolean;
}

/** Does a quantity's counter go on over a swap? One that begins anew each day doesn't. */
export function isAligned(quantity: string): boolean {
  return quantity !== 'energy_daily' && quantityOf(quantity)?.stateClass === 'total_increasing';
}

/** What is to be added so that a counter goes on; noise of the arithmetic is left out. */
export function offsetOf({ ended, begins }: SwappedCounter): number {
  return Number((ended - begins).toFixed(6));
}
