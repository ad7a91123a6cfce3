import type { MappingSummary } from '@/contracts/mapping-preview';
import type { SensorSummary } from '@/contracts/sensor';

/** A mapping of the list, and when one of its sensors was last heard, ms since 1970. */
export interface ListedMapping extends MappingSummary {
  readonly heardAt: number | undefined;
}

export type MappingOrder = 'heard' | 'name';

/** Mappings with when their sensors were last heard. */
export function listed(
  mappings: readonly MappingSummary[],
  sensors: readonly Pick<SensorSummary, 'id' | 'series'>[],
): readonly ListedMapping[] {
  const heard = new Map(sensors.map(({ id, series }) => [id, newestOf(series)]));
  return mappings.map((mapping) => ({
    ...mapping,
    heardAt: greatest(mapping.sensors.flatMap(({ id }) => heard.get(id) ?? [])),
  }));
}

function newestOf(series: SensorSummary['series']): number | undefined {
  return greatest(series.flatMap(({ latest }) => latest?.seenAt ?? []));
}

function greatest(moments: readonly number[]): number | undefined {
  return moments.length === 0 ? undefined : moments.reduce((one, other) => Math.max(one, other));
}

/** Those that hold every word, in an order; what was never heard comes last. */
export function foundMappings(
  mappings: readonly ListedMapping[],
  { typed, order, label }: { typed: string; order: MappingOrder; label: (quantity: string) => string },
): readonly ListedMapping[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const byName = (one: ListedMapping, other: ListedMapping) => one.name.localeCompare(other.name);
  const byHearing = (one: ListedMapping, other: ListedMapping) =>
    (other.heardAt ?? 0) - (one.heardAt ?? 0) || byName(one, other);
  return mappings
    .filter((mapping) => words.every((word) => textOf(mapping, label).includes(word)))
    .toSorted(order === 'name' ? byName : byHearing);
}

function textOf(
  { name, sensors, topic, quantities }: MappingSummary,
  label: (quantity: string) => string,
): string {
  const whose = sensors.flatMap((sensor) => [sensor.name, sensor.id]);
  return [name, ...whose, topic, ...quantities.map(label)].join(' ').toLowerCase();
}
