import type { SensorSummary } from '@/contracts/sensor';
import { lastSeen } from './last-seen';
import { byRoom, type RoomOfSensors } from './matching-sensors';

export const SORTS = [
  { value: 'room', label: 'Room by room' },
  { value: 'name', label: 'By name' },
  { value: 'newest', label: 'Heard last first' },
  { value: 'oldest', label: 'Silent longest first' },
] as const;
export type Sort = (typeof SORTS)[number]['value'];

/** The order of that name; room by room for anything else. */
export function sortOf(name: string | null): Sort {
  return SORTS.find(({ value }) => value === name)?.value ?? 'room';
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Room by room, or all in one go. What was never heard is the longest silent. */
export function inOrder(sensors: readonly SensorSummary[], sort: Sort): readonly RoomOfSensors[] {
  if (sort === 'room') return byRoom(sensors);
  const sorted =
    sort === 'name'
      ? sensors.toSorted((one, other) => byName.compare(one.name, other.name))
      : sensors.toSorted((one, other) => seenAt(other) - seenAt(one));
  return [{ name: undefined, sensors: sort === 'oldest' ? sorted.toReversed() : sorted }];
}

function seenAt({ series }: SensorSummary): number {
  return lastSeen(series)?.latest?.seenAt ?? 0;
}
