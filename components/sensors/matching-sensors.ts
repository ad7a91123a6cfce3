import type { Format } from '@/components/format/format';
import type { SensorSummary } from '@/contracts/sensor';

/** Sensors whose name, room, id or quantities hold every word that was typed. */
export function matchingSensors(
  sensors: readonly SensorSummary[],
  typed: string,
  format: Pick<Format, 'label'>,
): readonly SensorSummary[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0 ? sensors : sensors.filter((sensor) => holds(sensor, words, format));
}

function holds(
  { id, name, room, series }: SensorSummary,
  words: readonly string[],
  format: Pick<Format, 'label'>,
): boolean {
  const labels = series.map(({ quantity }) => format.label(quantity));
  const text = [name, room?.name ?? '', id, ...labels].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

export interface RoomOfSensors {
  readonly name: string | undefined;
  readonly sensors: readonly SensorSummary[];
}

/** Room by room, in the order they came; undefined for those without one. */
export function byRoom(sensors: readonly SensorSummary[]): readonly RoomOfSensors[] {
  const rooms = new Map<string | undefined, SensorSummary[]>();
  for (const sensor of sensors) {
    const name = sensor.room?.name;
    const own = rooms.get(name);
    if (own === undefined) rooms.set(name, [sensor]);
    else own.push(sensor);
  }
  return [...rooms].map(([name, own]) => ({ name, sensors: own }));
}
