import { type Arrival, familyOf } from '@/contracts/arrival';
import type { TaughtReading } from './arrival-actions';

/** A topic of a device, and how its messages are read. */
export interface TaughtTopic {
  readonly topic: string;
  readonly readings: readonly TaughtReading[];
}

/** How the messages of a topic are read; undefined where a family decoder reads them. */
export function readingsOf(
  { family, base }: Arrival,
  topic: string | undefined,
  taught: readonly TaughtReading[] | undefined,
): TaughtTopic | undefined {
  if (topic === undefined) return undefined;
  const readings = taught ?? familyReadings(familyOf(family).mappings(base), topic);
  return readings && { topic, readings };
}

/** The same with the sign of power the other way round; undefined where it reads none. */
export function turned({ topic, readings }: TaughtTopic): TaughtTopic | undefined {
  if (!readings.some(isPower)) return undefined;
  const turn = (reading: TaughtReading) =>
    isPower(reading) ? { ...reading, scale: -(reading.scale ?? 1) } : reading;
  return { topic, readings: readings.map(turn) };
}

/** The same with what can be believed as a form says it (`QUANTITY min`, `QUANTITY max`); undefined where that changes nothing. */
export function believed({ topic, readings }: TaughtTopic, form: FormData): TaughtTopic | undefined {
  const limits = readings.map(({ quantity }) => ({
    min: numberIn(form.get(`${quantity} min`)),
    max: numberIn(form.get(`${quantity} max`)),
  }));
  const isSame = readings.every(
    ({ min, max }, index) => min === limits[index]?.min && max === limits[index]?.max,
  );
  if (isSame) return undefined;
  const limited = readings.map(({ min: _min, max: _max, ...reading }, index) => {
    const { min, max } = limits[index] ?? {};
    return { ...reading, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  });
  return { topic, readings: limited };
}

function numberIn(text: FormDataEntryValue | null): number | undefined {
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  const value = Number(text.trim().replace(',', '.').replace('−', '-'));
  return Number.isFinite(value) ? value : undefined;
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
