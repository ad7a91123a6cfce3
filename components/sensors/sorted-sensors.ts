import type { SensorSummary } from '@/contracts/sensor';
import { messagesADay, type SensorFacts } from '@/contracts/sensor-facts';
import { batteryOf } from './battery';
import { familyWords } from './family-words';
import { lastSeen } from './last-seen';
import { byRoom, type FactsById, type RoomOfSensors } from './matching-sensors';
import { signalOf } from './signal';

/** What sensors can be ordered by, and which way comes first. `room`: room by room, as the home is arranged. */
const COLUMNS = {
  room: 'rising',
  name: 'rising',
  family: 'rising',
  seen: 'falling',
  expected: 'rising',
  battery: 'rising',
  signal: 'rising',
  firmware: 'rising',
  messages: 'falling',
  complete: 'rising',
} as const;
export type SensorColumn = keyof typeof COLUMNS;

export interface SensorOrder {
  readonly column: SensorColumn;
  readonly isFalling: boolean;
}

/** Those that are offered where there are no heads to press. */
export const ORDERS = [
  { value: 'room', label: 'Room by room' },
  { value: 'name', label: 'By name' },
  { value: '-seen', label: 'Heard last first' },
  { value: 'seen', label: 'Silent longest first' },
  { value: 'battery', label: 'Lowest battery first' },
  { value: 'signal', label: 'Weakest signal first' },
  { value: 'complete', label: 'Least complete first' },
  { value: '-messages', label: 'Most messages first' },
  { value: 'expected', label: 'Most often expected first' },
  { value: 'family', label: 'By family' },
  { value: 'firmware', label: 'By firmware' },
] as const;

/** As the order of that name stood in addresses before. */
const FORMER: ReadonlyMap<string, string> = new Map([
  ['newest', '-seen'],
  ['oldest', 'seen'],
]);

/** The order that stands in an address; room by room for anything else. */
export function orderOf(text: string | null): SensorOrder {
  const known = FORMER.get(text ?? '') ?? text ?? '';
  const column = known.replace(/^-/, '');
  return isColumn(column)
    ? { column, isFalling: known.startsWith('-') }
    : { column: 'room', isFalling: false };
}

/** As it stands in the address; empty: room by room. */
export function orderText({ column, isFalling }: SensorOrder): string {
  const text = `${isFalling ? '-' : ''}${column}`;
  return text === 'room' ? '' : text;
}

/** The order once a column's head is pressed: its own first, the other way the second time. */
export function pressed(column: SensorColumn, now: SensorOrder): SensorOrder {
  return { column, isFalling: now.column === column ? !now.isFalling : COLUMNS[column] === 'falling' };
}

function isColumn(name: string): name is SensorColumn {
  return Object.hasOwn(COLUMNS, name);
}

/** Where each sensor stands in an order, from its values at one moment. */
export interface Places {
  readonly order: SensorOrder;
  readonly of: ReadonlyMap<string, number>;
}

/** What is unknown stands last; what was never heard is the longest silent. */
export function placesOf(sensors: readonly SensorSummary[], facts: FactsById, order: SensorOrder): Places {
  const of = new Map(sorted(sensors, facts, order).map(({ id }, place) => [id, place]));
  return { order, of };
}

/** The same places while they stand for this order and every sensor has one: a row doesn't move because a value came. */
export function placesKept(
  places: Places,
  sensors: readonly SensorSummary[],
  facts: FactsById,
  order: SensorOrder,
): Places {
  const isSame = orderText(places.order) === orderText(order);
  return isSame && sensors.every(({ id }) => places.of.has(id)) ? places : placesOf(sensors, facts, order);
}

/** Room by room, or all in one go. */
export function inOrder(sensors: readonly SensorSummary[], { order, of }: Places): readonly RoomOfSensors[] {
  if (order.column === 'room') return byRoom(order.isFalling ? sensors.toReversed() : sensors);
  const place = ({ id }: SensorSummary) => of.get(id) ?? of.size;
  return [{ name: undefined, sensors: sensors.toSorted((one, other) => place(one) - place(other)) }];
}

/** A room of which only some sensors are drawn. */
export interface ShownRoom extends RoomOfSensors {
  /** Of all its sensors that are on the list. */
  readonly total: number;
}

/** So many of them, from the first room on. */
export function firstOf(rooms: readonly RoomOfSensors[], most: number): readonly ShownRoom[] {
  let left = most;
  return rooms.flatMap((room) => {
    const sensors = room.sensors.slice(0, Math.max(0, left));
    left -= sensors.length;
    return sensors.length === 0 ? [] : [{ ...room, sensors, total: room.sensors.length }];
  });
}

const byText = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

type Key = number | string | undefined;

function sorted(
  sensors: readonly SensorSummary[],
  facts: FactsById,
  { column, isFalling }: SensorOrder,
): readonly SensorSummary[] {
  if (column === 'room') return sensors;
  const keyed = sensors.map((sensor) => ({ sensor, key: keyOf(column, sensor, facts.get(sensor.id)) }));
  const way = isFalling ? -1 : 1;
  return keyed.sort((one, other) => compared(one.key, other.key, way)).map(({ sensor }) => sensor);
}

function compared(one: Key, other: Key, way: 1 | -1): number {
  if (one === undefined || other === undefined)
    return Number(one === undefined) - Number(other === undefined);
  if (typeof one === 'number' && typeof other === 'number') return way * (one - other);
  return way * byText.compare(`${one}`, `${other}`);
}

function keyOf(column: SensorColumn, sensor: SensorSummary, facts: SensorFacts | undefined): Key {
  switch (column) {
    case 'room':
      return sensor.room?.name;
    case 'name':
      return sensor.name;
    case 'family':
      return facts?.family == null ? undefined : `${familyWords(facts.family)} ${facts.model ?? ''}`;
    case 'seen':
      return lastSeen(sensor.series)?.latest?.seenAt ?? 0;
    case 'expected':
      return lastSeen(sensor.series)?.rhythmMs ?? undefined;
    case 'battery':
      return batteryKey(sensor);
    case 'signal':
      return signalOf(sensor)?.share;
    case 'firmware':
      return facts?.firmware ?? undefined;
    case 'messages':
      return facts?.day == null ? undefined : (messagesADay(facts.day) ?? undefined);
    case 'complete':
      return facts?.day?.complete ?? undefined;
  }
}

/** Volts tell less than percents: they stand after all of them. */
function batteryKey(sensor: SensorSummary): Key {
  const battery = batteryOf(sensor);
  if (battery === undefined) return undefined;
  return battery.quantity === 'battery' ? battery.value : 1_000 + battery.value;
}
