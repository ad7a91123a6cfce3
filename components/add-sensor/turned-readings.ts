import { type Arrival, familyOf } from '@/contracts/arrival';
import type { TaughtReading } from './arrival-actions';

/** How its messages are read, with the sign of its power the other way round; undefined where a family decoder reads them. */
export function turnedReadings(
  { family, base }: Arrival,
  topic: string | undefined,
  taught: readonly TaughtReading[] | undefined,
): { readonly topic: string; readonly readings: readonly TaughtReading[] } | undefined {
  if (topic === undefined) return undefined;
  const readings = taught ?? familyReadings(familyOf(family).mappings(base), topic);
  if (readings === undefined || !readings.some(isPower)) return undefined;
  const turn = (reading: TaughtReading) =>
    isPower(reading) ? { ...reading, scale: -(reading.scale ?? 1) } : reading;
  return { topic, readings: readings.map(turn) };
}

function isPower({ quantity }: TaughtReading): boolean {
  return quantity === 'power';
}

function familyReadings(mappings: readonly object[], topic: string): readonly TaughtReading[] | undefined {
  for (const mapping of mappings) {
    const { topic: of, readings } = mapping as { topic: string; readings?: readonly TaughtReading[] };
    if (of === topic) return readings?.map((reading) => ({ ...reading, path: reading.path ?? '' }));
  }
  return undefined;
}
