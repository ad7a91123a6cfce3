import type { Format } from '@/components/format/format';
import { cellsOf } from '@/contracts/board';
import type { SensorSummary, SeriesSummary } from '@/contracts/sensor';

/** One series on the board; undefined before a sensor's first reading. */
export interface Cell {
  readonly key: string;
  readonly sensor: SensorSummary;
  readonly series: SeriesSummary | undefined;
  readonly name: string;
}

/** A room of the board; `before`: how many sensors stand above it. */
export interface BoardRoom {
  readonly id: number | null;
  readonly name: string;
  /** The name of its floor; undefined: it is on none. */
  readonly floor: string | undefined;
  readonly sensors: readonly SensorSummary[];
  readonly before: number;
}

/** The rooms in the order of their sensors. One that is the same as among `earlier` is the same object. */
export function roomsOf(
  sensors: readonly SensorSummary[],
  earlier: readonly BoardRoom[],
): readonly BoardRoom[] {
  const own = new Map<number | null, SensorSummary[]>();
  for (const sensor of sensors) {
    const id = sensor.room?.id ?? null;
    const inRoom = own.get(id);
    if (inRoom === undefined) own.set(id, [sensor]);
    else inRoom.push(sensor);
  }
  const known = new Map(earlier.map((room) => [room.id, room]));
  let before = 0;
  return [...own].map(([id, inRoom]) => {
    const { name = 'Not in a room', floor } = inRoom[0]?.room ?? {};
    const room: BoardRoom = { id, name, floor, sensors: inRoom, before };
    before += inRoom.length;
    const was = known.get(id);
    return was !== undefined && isSame(was, room) ? was : room;
  });
}

function isSame(one: BoardRoom, other: BoardRoom): boolean {
  return (
    one.name === other.name &&
    one.floor === other.floor &&
    one.before === other.before &&
    one.sensors.length === other.sensors.length &&
    one.sensors.every((sensor, index) => sensor === other.sensors[index])
  );
}

/**
 * The cells of a room. A sensor that measures one thing gives its cell its name; what measures several gives it the quantity's,
 * and its own besides where another sensor of the room measures that too.
 */
export function cellsOfRoom(
  sensors: readonly SensorSummary[],
  format: Pick<Format, 'label'>,
): readonly Cell[] {
  const labelOf = ({ quantity, channel }: SeriesSummary) =>
    channel === null ? format.label(quantity) : `${format.label(quantity)} ${channel}`;

  const shown = sensors.map((sensor) => ({ sensor, series: cellsOf(sensor.series) }));
  const labels = shown.flatMap(({ series }) => (series.length > 1 ? series.map(labelOf) : []));
  const once = new Set<string>();
  const twice = new Set(labels.filter((label) => once.size === once.add(label).size));
  return shown.flatMap(({ sensor, series }): readonly Cell[] => {
    if (series.length === 0) return [{ key: sensor.id, sensor, series: undefined, name: sensor.name }];
    return series.map((one) => {
      const label = labelOf(one);
      const whole = twice.has(label) ? `${sensor.name}, ${label.toLowerCase()}` : label;
      const name = series.length === 1 ? sensor.name : whole;
      return { key: cellKey({ sensorId: sensor.id, ...one }), sensor, series: one, name };
    });
  });
}

export function cellKey({
  sensorId,
  quantity,
  channel,
}: {
  readonly sensorId: string;
  readonly quantity: string;
  readonly channel: string | null;
}): string {
  return JSON.stringify([sensorId, quantity, channel]);
}
