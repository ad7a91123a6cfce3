import type { Reading } from '@/contracts/reading';

type Coordinates = NonNullable<Reading['replaces']>[number];

/**
 * What the stores have to be told of one message: the readings it gives now, each sensor's first with the coordinates of what
 * it gave before, and of a sensor that gets nothing any more a reading without measures. Empty where nothing changes, unless
 * `isWhole` asks for all of it.
 */
export function correctedReadings(
  before: readonly Reading[],
  now: readonly Reading[],
  { replay, isWhole }: { readonly replay: number; readonly isWhole: boolean },
): readonly Reading[] {
  if (!isWhole && JSON.stringify(before) === JSON.stringify(now)) return [];
  const replaced = coordinatesBySensor(before);
  const told = new Set<string>();
  const given = now.map((reading) => {
    const isFirst = !told.has(reading.sensorId);
    told.add(reading.sensorId);
    const replaces = isFirst ? replaced.get(reading.sensorId) : undefined;
    return { ...reading, replay, ...(replaces !== undefined && { replaces }) };
  });
  const retracted = before.flatMap((reading) => {
    const replaces = replaced.get(reading.sensorId);
    if (told.has(reading.sensorId) || replaces === undefined) return [];
    told.add(reading.sensorId);
    const { availability: _, ...rest } = reading;
    return [{ ...rest, measures: [], replay, replaces }];
  });
  return [...given, ...retracted];
}

function coordinatesBySensor(readings: readonly Reading[]): ReadonlyMap<string, Coordinates[]> {
  const found = new Map<string, Coordinates[]>();
  for (const { sensorId, measuredAt, measures } of readings) {
    const own = measures.map(({ quantity, channel }) => ({ sensorId, quantity, channel, measuredAt }));
    if (own.length > 0) found.set(sensorId, [...(found.get(sensorId) ?? []), ...own]);
  }
  return found;
}
