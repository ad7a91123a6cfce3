import type { CounterOffset } from '@/contracts/swap';
import { type Corrected, createCorrections } from './corrections';

/** Which device feeds a sensor, and when. Moments are µs since 1970 UTC. */
export interface Binding {
  readonly id: number;
  readonly family: string;
  readonly key: string;
  readonly sensorId: string;
  /** The device's channel that it is about, '' for values without one; null: every channel that no other binding names. */
  readonly sourceChannel: string | null;
  /** The sensor's channel; null: none, or the device's own where every channel is meant. */
  readonly channel: string | null;
  readonly validFrom: number;
  readonly validTo: number | undefined;
  /** What is added to what its counters say, so that the sensor's go on where those of the device before ended. */
  readonly offsets: readonly CounterOffset[];
  /** By a replay alone: in its span the device fed nobody. */
  readonly isNobodys: boolean;
}

/** A binding that a replay put in force for a span of the past. */
export type CorrectedBinding = Corrected<Binding>;

/** Every binding through time. */
export interface BindingHistory {
  /** A binding that is known already takes its new shape. */
  bind(bindings: readonly Binding[]): void;
  correctBindings(corrections: readonly CorrectedBinding[]): void;
  /** The bindings of a device at a moment (ms since 1970); where a replay says whose a channel was, that one alone. */
  bindingsOf(family: string, key: string, atMs: number): readonly Binding[];
}

export function createBindingHistory(): BindingHistory {
  const byDevice = new Map<string, readonly Binding[]>();
  const corrections = createCorrections<string, Binding>();
  /** The channels of a device of which a replay says whose they were. */
  const correctedChannels = new Map<string, Set<string | null>>();

  function correctedAt(device: string, atMicros: number): readonly Binding[] {
    const channels = correctedChannels.get(device);
    if (channels === undefined) return [];
    return [...channels].flatMap((channel) => corrections.at(placeIn(device, channel), atMicros) ?? []);
  }

  return {
    bind: (bindings) => {
      for (const binding of bindings) {
        const device = deviceOf(binding);
        const others = (byDevice.get(device) ?? []).filter(({ id }) => id !== binding.id);
        byDevice.set(device, [...others, binding]);
      }
    },
    correctBindings: (corrected) => {
      for (const each of corrected) {
        const device = deviceOf(each.said);
        const { sourceChannel } = each.said;
        corrections.set(placeIn(device, sourceChannel), each);
        const channels = correctedChannels.get(device) ?? new Set();
        correctedChannels.set(device, channels.add(sourceChannel));
      }
    },
    bindingsOf: (family, key, atMs) => {
      const device = `${family}\n${key}`;
      const natural = (byDevice.get(device) ?? []).filter((binding) => holdsAt(binding, atMs * 1000));
      const corrected = correctedAt(device, atMs * 1000);
      if (corrected.length === 0) return natural;
      const isCorrected = ({ sourceChannel }: Binding) =>
        corrected.some((other) => other.sourceChannel === sourceChannel);
      return [
        ...natural.filter((binding) => !isCorrected(binding)),
        ...corrected.filter(({ isNobodys }) => !isNobodys),
      ];
    },
  };
}

function deviceOf({ family, key }: Binding): string {
  return `${family}\n${key}`;
}

function placeIn(device: string, sourceChannel: string | null): string {
  return sourceChannel === null ? device : `${device}\n${sourceChannel}`;
}

function holdsAt({ validFrom, validTo }: Binding, atMicros: number): boolean {
  return validFrom <= atMicros && (validTo === undefined || atMicros < validTo);
}

/** Where a value of a device belongs; undefined where no binding covers it. */
export function placeOf(
  channel: string | null,
  bindings: readonly Binding[],
): { readonly binding: Binding; readonly channel: string | null } | undefined {
  const own = channel ?? '';
  const named = bindings.find(({ sourceChannel }) => sourceChannel === own);
  if (named !== undefined) return { binding: named, channel: named.channel };
  // `mast:Max` belongs where `mast` does.
  const above = bindings.find(
    ({ sourceChannel: source }) => source !== null && source !== '' && own.startsWith(`${source}:`),
  );
  if (above !== undefined) {
    const rest = own.slice((above.sourceChannel?.length ?? 0) + 1);
    return { binding: above, channel: above.channel === null ? rest : `${above.channel}:${rest}` };
  }
  const whole = bindings.find(({ sourceChannel }) => sourceChannel === null);
  return whole && { binding: whole, channel };
}
