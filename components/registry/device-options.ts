import { roughText } from '@/components/format/duration';
import { familyWords } from '@/components/sensors/family-words';

interface Named {
  readonly family: string;
  readonly key: string;
}

/** How a form says which device is meant. */
export function deviceValue({ family, key }: Named): string {
  return JSON.stringify({ family, key });
}

/** The devices that may feed a sensor: none, the one that does, and those that were heard and feed none. */
export function deviceOptions(
  own: Named | null,
  heard: readonly (Named & { readonly lastHeard: number })[],
  now: number,
): readonly { readonly value: string; readonly label: string }[] {
  const named = ({ family, key }: Named) => `${key} (${familyWords(family)})`;
  return [
    { value: '', label: 'No device' },
    ...(own === null ? [] : [{ value: deviceValue(own), label: `${named(own)}, as now` }]),
    ...heard.map((device) => ({
      value: deviceValue(device),
      label: `${named(device)}, heard ${roughText(Math.max(1_000, now - device.lastHeard))} ago`,
    })),
  ];
}
