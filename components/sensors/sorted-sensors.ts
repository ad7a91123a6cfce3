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

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Where each sensor stands in an order, from its values at one moment. */
export interface Places {
  readonly sort: Sort;
  readonly of: ReadonlyMap<string, number>;
}

/** What was never heard is the longest silent. */
export function placesOf(sensors: readonly SensorSummary[], sort: Sort): Places {
  return { sort, of: new Map(sorted(sensors, sort).map(({ id }, place) => [id, place])) };
}

/** The same places while they stand for this order and every sensor has one: a row doesn't move because a value came. */
export function placesKept(places: Places, sensors: readonly SensorSummary[], sort: Sort): Places {
  const isWhole = places.sort === sort && sensors.every(({ id }) => places.of.has(id));
  return isWhole ? places : placesOf(sensors, sort);
}

/** Room by room, or all in one go. */
export function inOrder(sensors: readonly SensorSummary[], { sort, of }: Places): readonly RoomOfSensors[] {
  if (sort === 'room') return byRoom(sensors);
  const place = ({ id }: SensorSummary) => of.get(id) ?? of.size;
  return [{ name: undefined, sensors: sensors.toSorted((one, other) => place(one) - place(other)) }];
}

/** So many of them, from the first room on. */
export function firstOf(rooms: readonly RoomOfSensors[], most: number): readonly RoomOfSensors[] {
  let left = most;
  return rooms.flatMap((room) => {
    const sensors = room.sensors.slice(0, Math.max(0, left));
    left -= sensors.length;
    return sensors.length === 0 ? [] : [{ ...room, sensors }];
  });
}

function sorted(sensors: readonly SensorSummary[], sort: Sort): readonly SensorSummary[] {
  switch (sort) {
    case 'room':
      return sensors;
    case 'name':
      return sensors.toSorted((one, other) => byName.compare(one.name, other.name));
    case 'newest':
      return sensors.toSorted((one, other) => seenAt(other) - seenAt(one));
    case 'oldest':
      return sensors.toSorted((one, other) => seenAt(one) - seenAt(other));
  }
}

function seenAt({ series }: SensorSummary): number {
  return lastSeen(series)?.latest?.seenAt ?? 0;
}
