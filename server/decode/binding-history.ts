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
}

/** Every binding through time. */
export interface BindingHistory {
  /** A binding that is known already takes its new shape. */
  bind(bindings: readonly Binding[]): void;
  /** The bindings of a device at a moment (ms since 1970). */
  bindingsOf(family: string, key: string, atMs: number): readonly Binding[];
}

export function createBindingHistory(): BindingHistory {
  const byDevice = new Map<string, readonly Binding[]>();
  return {
    bind: (bindings) => {
      for (const binding of bindings) {
        const device = `${binding.family}\n${binding.key}`;
        const others = (byDevice.get(device) ?? []).filter(({ id }) => id !== binding.id);
        byDevice.set(device, [...others, binding]);
      }
    },
    bindingsOf: (family, key, atMs) =>
      (byDevice.get(`${family}\n${key}`) ?? []).filter(
        ({ validFrom, validTo }) =>
          validFrom <= atMs * 1000 && (validTo === undefined || atMs * 1000 < validTo),
      ),
  };
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
